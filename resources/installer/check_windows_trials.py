"""What is tried on each fresh Windows: the setup program, the setup for all users, the MSI, the portable zip.

A trial is a list of steps in the words of an IT desk. Knows how a Windows is asked from check_windows.Trial.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import windows_older
from check_windows import ENTRY, IN_USE, NO_SPACE, NOT_WHOLE, OLDER, PASSPHRASE, PROGID, Trial
from places import NAME, ROOT, Build, sha256
from windows_freezing import TITLE
from windows_packages import LIST

sys.path.insert(0, str(ROOT))
DEVANAGARI = "HSD क्लाइंट प्रयोग/program folder"
WORKSPACE = "HSD workspaces/Desk one"


def _words(option: str, path: str) -> list[str]:
    # NSIS wants `/D=` last and without quotes; wine puts them round an argument with a space.
    return (option + path).split(" ")


# --- pieces --------------------------------------------------------------------------------------------------------


def new_workspace(trial: Trial, program: Path) -> str:
    """Make a workspace with the installed command line, where the officer's workspaces lie."""
    secret = trial.prefix.home / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n")
    folder = trial.prefix.home / WORKSPACE
    folder.parent.mkdir(exist_ok=True)
    return trial.ends(
        0, program / f"{NAME}-cli.exe", "new", trial.prefix.windows_path(folder), "--officer", "A. Kumar",
        "--side", "IN", "--agency", "MHA", "--name", "Desk one", "--passphrase-file", trial.prefix.windows_path(secret),
    )  # fmt: skip


def workspace_is_well(trial: Trial, program: Path) -> str:
    """`verify` finds nothing wrong with it."""
    told = [trial.prefix.windows_path(trial.prefix.home / name) for name in (WORKSPACE, "passphrase.txt")]
    return trial.ends(0, program / f"{NAME}-cli.exe", "verify", told[0], "--passphrase-file", told[1])


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder."""
    return {str(path.relative_to(folder)): sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def same(before: dict[str, str], folder: Path) -> str:
    """ "" when the folder's files are as they were."""
    after = digests(folder)
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    return f"changed: {', '.join(sorted(changed))}" if changed else ""


def smoke(trial: Trial, program: Path, name: str) -> str:
    """`--smoke` with one of the two programs: exit 0, no step that does not hold, sheets that can be read."""
    folder = trial.folder / f"smoke-{name}"
    ended = trial.prefix.run(
        [program / f"{name}.exe", "--smoke", trial.prefix.windows_path(folder)],
        timeout=700, env={"HSDCLIENT_SMOKE_SECONDS": "600"},
    )  # fmt: skip
    report = folder / "smoke.json"
    told = json.loads(report.read_text()) if report.is_file() else {}
    if ended.code or not told.get("ok"):
        return f"ended with {ended.code}: {told.get('failed')} {ended.said[-1500:]}"
    for sheet, words in {"smoke.pdf": "Homeland Security Dialogue", "smoke-hi.pdf": "गृहभूमि सुरक्षा"}.items():
        if words not in _text(folder / sheet):
            return f"{sheet} does not say {words}"
    return ""


def _text(sheet: Path) -> str:
    import pypdfium2  # lazy: of the check alone

    with pypdfium2.PdfDocument(sheet) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def lacks(folder: Path, *names: str) -> str:
    """ "" when none of these lies in the folder."""
    found = [name for name in names if (folder / name).exists()]
    return f"still there: {', '.join(found)}" if found else ""


def installed_as(program: Path, kind: str) -> str:
    """ "" when the program's folder says how it came there."""
    said = (program / "installed-as").read_text().strip()
    return "" if said == kind else f"installed-as says {said}"


def left_after(trial: Trial, program: Path, root: str) -> str:
    """ "" when nothing of the program is left: files, folder, shortcuts, association, entry."""
    wrong = [f"{program} is still there: {', '.join(sorted(os.listdir(program))[:5])}"] if program.exists() else []
    wrong += [str(path) for path in trial.shortcuts()]
    keys = (ENTRY, r"Software\Classes\.hsdworkspace", r"Software\Classes\hsdclient.workspace")
    return "; ".join([*wrong, *(said for key in keys if (said := trial.absent(rf"{root}\{key}")))])


