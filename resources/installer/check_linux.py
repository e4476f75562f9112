"""Tries the Linux packages as an IT desk would, in a fresh Debian: install, start, upgrade, refuse, remove.

Needs root, for the fresh Debian. Results lie in build/installers/check: linux.json, pictures, PDFs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import check_linux_archive
import freezing
import linux_packages
import needed
import shipped
from chroot import Chroot, Said
from places import NAME, ROOT, Build, build, locked, run
from trial_log import Log, expect

from build import frozen

OLDER = "0.0.9"
PROGRAM = "/usr/bin/hsdclient"
LIBRARY = "/usr/lib/hsdclient"
OFFICER, CLERK = "officer", "clerk"
WORKSPACE = f"/home/{OFFICER}/HSD workspaces/kept"
PASSPHRASE = "sample"


def main(one: Build) -> list[str]:
    """Run every trial; what did not hold, as sentences."""
    needed.install(needed.CHECKS)
    log, began = Log(), time.monotonic()
    kept = one.out / "check"
    kept.mkdir(parents=True, exist_ok=True)
    with log.step(f"the same tree is built as {OLDER}"):
        before = older(one)
    if log.failed:
        return log.failed
    with Chroot(one.out / "work/check-linux", one.out / "cache") as inside:
        debian(log, inside, one, before, kept)
        red_hat(log, inside, one, kept)
        check_linux_archive.archive(log, inside, one, before, kept)
        check_linux_archive.portable(log, inside, one, kept)
    log.write(kept / "linux.json", minutes=round((time.monotonic() - began) / 60, 1), version=one.version, older=OLDER)
    return log.failed


def older(one: Build) -> Build:
    """The tree of `one` built as an earlier version and packed lightly, to try upgrades."""
    before = build(OLDER, out=one.out / "older")
    with locked(before):
        folder = frozen(before, "linux")
        licences = before.work / "linux/licences"
        shipped.write_licences(before, licences, shipped.parts(folder))
        glibc = freezing.glibc_floor(folder)[0]
        linux_packages.make_deb(before, glibc, licences, quick=True)
        linux_packages.make_archive(before, licences)
    return before


# --- the .deb --------------------------------------------------------------------------------------------------------


def debian(log: Log, inside: Chroot, one: Build, before: Build, kept: Path) -> None:
    """Installed, started with and without a screen, upgraded, refused, removed."""
    new = inside.give(one.product("_amd64.deb"), f"/srv/{NAME}_{one.version}_amd64.deb")
    old = inside.give(before.product("_amd64.deb"), f"/srv/{NAME}_{OLDER}_amd64.deb")
    with log.step("lintian finds no error in the .deb"):
        said = run(["lintian", "--tag-display-limit", "0", "--fail-on", "error", one.product("_amd64.deb")], ok=(0, 2))
        wrong = [line for line in said.splitlines() if line.startswith("E:")]
        expect(not wrong, wrong)
    with log.step("too little room: the .deb refuses with a sentence"):
        inside.mount_small(LIBRARY, 100)
        said = inside.run(["dpkg", "-i", "--force-depends", new])
        inside.unmount(LIBRARY)
        expect(said.code and "Not enough room" in said.text, said.text)
        inside.run(["dpkg", "--purge", NAME])
    with log.step("the older .deb installs with nothing but what it declares"):
        expect((done := install(inside, old)).code == 0, done.text)
        expect(version(inside) == OLDER, version(inside))
    with log.step("no library is missing"):
        text = inside.run(["sh", "-c", f"find {LIBRARY} -name '*.so*' -exec ldd {{}} + | grep 'not found'"]).text
        outside = {line.split()[0] for line in text.splitlines() if line.split()}
        # Those of the folder are found by the starter's LD_LIBRARY_PATH, which ldd does not know.
        lacking = sorted(name for name in outside if not list(inside.path(LIBRARY).rglob(name)))
        expect(not lacking, lacking)
        expect((said := inside.run([PROGRAM, "--needs"], OFFICER)).code == 0, said.text)
    with log.step("the older program makes a workspace"):
        inside.must([PROGRAM, "sample", WORKSPACE], OFFICER)
    with log.step("the newer .deb is refused while the program runs"):
        running = inside.start([PROGRAM], OFFICER, {"QT_QPA_PLATFORM": "offscreen"})
        wait_until_it_runs(inside)
        said = install(inside, new)
        running.terminate()
        running.wait(30)
        expect(said.code and "is running" in said.text, said.text)
        expect(inside.ends(f"{LIBRARY}/{NAME}"), "the program did not end")
    with log.step("the newer .deb takes the older one's place"):
        expect((done := install(inside, new)).code == 0, done.text)
        expect(version(inside) == one.version, version(inside))
    with log.step("the older program's workspace holds and opens"):
        verifies(inside, [PROGRAM])
    with log.step("the older .deb is refused"):
        said = inside.run(["dpkg", "-i", old])
        expect(said.code and "newer than" in said.text and version(inside) == one.version, said.text)
    with log.step("smoke offscreen, as an ordinary user"):
        smoke(inside, [PROGRAM], kept / "linux-offscreen", "deb")
    with log.step("a second account runs it too"):
        expect((said := inside.run([PROGRAM, "--version"], CLERK)).code == 0, said.text)
    on_a_screen(log, inside, kept)
    with log.step("a library that is missing is named with its package"):
        inside.must(["dpkg", "--force-depends", "--remove", "libxkbcommon-x11-0"])
        said = inside.run([PROGRAM, "--needs"], OFFICER)
        expect(said.code == 3 and "libxkbcommon-x11-0" in said.text, f"{said.code}: {said.text}")
        said = inside.run([PROGRAM], OFFICER, {"DISPLAY": ":9"}, limit=60)
        expect(said.code == 3 and "libxkbcommon-x11-0" in said.text, f"{said.code}: {said.text}")
        inside.must(["apt-get", "-q", "-y", "-f", "install", "--no-install-recommends"])
    with log.step("purge takes the program, leaves the workspace and says where it is"):
        said = inside.run(["apt-get", "-y", "purge", NAME], env={"DEBIAN_FRONTEND": "noninteractive"})
        expect(said.code == 0 and WORKSPACE.rpartition("/")[0] in said.text, said.text)
        expect(not inside.path(LIBRARY).exists(), "the program's folder is still there")
        expect((inside.path(WORKSPACE) / "workspace.db").is_file(), "the workspace is gone")


def install(inside: Chroot, package: str) -> Said:
    """apt-get install FILE, with what it declares and no more."""
    words = ["apt-get", "-q", "-y", "install", "--no-install-recommends", package]
    return inside.run(words, env={"DEBIAN_FRONTEND": "noninteractive"}, limit=600)


def version(inside: Chroot, program: str = PROGRAM) -> str:
    """What the program says it is."""
    said = inside.run([program, "--version"], OFFICER).text.splitlines()
    return said[0].split()[-1] if said and said[0].startswith(NAME) else " ".join(said)


def verifies(inside: Chroot, program: list[str], workspace: str = WORKSPACE) -> None:
    """NotSo unless the program opens the sample there and finds all of it whole."""
    home = f"/home/{OFFICER}"
    inside.path(f"{home}/.words").write_text(PASSPHRASE + "\n")
    words = [*program, "verify", "--officer", "sample", "--passphrase-file", f"{home}/.words", workspace]
    expect((said := inside.run(words, OFFICER)).code == 0, said.text)


def wait_until_it_runs(inside: Chroot, program: str = f"{LIBRARY}/{NAME}", limit: float = 60) -> None:
    """Until a process of the program is there."""
    until = time.monotonic() + limit
    while inside.ends(program, 0.1):
        expect(time.monotonic() < until, "the program did not start")


def smoke(
    inside: Chroot, program: list[str], kept: Path, kind: str, env: dict[str, str] | None = None, user: str = OFFICER
) -> None:
    """NotSo unless `--smoke` holds; what it made is taken to `kept`."""
    shutil.rmtree(kept, ignore_errors=True)
    place = f"/home/{user}/smoke"
    shutil.rmtree(inside.path(place), ignore_errors=True)
    inside.must(["mkdir", place], user)
    said = inside.run([*program, "--smoke", place], user, {"HSDCLIENT_SMOKE_SECONDS": "400", **(env or {})}, limit=450)
    shutil.copytree(inside.path(place), kept)
    expect(said.code == 0, said.text)
    told = json.loads((kept / "smoke.json").read_text("utf-8"))
    expect(told["ok"] and told["kind"] == kind, told)
    expect((kept / "smoke.pdf").read_bytes()[:5] == b"%PDF-", "there is no PDF")


def on_a_screen(log: Log, inside: Chroot, kept: Path) -> None:
    """The window under Xvfb: the smoke, then the older program's workspace opened by hand."""
    sys.path.insert(0, str(ROOT))
    from tests.desktop import Desktop  # lazy: of the checks alone, as is the screen of the flow tests

    with Desktop() as desktop:
        env = {"DISPLAY": desktop.display}
        with log.step("smoke under Xvfb, as an ordinary user"):
            smoke(inside, [PROGRAM], kept / "linux-xvfb", "deb", {**env, "QT_QPA_PLATFORM": "xcb"})
            told = json.loads((kept / "linux-xvfb/smoke.json").read_text("utf-8"))
            expect(str(told["screen"]).startswith("xcb"), told["screen"])
        with log.step("double-click on the workspace's file opens its door, the passphrase its window"):
            # Its desktop entry is asked for the command, as a file manager does.
            entry = inside.path("/usr/share/applications/org.hsdclient.Client.desktop").read_text("utf-8")
            expect("Exec=hsdclient %f" in entry and "application/x-hsdclient-workspace" in entry, entry)
            running = inside.start([PROGRAM, f"{WORKSPACE}/open.hsdworkspace"], OFFICER, env)
            try:
                desktop.wait_for_window("Unlock", 60)
                desktop.screenshot(kept / "linux-door.png")
                desktop.type(PASSPHRASE)  # the sample's door knows its officer's name
                desktop.keys("Return")
                desktop.until(lambda: desktop.windows("SAMPLE"), "the window of the workspace", 90)
                time.sleep(2)  # the page paints after its window is there
                desktop.screenshot(kept / "linux-window.png")
            except TimeoutError:
                desktop.screenshot(kept / "linux-stuck.png")
                raise
            finally:
                running.terminate()
                running.wait(60)
            expect(inside.ends(f"{LIBRARY}/{NAME}"), "the program did not end")


