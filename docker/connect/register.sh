#!/bin/sh
# Makes connectors of configuration files, or brings those that exist up to date. A connector is named after its file.
#
#   register.sh http://127.0.0.1:8083 docker/connect/sinks/postgres-*.json
set -eu

[ $# -ge 2 ] || { printf 'usage: %s CONNECT_URL FILE...\n' "$0" >&2; exit 2; }
connect=${1%/}
shift
for file in "$@"; do
    name=$(basename "$file" .json)
    printf '%s\n' "$name"
    # A worker that has just come up answers 409 while its group gathers.
    curl --fail-with-body --silent --show-error --output /dev/stderr --retry 20 --retry-delay 3 --retry-all-errors --retry-max-time 120 \
        -X PUT -H 'Content-Type: application/json' --data-binary "@$file" "$connect/connectors/$name/config" 2>&1 \
        || { printf '\n%s was refused by %s; what it said stands above.\n' "$name" "$connect" >&2; exit 1; }
    printf '\n'
done