def removed(trial: Trial, program: Path) -> str:
    """Run the uninstaller silently and wait until it is gone (it goes on as a copy of itself)."""
    wrong = trial.ends(0, program / "uninstall.exe", "/S", timeout=200)
    trial.prefix.idle()
    return wrong


# --- the setup program -----------------------------------------------------------------------------------------------


def setup(trial: Trial, older: Build) -> None:
    """One officer without administrator's rights, from the first setup to the removal."""
    one, prefix = trial.one, trial.prefix
    program = prefix.drive / DEVANAGARI
    setup_now, setup_older = one.product("-setup.exe"), older.product("-setup.exe")
    cli = program / f"{NAME}-cli.exe"
    ours = "/S", "/CURRENTUSER"
    if not trial.step(
        "the older setup installs, silently, into a folder with spaces and Hindi letters",
        lambda: trial.ends(0, setup_older, *ours, *_words("/D=", prefix.windows_path(program))),
    ):
        return
    trial.step("a workspace is made with it", lambda: new_workspace(trial, program))
    before = digests(prefix.home / WORKSPACE)
    trial.step("an upgrade that cannot be finished puts the former program back",
               lambda: _half_way(trial, setup_now, program))  # fmt: skip
    trial.step("an upgrade finds the folder by itself", lambda: trial.ends(0, setup_now, *ours))
    trial.step(
        "the program says its new version and that it came by the setup",
        lambda: trial.ends(0, cli, "--version", says=f"{NAME} {one.version}\n") or installed_as(program, "setup"),
    )
    trial.step("files of the older version are gone", lambda: _nothing_old(program))
    trial.step("the workspace is untouched and opens", lambda: same(before, prefix.home / WORKSPACE)
               or workspace_is_well(trial, program))  # fmt: skip
    trial.step("entry, shortcut and file type are there", lambda: _registered(trial, program))
    trial.step("the command line's self-test holds, its sheets can be read",
               lambda: smoke(trial, program, f"{NAME}-cli"))  # fmt: skip
    trial.step("the window's self-test holds", lambda: smoke(trial, program, NAME))
    trial.step("the window opens with a workspace file; meanwhile no setup and no removal",
               lambda: _window(trial, [program / f"{NAME}.exe", trial.prefix.windows_path(_file(trial))],
                               _refused_meanwhile(trial, program)))  # fmt: skip
    trial.step("an older setup is refused", lambda: trial.ends(OLDER, setup_older, *ours)
               or trial.ends(0, cli, "--version", says=f"{NAME} {one.version}\n"))  # fmt: skip
    trial.step("a damaged setup is refused", lambda: _damaged(trial, program))
    if os.geteuid() == 0:
        trial.step("a full drive is told before anything is written", lambda: _full_drive(trial))
    before = digests(prefix.home / WORKSPACE)
    own = program / "_internal/officer's own.txt"
    own.write_text("kept")
    trial.step("the silent removal ends well", lambda: removed(trial, program))
    trial.step("a file that the setup did not bring stays, alone", lambda: _alone(program, own))
    shutil.rmtree(program)
    trial.step("nothing else of the program is left", lambda: left_after(trial, program, "HKCU"))
    trial.step("the workspace is untouched", lambda: same(before, prefix.home / WORKSPACE))


def _half_way(trial: Trial, setup_now: Path, program: Path) -> str:
    """A file lies where the setup needs a folder, and the former program's list does not own it."""
    listed, folder, aside = program / LIST, program / "licences", trial.folder / "licences"
    whole = listed.read_bytes()
    shutil.move(folder, aside)
    folder.write_text("in the way")
    listed.write_bytes(whole.replace("T licences\r\n".encode("utf-16-le"), b""))
    before = digests(program)
    try:
        wrong = trial.ends(NOT_WHOLE, setup_now, "/S", "/CURRENTUSER") or same(before, program)
        return wrong or trial.ends(0, program / f"{NAME}-cli.exe", "--version", says=NAME)
    finally:
        listed.write_bytes(whole)
        folder.unlink()
        shutil.move(aside, folder)


def _nothing_old(program: Path) -> str:
    aside = [path.name for path in program.iterdir() if path.name.startswith(("former", "ns"))]
    return lacks(program, *windows_older.LEFT, *aside)


