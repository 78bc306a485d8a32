#!/bin/sh
# Makes connectors of configuration files, or brings those that exist up to date. A connector is named after its file.
#
#   register.sh http://127.0.0.1:8083 docker/connect/sinks/postgres-*.json
#
# It waits for a worker that is still starting, at most REGISTER_TIMEOUT seconds (180) for all files together, and asks
# again every REGISTER_PAUSE seconds (3). Exit code 1 when a connector is not registered, 2 for wrong arguments.
set -eu

[ $# -ge 2 ] || { printf 'usage: %s CONNECT_URL FILE...\n' "$0" >&2; exit 2; }
command -v curl > /dev/null || { printf '%s needs curl\n' "$0" >&2; exit 2; }
connect=${1%/}
shift
for file in "$@"; do
    [ -r "$file" ] || { printf '%s: there is no such file, or it is not readable\n' "$file" >&2; exit 2; }
done
timeout=${REGISTER_TIMEOUT:-180}
deadline=$(($(date +%s) + timeout))
answer=$(mktemp)
problem=$(mktemp)
trap 'rm -f "$answer" "$problem"' EXIT

# Sends a configuration; the status of the answer is 000 when there is none.
put() {
    : > "$answer"
    curl --silent --show-error --max-time 60 --output "$answer" --write-out '%{http_code}' -X PUT \
        -H 'Content-Type: application/json' --data-binary "@$1" "$connect/connectors/$2/config" 2> "$problem" || :
}

# Why a status is worth another try; nothing for one that is final.
transient() {
    case $1 in
        # A wrong URL (curl's 1 and 3) or certificate (60) stays wrong.
        000) grep -qE '^curl: \((1|3|60)\)' "$problem" || cat "$problem" ;;
        404) printf '404: a worker that starts does not know its connectors yet' ;;
        409) printf '409: the workers are rebalancing' ;;
        502 | 503 | 504) printf '%s: the worker is not ready' "$1" ;;
        500) ! grep -q 'timed out' "$answer" || printf '500: the worker did not answer its own request in time' ;;
    esac
}

for file in "$@"; do
    name=$(basename "$file" .json)
    said=
    while :; do
        status=$(put "$file" "$name")
        case $status in
            200 | 201)
                printf '%s: registered\n' "$name"
                break
                ;;
        esac
        reason=$(transient "$status")
        if [ -z "$reason" ]; then
            printf '%s: refused by %s with %s: ' "$name" "$connect" "$status" >&2
            cat "$answer" "$problem" >&2
            printf '\n' >&2
            exit 1
        fi
        if [ "$(date +%s)" -ge "$deadline" ]; then
            printf '%s: not registered: no Connect worker at %s took it within %s s. The last answer was: %s. Is the worker running, and is this its address?\n' \
                "$name" "$connect" "$timeout" "$reason" >&2
            exit 1
        fi
        if [ "$status" != "$said" ]; then
            printf '%s: waiting for Connect at %s (%s)\n' "$name" "$connect" "$reason"
            said=$status
        fi
        sleep "${REGISTER_PAUSE:-3}"
    done
done
