#!/bin/sh
# The program is removed only when nobody has it open.
set -e
if [ "$1" = remove ]; then
    for process in /proc/[0-9]*; do
        case "$(readlink "${process}/exe" 2>/dev/null || true)" in
        /usr/lib/hsdclient/hsdclient*)
            echo "hsdclient is running on this computer. Close it in every account (its work is saved), then remove it." >&2
            exit 1
            ;;
        esac
    done
fi
exit 0