def _registered(trial: Trial, program: Path) -> str:
    where = trial.prefix.windows_path(program)
    entry = {
        "DisplayName": TITLE, "DisplayVersion": trial.one.version, "InstallLocation": where,
        "QuietUninstallString": f'"{where}\\uninstall.exe" /S',
    }  # fmt: skip
    wrong = [name for name, text in entry.items() if trial.value(rf"HKCU\{ENTRY}", name) != text]
    if trial.value(rf"HKCU\{PROGID}") != f'"{where}\\{NAME}.exe" "%1"':
        wrong.append("the command of .hsdworkspace")
    if len(trial.shortcuts()) != 1:
        wrong.append("the shortcut")
    return f"not as it should be: {', '.join(wrong)}" if wrong else ""


def _file(trial: Trial) -> Path:
    return trial.prefix.home / WORKSPACE / "open.hsdworkspace"


def _window(trial: Trial, words: list[str | Path], meanwhile: Callable[[], str] = str) -> str:
    """Start `words`, which open a workspace's file: the unlock window stands; then `meanwhile`. A picture is kept."""
    from tests.desktop import Desktop  # lazy: of the check alone

    prefix = trial.prefix
    with Desktop() as desktop:
        shown = {"DISPLAY": desktop.display, "WINEQT_QPA_PLATFORM": "windows"}
        started = prefix.start(words, env=shown)
        try:
            desktop.wait_for_window(f"Unlock.*{TITLE}", timeout=120)
            picture = desktop.screenshot(trial.one.out / f"check/windows-{trial.name.replace(' ', '-')}.png")
            return "the window is empty" if picture.stat().st_size < 8000 else meanwhile()
        finally:
            prefix.stop()
            started.wait(30)


def _refused_meanwhile(trial: Trial, program: Path) -> Callable[[], str]:
    def tried() -> str:
        here = _words("_?=", trial.prefix.windows_path(program))
        wrong = trial.ends(IN_USE, trial.one.product("-setup.exe"), "/S", "/CURRENTUSER")
        wrong = wrong or trial.ends(IN_USE, program / "uninstall.exe", "/S", *here)
        return wrong or ("" if (program / f"{NAME}.exe").is_file() else "the program is gone")

    return tried


def _damaged(trial: Trial, program: Path) -> str:
    whole = trial.one.product("-setup.exe").read_bytes()
    for place in (len(whole) // 2, len(whole) - 2000, 300_000):
        bad = trial.folder / "damaged-setup.exe"
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        before = digests(program)
        ended = trial.prefix.run([bad, "/S", "/CURRENTUSER"], timeout=200)
        bad.unlink()
        if ended.code == 0:
            return f"a setup with byte {place} changed ended with 0"
        if wrong := same(before, program):
            return wrong
    return ""


def _full_drive(trial: Trial) -> str:
    """A drive E: of 40 MB."""
    mount, drive = trial.folder / "small", trial.prefix.folder / "dosdevices/e:"
    mount.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(mount)]
    done = subprocess.run(words, check=False, capture_output=True)
    if done.returncode:
        print("            (left out: no file system can be mounted here)", flush=True)
        return ""
    try:
        drive.symlink_to(mount)
        wrong = trial.ends(NO_SPACE, trial.one.product("-setup.exe"), "/S", "/CURRENTUSER", r"/D=E:\HSD")
        return wrong or ("written: " + ", ".join(os.listdir(mount)) if os.listdir(mount) else "")
    finally:
        drive.unlink()
        subprocess.run(["umount", str(mount)], check=True)


def _alone(program: Path, own: Path) -> str:
    left = sorted(str(path.relative_to(program)) for path in program.rglob("*") if path.is_file())
    return "" if left == [str(own.relative_to(program))] else f"left: {', '.join(left[:10])}"


def everyone(trial: Trial, _older: Build) -> None:
    """An administrator installs for all users."""
    program = trial.prefix.drive / "Program Files" / TITLE
    setup_now = trial.one.product("-setup.exe")
    trial.step("an administrator's setup installs for all users", lambda: trial.ends(0, setup_now, "/S")
               or trial.ends(0, program / f"{NAME}-cli.exe", "--version", says=trial.one.version))  # fmt: skip
    trial.step("its entry and shortcut are those of all users", lambda: _for_all(trial, program))
    trial.step("a workspace is made with it", lambda: new_workspace(trial, program))
    # Wine looks for file types only among those of all users.
    trial.step("a double click on a workspace file opens the window",
               lambda: _window(trial, ["start", "/unix", _file(trial)]))  # fmt: skip
    trial.step("it is removed", lambda: removed(trial, program) or left_after(trial, program, "HKLM"))


