#!/bin/sh
# Installs the HSD client for this account (or below --prefix): no root, nothing outside the prefix, no question.
# Exit 0 installed, 1 refused, 2 wrong words, 3 something of the computer is missing. The old program stays until the
# new one lies whole beside it and has started once.
set -u
umask 022
new_version="@VERSION@"
need=@KILOBYTES@ # of room, in kB
here="$(cd "$(dirname "$0")" && pwd)" || exit 3
prefix="${HOME:-}/.local"
downgrade=
while [ $# -gt 0 ]; do
    case "$1" in
    --prefix) [ $# -ge 2 ] || { echo "--prefix needs a folder." >&2; exit 2; }; prefix="$2"; shift 2 ;;
    --allow-downgrade) downgrade=1; shift ;;
    *)
        echo "Words after -- : --prefix FOLDER (instead of ~/.local), --allow-downgrade (an older one over a newer)." >&2
        exit 2
        ;;
    esac
done
case "${prefix}" in
/.local | "") echo "There is no home folder: say where with -- --prefix FOLDER." >&2; exit 2 ;;
/*) ;;
*) prefix="${USER_PWD:-$(pwd)}/${prefix}" ;; # makeself starts us in a folder of its own
esac
lib="${prefix}/lib/hsdclient"
stage="${prefix}/lib/.hsdclient-new.$$"
old="${prefix}/lib/.hsdclient-old.$$"

say() { echo "$*" >&2; }
tidy() {
    # Whatever stopped us: there is a whole program, the old one if not the new one.
    [ -d "${old}" ] && [ ! -e "${lib}" ] && mv "${old}" "${lib}"
    rm -rf "${stage}" "${old}"
}
trap tidy EXIT
trap 'exit 3' HUP INT TERM

command -v xz >/dev/null 2>&1 || {
    say "The program xz is missing. Ask for the package xz-utils (Debian, Ubuntu) or xz (Fedora), then run this again."
    exit 3
}
room="${prefix}"
while [ ! -d "${room}" ]; do room="$(dirname "${room}")"; done
if ! mkdir -p "${prefix}/lib" "${prefix}/bin" "${prefix}/share" 2>/dev/null || [ ! -w "${prefix}/lib" ]; then
    if [ -w "${room}" ]; then reason="There is no room for a folder in ${prefix}, or a file has its name."
    else reason="${prefix} cannot be written."; fi
    say "${reason} Choose another place: sh FILE -- --prefix FOLDER"
    exit 3
fi
# What an interrupted installation left behind.
for left in "${prefix}/lib/.hsdclient-old."*; do
    [ -d "${left}" ] && [ ! -e "${lib}" ] && mv "${left}" "${lib}"
done
rm -rf "${prefix}/lib/.hsdclient-new."* "${prefix}/lib/.hsdclient-old."*
free="$(df -Pk "${prefix}" | awk 'NR > 1 { print $(NF - 2) }' | tail -n 1)"
if [ "${free:-0}" -lt "${need}" ]; then
    say "Not enough room: $((need / 1024)) MB are needed in ${prefix}, $((${free:-0} / 1024)) MB are free."
    exit 3
fi
installed="$(sed -n 's/.*"version": *"\([0-9][0-9.]*\)".*/\1/p' "${lib}/_internal/resources/build.json" 2>/dev/null | tail -n 1)"
newer() { # $1 is newer than $2
    awk -v a="$1" -v b="$2" 'BEGIN {
        split(a, x, "."); split(b, y, ".")
        for (i = 1; i <= 3; i++) if (x[i] + 0 != y[i] + 0) exit !(x[i] + 0 > y[i] + 0)
        exit 1
    }'
}
if [ -n "${installed}" ] && [ -z "${downgrade}" ] && newer "${installed}" "${new_version}"; then
    say "Version ${installed} is installed, which is newer than ${new_version}: an older program cannot open what a newer" \
        "one has upgraded. To install it all the same: sh FILE -- --allow-downgrade"
    exit 1
fi
real="$(readlink -f "${lib}")"
running() {
    for process in /proc/[0-9]*; do
        case "$(readlink "${process}/exe" 2>/dev/null)" in "${real}/hsdclient" | "${real}/hsdclient (deleted)") return 0 ;; esac
    done
    return 1
}
waited=0
while running; do # one that is just closing is waited for
    if [ "${waited}" -ge 5 ]; then
        say "hsdclient is running. Close it (its work is saved), then install again."
        exit 1
    fi
    sleep 1
    waited=$((waited + 1))
done

mkdir "${stage}" || exit 3
if ! tar -x -J -f "${here}/data.tar.xz" -C "${stage}"; then
    say "The program could not be unpacked into ${prefix}; nothing was changed."
    exit 3
fi
echo archive >"${stage}/usr/lib/hsdclient/installed-as"
cp "${here}/uninstall.sh" "${stage}/usr/lib/hsdclient/uninstall.sh"
if ! said="$("${stage}/usr/lib/hsdclient/hsdclient" --version 2>&1)"; then
    say "${said}"
    say "This computer cannot run the new program; nothing was changed."
    exit 3
fi
if [ -e "${lib}" ]; then mv "${lib}" "${old}" || exit 3; fi
mv "${stage}/usr/lib/hsdclient" "${lib}" || exit 3

rm -rf "${stage}/usr/share/lintian" # of the .deb alone, whose payload this is
cp -R "${stage}/usr/share/." "${prefix}/share/"
ln -sfn "${lib}/hsdclient" "${prefix}/bin/hsdclient"
# The menu entry names the program by its whole path, quoted as the specification of desktop entries asks.
entry="${prefix}/share/applications/org.hsdclient.Client.desktop"
P="${lib}/hsdclient" awk '
    function quoted(path, made, i, c) {
        for (i = 1; i <= length(path); i++) {
            c = substr(path, i, 1)
            if (c == "\\") made = made "\\\\\\\\"
            else if (c == "\"" || c == "`" || c == "$") made = made "\\\\" c
            else if (c == "%") made = made "%%"
            else made = made c
        }
        return "\"" made "\""
    }
    /^TryExec=/ { next }
    /^Exec=/ { print "Exec=" quoted(ENVIRON["P"]) " %f"; next }
    { print }
' "${entry}" >"${entry}.$$" && mv "${entry}.$$" "${entry}"
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q "${prefix}/share/applications"; fi
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "${prefix}/share/mime" 2>/dev/null; fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then
    gtk-update-icon-cache -q -t -f "${prefix}/share/icons/hicolor" 2>/dev/null
fi
missing="$("${lib}/hsdclient" --needs 2>&1)" || say "${missing}"
echo "Installed: ${prefix}/bin/hsdclient (version ${new_version}). Remove it with: sh '${lib}/uninstall.sh'"
exit 0
