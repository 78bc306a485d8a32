#!/bin/sh
# Tries a release as a stranger would have it: try.sh RELEASE.tar.gz
# Unpacks it into a read-only folder whose path has a space and a letter beyond ASCII, and runs the demo from there with an empty
# environment: as another user without a home, where the caller is root, and without a network, where it may take that away;
# otherwise as the caller.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
release=$(CDPATH='' cd "$(dirname "$1")" && pwd)/$(basename "$1")
uid=54321

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
chmod 755 "$folder"
(cd "$(dirname "$release")" && sha256sum --check --quiet "$(basename "$release").sha256")

home="$folder/für alle"
mkdir "$home"
tar -xzf "$release" -C "$home" --strip-components=1
chmod -R a-w "$home"
touch "$folder/installed"
mkdir -m 1777 "$folder/tmp" "$folder/work"

as_stranger() {
    if [ "$(id -u)" = 0 ]; then
        set -- setpriv --reuid="$uid" --regid="$uid" --clear-groups "$@"
    fi
    if unshare --net ip link set lo up 2>/dev/null; then
        unshare --net sh -c 'ip link set lo up && exec "$@"' sh "$@"
    else
        "$@"
    fi
}
cd "$folder/work"
as_stranger env -i PATH="$PATH" JAVA_HOME="$JAVA_HOME" TMPDIR="$folder/tmp" "$home/intentstream" demo --events 500 --summary summary.json
grep -q '"intentsOut" *: *500' summary.json || { echo "try.sh: the demo has not written 500 intents: $(cat summary.json)" >&2; exit 1; }
changed=$(find "$home" -newer "$folder/installed" | head -n 3)
[ -z "$changed" ] || { echo "try.sh: the demo has written into the installation: $changed" >&2; exit 1; }

# The image is made of the same release.
sh "$here/../install-engine.sh" "$release" "$folder/image" 10001
unreadable=$(find "$folder/image" ! -perm -o=r -o -type d ! -perm -o=x | head -n 3)
[ -z "$unreadable" ] || { echo "try.sh: the image's user can't read $unreadable" >&2; exit 1; }
