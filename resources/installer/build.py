"""Builds the installers for Linux and Windows: `make installers`.

Takes the tree as it lies here, freezes it for both systems side by side, packs it, vouches for it. Knows the order of
the steps; how each is done lies in the rooms beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import bundle_check
import freezing
import linux_packages
import manifest
import needed
import runtime
import shipped
from places import (
    RECIPES,
    ROOT,
    Build,
    Failed,
    Stopwatch,
    build,
    commit,
    even_times,
    iso,
    locked,
    schema,
    shipped_files,
    take_source,
)

SYSTEMS = ("linux", "windows")
BUILD = Path("resources/build.json")
FREEZING = {
    "linux": ("freeze.spec", "unwanted.py", "freezing.py", "environment.py", "linux_needs.py"),
    "windows": (
        "freeze.spec", "unwanted.py", "windows_freezing.py", "windows_python.py", "windows_imports.py", "wine.py",
    ),
}
"""The recipes that a frozen program depends on."""


def main(argv: list[str] | None = None) -> int:
    """Build what is asked for; 0 when all of it was made, 1 with a sentence otherwise."""
    asked = _arguments(argv)
    began = time.monotonic()
    try:
        if asked.what == "key":
            path, seed = manifest.make_key()
            print(f"Public half: {path.relative_to(ROOT)} (commit it). Private half, shown this once; keep it offline:")
            print(seed)
            return 0
        one = build(asked.version, asked.out)
        systems = SYSTEMS if asked.what == "all" else (asked.what,)
        with locked(one):
            if asked.frozen_only:
                for system in systems:
                    print(frozen(one, system, trust=asked.trust))
                return 0
            installers(one, systems, trust=asked.trust)
    except Failed as failed:
        print(f"Not built: {failed}", file=sys.stderr)
        return 1
    print(f"All in {(time.monotonic() - began) / 60:.1f} min, in {_shown(one.out)}")
    return 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the installers of the HSD client.")
    parser.add_argument("what", nargs="?", default="all", choices=["all", *SYSTEMS, "key"])
    parser.add_argument("--version", default="", help="build as another version (to try upgrades)")
    parser.add_argument("--out", type=Path, default=None, help="where the products go (build/installers)")
    parser.add_argument("--trust", action="store_true", help="a trial: trust the key that signs, whoever holds it")
    parser.add_argument("--frozen-only", action="store_true", help="only freeze; print the program's folder")
    return parser.parse_args(argv)


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def frozen(one: Build, system: str, *, trust: bool = False) -> Path:
    """The frozen program for `system`, made anew only when what goes into it has changed."""
    freezes = {name: package for name, package in needed.LINUX.items() if package.startswith(("binutils", "libpython"))}
    needed.install(freezes if system == "linux" else needed.WINDOWS)
    facts = prepare(one, trust=trust)
    return _freeze(one, system, facts)


def prepare(one: Build, *, trust: bool = False) -> dict[str, object]:
    """Copy the source and write build.json into it; the facts."""
    take_source(one)
    facts: dict[str, object] = {
        "version": one.version, "commit": commit(), "built": iso(one), "schema": schema(),
        "release_key": manifest.release_key(one.source, trust=trust), "glibc": freezing.GLIBC,
        "parts": runtime.closure(),
    }  # fmt: skip
    text = json.dumps(facts, indent=1, sort_keys=True) + "\n"
    (one.source / BUILD).write_text(text, encoding="utf-8")
    return facts


def _freeze(one: Build, system: str, facts: dict[str, object]) -> Path:
    folder = one.frozen(system)
    digest = _digest(one, system, facts)
    kept = folder.parent / "digest"
    if not (kept.is_file() and kept.read_text() == digest and folder.is_dir()):
        kept.unlink(missing_ok=True)
        if system == "linux":
            freezing.freeze(one)
        else:
            import windows_freezing  # lazy: a build for Linux alone needs nothing of wine
            import windows_python

            windows_python.prepare(one)
            windows_freezing.freeze(one)
        bundle_check.check(folder, system)
        kept.write_text(digest)
    # A program that is used again says which commit it was packed from.
    shutil.copyfile(one.source / BUILD, folder / "_internal" / BUILD)
    even_times(folder, one.epoch)
    return folder


def _digest(one: Build, system: str, facts: dict[str, object]) -> str:
    """What a frozen program depends on: the shipped files, the lock, the recipes that freeze, version and keys."""
    lasting = {name: value for name, value in facts.items() if name not in {"commit", "built"}}
    told = hashlib.sha256(json.dumps(lasting, sort_keys=True).encode())
    recipes = [RECIPES / name for name in FREEZING[system]]
    trust = sorted((one.source / manifest.TRUST).glob("*.pub"))
    for path in [*(ROOT / name for name in shipped_files()), *trust, ROOT / "requirements.lock", *recipes]:
        told.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()


def installers(one: Build, systems: tuple[str, ...], *, trust: bool = False) -> list[Path]:
    """Make every product for `systems`, side by side, then the bill, the manifest and the sums; all files."""
    needed.install(*({"linux": needed.LINUX, "windows": needed.WINDOWS}[system] for system in systems))
    for old in one.out.glob(f"hsdclient-{one.version}*"):
        old.unlink()
    facts = prepare(one, trust=trust)
    chains = {"linux": _linux, "windows": _windows}
    made = _side_by_side([_chain(chains[system], one, facts) for system in systems])
    products = [path for paths, _parts in made for path in paths]
    watch = Stopwatch()
    bill = one.product(".cdx.json")
    everything = {(part.name, part.version): part for _paths, parts in made for part in parts}
    shipped.write_bill(one, bill, [everything[name] for name in sorted(everything)])
    watch.told(bill)
    plain = {name: value for name, value in facts.items() if isinstance(value, str)}
    vouched = manifest.write(one, [*products, bill], plain)
    for path in vouched:
        watch.told(path)
    if not facts["release_key"]:
        print(f"{manifest.UNSIGNED}: no {manifest.KEY} was given; Install update refuses this release.")
    return [*products, bill, *vouched]


Made = tuple[list[Path], list[shipped.Part]]


def _chain(
    chain: Callable[[Build, dict[str, object]], Made], one: Build, facts: dict[str, object]
) -> Callable[[], Made]:
    return lambda: chain(one, facts)


def _side_by_side(chains: list[Callable[[], Made]]) -> list[Made]:
    """Run the chains on a thread each (they wait for other programs most of the time); the first failure is raised."""
    made: list[Made | None] = [None] * len(chains)
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            made[number] = chains[number]()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(chains))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return [one for one in made if one is not None]


def _licences(one: Build, system: str, folder: Path) -> tuple[Path, list[shipped.Part]]:
    parts = shipped.parts(folder)
    shipped.refuse_copyleft(parts)
    licences = one.work / system / "licences"
    shipped.write_licences(one, licences, parts)
    return licences, parts


def _linux(one: Build, facts: dict[str, object]) -> Made:
    watch = Stopwatch()
    folder = _freeze(one, "linux", facts)
    watch.lap("frozen for Linux")
    glibc, asking = freezing.glibc_floor(folder)
    freezing.hold_floor(glibc, asking)
    licences, parts = _licences(one, "linux", folder)
    products = []
    for made in (
        lambda: linux_packages.make_deb(one, glibc, licences),
        lambda: linux_packages.make_rpm(one, glibc, licences),
        lambda: linux_packages.make_archive(one, licences),
        lambda: linux_packages.make_portable(one, "linux", licences),
    ):
        products.append(made())
        watch.told(products[-1])
    print(f"lowest glibc: {glibc} (asked for by {', '.join(asking[:3])})")
    bundle_check.check_sizes(products)
    return products, parts


def _windows(one: Build, facts: dict[str, object]) -> Made:
    import windows_packages  # lazy: as above

    watch = Stopwatch()
    folder = _freeze(one, "windows", facts)
    watch.lap("frozen for Windows")
    licences, parts = _licences(one, "windows", folder)
    products = []
    for made in (
        lambda: windows_packages.make_setup(one, licences),
        lambda: windows_packages.make_msi(one, licences),
        lambda: linux_packages.make_portable(one, "windows", licences),
    ):
        products.append(made())
        watch.told(products[-1])
    bundle_check.check_sizes(products)
    return products, parts


if __name__ == "__main__":
    sys.exit(main())