def _for_all(trial: Trial, program: Path) -> str:
    if trial.value(rf"HKLM\{ENTRY}", "InstallLocation") != trial.prefix.windows_path(program):
        return "no entry for all users"
    paths = [str(path) for path in trial.shortcuts()]
    return "" if len(paths) == 1 and "ProgramData" in paths[0] else f"shortcuts: {paths}"


# --- the MSI and the zip ---------------------------------------------------------------------------------------------


def msi(trial: Trial, older: Build) -> None:
    """An administrator distributes it: /qn, upgrade, no downgrade, removal."""
    program = trial.prefix.drive / "Program Files" / TITLE
    now, before = (trial.prefix.windows_path(build.product(".msi")) for build in (trial.one, older))
    cli = program / f"{NAME}-cli.exe"
    said = f"{NAME} {trial.one.version}\n"
    if not trial.step("the older MSI installs with /qn", lambda: trial.ends(0, "msiexec", "/i", before, "/qn")
                      or installed_as(program, "msi")):  # fmt: skip
        return
    trial.step("a workspace is made with it", lambda: new_workspace(trial, program))
    kept = digests(trial.prefix.home / WORKSPACE)
    trial.step("the newer one takes its place", lambda: trial.ends(0, "msiexec", "/i", now, "/qn")
               or trial.ends(0, cli, "--version", says=said) or lacks(program, *windows_older.LEFT))  # fmt: skip
    trial.step("the workspace is untouched and opens", lambda: same(kept, trial.prefix.home / WORKSPACE)
               or workspace_is_well(trial, program))  # fmt: skip
    trial.step("shortcut and file type are there", lambda: _msi_registered(trial, program))
    trial.step("the older MSI is refused", lambda: _refused(trial, before)
               or trial.ends(0, cli, "--version", says=said))  # fmt: skip
    trial.step("the window's self-test holds", lambda: smoke(trial, program, NAME))
    kept = digests(trial.prefix.home / WORKSPACE)
    trial.step("it is removed with /qn", lambda: trial.ends(0, "msiexec", "/x", now, "/qn")
               or left_after(trial, program, "HKLM"))  # fmt: skip
    trial.step("the workspace is untouched", lambda: same(kept, trial.prefix.home / WORKSPACE))


def _refused(trial: Trial, package: str) -> str:
    ended = trial.prefix.run(["msiexec", "/i", package, "/qn"], timeout=200)
    return "it ended with 0" if ended.code == 0 else ""


def _msi_registered(trial: Trial, program: Path) -> str:
    where = trial.prefix.windows_path(program)
    if trial.value(rf"HKLM\{PROGID}") != f'"{where}\\{NAME}.exe" "%1"':
        return "the command of .hsdworkspace"
    return "" if len(trial.shortcuts()) == 1 else f"shortcuts: {trial.shortcuts()}"


def portable(trial: Trial, _older: Build) -> None:
    """The zip, unpacked on a stick; nothing is written elsewhere."""
    stick = trial.prefix.drive / "stick with a name"
    program = stick / f"{NAME}-{trial.one.version}"
    cli = program / f"{NAME}-cli.exe"

    def unpacked() -> str:
        with zipfile.ZipFile(trial.one.product("-windows-portable.zip")) as packed:
            packed.extractall(stick)
        return installed_as(program, "portable")

    trial.step("the zip is unpacked", unpacked)
    trial.step("the program says its version", lambda: trial.ends(0, cli, "--version", says=trial.one.version))
    trial.step("the command line's self-test holds", lambda: smoke(trial, program, f"{NAME}-cli"))
    trial.step("the registry knows nothing of it", lambda: left_after(trial, stick / "none", "HKCU"))


TRIALS: dict[str, Callable[[Trial, Build], None]] = {
    "setup": setup, "all users": everyone, "msi": msi, "portable": portable,
}  # fmt: skip
