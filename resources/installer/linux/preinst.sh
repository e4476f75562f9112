#!/bin/sh
# A program that runs must not have its files exchanged under it, and an older one must not take the place of a newer.
set -e
new="@VERSION@"
running() {
    for process in /proc/[0-9]*; do
        case "$(readlink "${process}/exe" 2>/dev/null || true)" in /usr/lib/hsdclient/hsdclient*) return 0 ;; esac
    done
    return 1
}
need=@KILOBYTES@ # of room, in kB; the old files lie there until the new ones are whole
case "$1" in
install | upgrade)
    if [ -n "${2:-}" ] && [ "$1" = upgrade ] && dpkg --compare-versions "$2" gt "${new}" &&
        [ "${HSDCLIENT_ALLOW_DOWNGRADE:-}" != 1 ]; then
        echo "hsdclient $2 is installed, which is newer than ${new}: an older program cannot open what a newer one has" \
            "upgraded. To install it all the same: HSDCLIENT_ALLOW_DOWNGRADE=1 dpkg -i FILE" >&2
        exit 1
    fi
    if running; then
        echo "hsdclient is running on this computer. Close it in every account (its work is saved), then install again." >&2
        exit 1
    fi
    place=/usr/lib/hsdclient
    [ -d "${place}" ] || place=/usr/lib
    free="$(df -Pk "${place}" | awk 'NR > 1 { print $4 }')"
    if [ "${free:-${need}}" -lt "${need}" ]; then
        echo "Not enough room: $((need / 1024)) MB are needed in ${place}, $((free / 1024)) MB are free." >&2
        exit 1
    fi
    ;;
esac
exit 0
