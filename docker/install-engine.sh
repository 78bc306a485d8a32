#!/bin/sh
# Installs a release for an image, and shows that it runs there as the image's user:
#   install-engine.sh RELEASE.tar.gz FOLDER UID
# Unpacks the release and its libtorch into FOLDER, as the calling user's files that everybody may read; then plays 200 events
# through a demo as UID (where the caller is root; otherwise as the caller), which fails when a part is missing or can't be read.
set -eu
release=$1
folder=$2
uid=$3

mkdir -p "$folder"
tar -xzf "$release" -C "$folder" --strip-components=1 --no-same-owner
for platform in "$folder"/lib/linux-*; do
    case $platform in
        */linux-"$(uname -m)") ;;
        *) rm -rf "$platform" ;;
    esac
done

state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
# Whoever unpacks libtorch alone may read it, which is not the user that will run it.
ENGINE_CACHE_DIR="$folder/engine" INTENTSTREAM_DATA_DIR="$state/root" "$folder/intentstream" demo --events 200
chmod -R u+rwX,go+rX,go-w "$folder"

as_user() {
    if [ "$(id -u)" = 0 ]; then
        chown "$uid:$uid" "$state"
        setpriv --reuid="$uid" --regid="$uid" --clear-groups "$@"
    else
        "$@"
    fi
}
as_user env -i PATH="$PATH" JAVA_HOME="${JAVA_HOME:-}" INTENTSTREAM_DATA_DIR="$state/user" "$folder/intentstream" demo --events 200
