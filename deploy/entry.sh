#!/bin/sh
# Starts eyebot in a container. The root is read-only and the data folder a volume that may be empty, so what was learned
# when the image was built is laid into it first; without that, the first start would learn for some seconds.
set -eu

cache="${EYEBOT_DATA:?}/cache"

# Moved into place whole, so that a start that is cut short leaves no half of a file.
keep() {
    mkdir -p "$cache" && cp "$1" "$2.part" && mv "$2.part" "$2"
}

for learned in /opt/eyebot/seed/cache/*; do
    kept="$cache/${learned##*/}"
    if [ -e "$learned" ] && [ ! -e "$kept" ]; then
        keep "$learned" "$kept" || echo "eyebot: $cache can't be written; the bot learns anew at every start" >&2
    fi
done

exec /opt/eyebot/bin/eyebot "$@"
