#!/bin/sh
# Removes the program that install.sh put here; workspaces stay where they are.
set -eu
lib="$(cd "$(dirname "$0")" && pwd -P)"
prefix="$(cd "${lib}/../.." && pwd -P)"
case "${lib}" in
*/lib/hsdclient) ;;
*) echo "This is not the folder of an installed program; nothing was removed." >&2; exit 1 ;;
esac
for process in /proc/[0-9]*; do
    case "$(readlink "${process}/exe" 2>/dev/null || true)" in
    "${lib}/hsdclient")
        echo "hsdclient is running. Close it (its work is saved), then remove it." >&2
        exit 1
        ;;
    esac
done
rm -f "${prefix}/bin/hsdclient" "${prefix}/share/applications/org.hsdclient.Client.desktop" \
    "${prefix}/share/metainfo/org.hsdclient.Client.metainfo.xml" "${prefix}/share/mime/packages/hsdclient.xml" \
    "${prefix}/share/man/man1/hsdclient.1.gz"
for size in 16x16 24x24 32x32 48x48 64x64 128x128 256x256; do
    rm -f "${prefix}/share/icons/hicolor/${size}/apps/hsdclient.png"
done
rm -f "${prefix}/share/icons/hicolor/scalable/apps/hsdclient.svg"
rm -rf "${prefix}/share/doc/hsdclient" "${lib}"
if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database -q "${prefix}/share/applications" || true
fi
if command -v update-mime-database >/dev/null 2>&1; then
    update-mime-database "${prefix}/share/mime" 2>/dev/null || true
fi
echo "Removed. Workspaces are kept: those in '${HOME}/HSD workspaces', and others where you put them."
