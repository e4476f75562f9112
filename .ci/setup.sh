#!/usr/bin/env bash
# Sets a checkout up: system libraries, .venv, pinned packages, the project itself (editable).
# Done once; a second call returns at once until requirements.lock, pyproject.toml or this file changes.
# Every message goes to standard error: standard output belongs to the command that follows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec 1>&2

say() { printf 'set-up: %s\n' "$*"; }

stamp=.venv/.set-up
wanted="$(sha256sum requirements.lock pyproject.toml .ci/setup.sh | sha256sum | cut -d' ' -f1) $PWD"
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

# --- system libraries: <what is looked for> <Debian package> ------------------------------------------
libraries="
libglib-2.0.so.0 libglib2.0-0
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libxcb-cursor.so.0 libxcb-cursor0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
"
# Only the tests want these: a real window; what the reading process opens; the frozen program; text in scanned pages.
programs="
Xvfb xvfb
xauth xauth
openbox openbox
xdotool xdotool
strace strace
objdump binutils
tesseract tesseract-ocr
"
# Hindi for Tesseract is a file: <what is looked for> <Debian package>.
files="
/usr/share/tesseract-ocr/*/tessdata/hin.traineddata tesseract-ocr-hin
"
loader=$(command -v ldconfig || echo /sbin/ldconfig)
known=$("$loader" -p 2>/dev/null || true)

missing() {
    local name package
    while read -r name package; do
        [ -z "$name" ] || grep -qF "$name" <<<"$known" || echo "$package"
    done <<<"$libraries"
    while read -r name package; do
        [ -z "$name" ] || command -v "$name" >/dev/null 2>&1 || echo "$package"
    done <<<"$programs"
    while read -r name package; do
        [ -z "$name" ] || compgen -G "$name" >/dev/null || echo "$package"
    done <<<"$files"
}

find_python() {
    local name
    # 3.11 first: the pins of requirements.lock were tried there.
    for name in python3.11 python3 python3.12 python3.13; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

as_root=""
can_install=no
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        can_install=yes
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        can_install=yes
        as_root="sudo -n"
    fi
fi

install() {
    [ "$can_install" = yes ] || return 1
    say "installing by apt-get: $*"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null || say "apt-get update failed; trying with the lists that are there"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 install --no-install-recommends "$@" >/dev/null
}

absent=$(missing | tr '\n' ' ')
python=$(find_python || true)
if [ -z "$python" ]; then
    absent="$absent python3 python3-venv"
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    # Debian splits ensurepip off; its package is named after the interpreter.
    absent="$absent python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
fi
if [ -n "$python" ] && [ "$("$python" -c 'import sys; print(sys.base_prefix)')" = /usr ]; then
    # Debian's interpreter holds itself; PyInstaller (the frozen program of the tests) packs the shared library.
    name="libpython$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    grep -qF "$name.so.1.0" <<<"$known" || absent="$absent $name"
fi
if [ -n "${absent// /}" ]; then
    # shellcheck disable=SC2086  # a list of package names, split on purpose
    if ! install $absent; then
        say "these system packages are missing and could not be installed here: $absent"
        say "install them as root (Debian names; 'apt-get install $absent'), then run this again"
    fi
fi
python=$(find_python || true)
if [ -z "$python" ]; then
    say "Python 3.11, 3.12 or 3.13 is needed and was not found"
    exit 3
fi

# --- the virtual environment --------------------------------------------------------------------------
place=$(cut -s -d' ' -f2- "$stamp" 2>/dev/null || true)
if [ ! -x .venv/bin/python ] || { [ -n "$place" ] && [ "$place" != "$PWD" ]; } ||
    ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    say "making .venv with $("$python" --version)"
    if ! "$python" -m venv --clear .venv; then
        say "Python cannot make a virtual environment here: install its venv package (python3-venv), then run this again"
        exit 3
    fi
fi
rm -f "$stamp"
say "installing the pinned packages (about 700 MB on disk; the first time takes a few minutes)"
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input -r requirements.lock
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
    --no-deps --no-build-isolation --editable .
printf '%s\n' "$wanted" >"$stamp"
say "done"