# --- the .rpm --------------------------------------------------------------------------------------------------------


def red_hat(log: Log, inside: Chroot, one: Build, kept: Path) -> None:
    """The .rpm in a database of its own; its files run in the Debian, whose libraries have the same names."""
    package = one.product(".x86_64.rpm")
    rpm = ["rpm", "--root", str(inside.root), "--dbpath", "/var/lib/trial-rpm"]
    with log.step("the .rpm says what it needs and nothing that Debian lacks"):
        asked = subprocess.run(["rpm", "-qp", "--requires", package], capture_output=True, text=True, check=True).stdout
        expect("libEGL.so.1()(64bit)" in asked and f"GLIBC_{freezing.GLIBC}" in asked, asked)
    with log.step("the .rpm installs"):
        done = subprocess.run(
            [*rpm, "-i", "--nodeps", "--ignorearch", package], capture_output=True, text=True, check=False, timeout=300
        )
        expect(done.returncode == 0, done.stderr)
        expect(inside.path(f"{LIBRARY}/installed-as").read_text() == "rpm\n", "it does not say that it is an rpm")
        # The libraries that the .deb brought in are still there, and are those that the .rpm asks for.
        expect(version(inside) == one.version, version(inside))
        verifies(inside, [PROGRAM])
    with log.step("the .rpm is removed, and says where workspaces are"):
        done = subprocess.run([*rpm, "-e", NAME], capture_output=True, text=True, check=False, timeout=300)
        expect(done.returncode == 0 and "HSD workspaces" in done.stderr + done.stdout, done.stderr + done.stdout)
        expect(not inside.path(LIBRARY).exists(), "the program's folder is still there")


if __name__ == "__main__":
    failed = main(build())
    for sentence in failed:
        print(f"DOES NOT HOLD: {sentence}")
    sys.exit(1 if failed else 0)
