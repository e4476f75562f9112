#!/bin/sh
# Workspaces are the officers', wherever they lie: removing the program says where they are and touches none.
set -e
if [ "$1" = remove ]; then
    echo "hsdclient is removed. Workspaces are kept: those in 'HSD workspaces' in each officer's home folder, and others" \
        "where the officers put them." >&2
    for folder in ~root/"HSD workspaces" /home/*/"HSD workspaces"; do
        if [ -d "${folder}" ]; then echo "  ${folder}" >&2; fi
    done
fi
exit 0
