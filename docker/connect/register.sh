#!/bin/sh
# Makes connectors of configuration files, or brings those that exist up to date. A connector is named after its file.
#
#   register.sh http://127.0.0.1:8083 docker/connect/sinks/postgres-*.json
set -eu

[ $# -ge 2 ] || { printf 'usage: %s CONNECT_URL FILE...\n' "$0" >&2; exit 2; }
connect=${1%/}
shift
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

for file in "$@"; do
    [ -r "$file" ] || { printf '%s: there is no such file\n' "$file" >&2; exit 2; }
    name=$(basename "$file" .json)
    tries=0
    while :; do
        status=$(curl --silent --max-time 60 --output "$answer" --write-out '%{http_code}' -X PUT \
            -H 'Content-Type: application/json' --data-binary "@$file" "$connect/connectors/$name/config") || status=000
        tries=$((tries + 1))
        case $status in
            200 | 201)
                printf '%s: registered\n' "$name"
                break
                ;;
            000 | 409 | 503)
                # Not up yet, or its group is still gathering.
                if [ "$tries" -ge 40 ]; then
                    printf '%s: no worker at %s takes it (last answer: %s)\n' "$name" "$connect" "$status" >&2
                    exit 1
                fi
                sleep 3
                ;;
            *)
                printf '%s: refused by %s with %s: ' "$name" "$connect" "$status" >&2
                cat "$answer" >&2
                printf '\n' >&2
                exit 1
                ;;
        esac
    done
done
