"""What of the packages goes into the frozen program and what stays out: the tables of freeze.spec and bundle_check.

Tables and tests of names only; reads no file.
"""

from __future__ import annotations

import re

QT_KEPT = frozenset({"Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "WaylandClient", "Widgets", "XcbQpa"})
"""Qt's modules that ship: those that `ui` imports, and those that its platforms and icons load."""

PLUGINS_KEPT = frozenset({
    # Linux: X11, Wayland without OpenGL, no display; the desktop's dialogs; input of Hindi; printers.
    "platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen", "platformthemes/qxdgdesktopportal",
    "platforminputcontexts/composeplatforminputcontextplugin", "platforminputcontexts/ibusplatforminputcontextplugin",
    "wayland-shell-integration/xdg-shell", "wayland-decoration-client/adwaita", "wayland-decoration-client/bradient",
    "printsupport/cupsprintersupport",
    # Windows
    "platforms/qwindows", "styles/qmodernwindowsstyle",
    # Both: our icons are SVG; PNG is inside QtGui, and what officers attach is drawn by Pillow.
    "iconengines/qsvgicon", "imageformats/qsvg",
})  # fmt: skip
"""Qt's plugins that ship, as folder/name without `lib` and ending."""

SYSTEMS_KEPT = (
    "libpython3", "libbz2.so", "libffi.so", "libxcb-cursor", "libxcb-icccm", "libxcb-image", "libxcb-keysyms",
    "libxcb-randr", "libxcb-render", "libxcb-shape", "libxcb-shm", "libxcb-sync", "libxcb-util", "libxcb-xfixes",
    "libxcb-xkb",
)  # fmt: skip
"""Linux: libraries of the builder that ship, because a desktop may lack them or name them otherwise. All others are
the system's own, and declared (linux_needs.PACKAGES): two copies of one library in a process do not mix."""

EXTENSIONS_UNWANTED = (
    "_ssl", "_uuid", "_crypt", "crypt", "nis", "spwd", "ossaudiodev", "readline", "_curses", "_curses_panel", "_dbm",
    "_gdbm", "_tkinter", "_testcapi", "_testbuffer", "_testinternalcapi", "_testmultiphase", "_testimportmultiple",
    "_testclinic", "_xxtestfuzz", "xxlimited", "xxlimited_35", "_ctypes_test", "_sqlite3",
    # of rapidfuzz only `fuzz` is called; the rest has a slower twin in Python
    "metrics_cpp", "metrics_cpp_avx2", "process_cpp_impl",
)  # fmt: skip
"""Compiled modules, nearly all of the standard library, that nothing here needs; the program speaks with no network."""

MODULES_UNWANTED = (
    # the builder's and the tests' own
    "pytest", "_pytest", "pytestqt", "pluggy", "xdist", "execnet", "hypothesis", "coverage", "mypy", "mypyc", "ruff",
    "grimp", "importlinter", "PyInstaller", "altgraph", "setuptools", "pkg_resources", "_distutils_hack", "pip",
    "wheel", "cyclonedx", "test", "tests", "unittest.mock", "lib2to3", "distutils", "ensurepip", "idlelib", "venv",
    "turtledemo",
    # what a package would use if it were there
    "tkinter", "turtle", "curses", "readline", "ssl", "sqlite3", "dbm", "numpy", "pandas", "IPython", "matplotlib",
    "pygments", "rich", "babel", "greenlet", "cssselect", "html5lib", "bs4", "htmlmin", "defusedxml",
    "pydoc", "pydoc_data", "doctest", "pdb", "cProfile", "profile", "pstats", "trace", "tracemalloc", "xmlrpc",
    # parts of packages that nothing here calls
    "lxml.html", "lxml.objectify", "lxml.isoschematron", "lxml.sax", "lxml.cssselect", "lxml.doctestcompare",
    "PIL._avif", "PIL.AvifImagePlugin", "PIL._imagingcms", "PIL.ImageCms", "PIL.ImageQt", "PIL.ImageTk",
    "PIL._imagingtk", "PIL.ImageShow", "PIL.ImageGrab", "PIL._tkinter_finder",
    # (SQLAlchemy's other dialects stay: Alembic imports them all.)
    "alembic.testing", "sqlalchemy.testing", "sqlalchemy.ext.mypy", "alembic.templates", "sqlcipher3.test",
)  # fmt: skip
"""Python modules that do not ship, with all below them."""

_PLUGIN = re.compile(r"(?:^|/)plugins/(?P<name>.+?/)(?:lib)?(?P<stem>[^/]+?)d?\.(?:so|dll)$")
_MODULE = re.compile(r"^(?:lib)?Qt6?(?P<module>[A-Z]\w*?)(?:\.abi3)?(?:\.so(?:\.\d+)*|\.dll|\.pyd)$")
_WHEELS_OWN = re.compile(r"-[0-9a-f]{8}\.so|\.libs/")
_HEAVY = ("opengl32sw.dll", "d3dcompiler_47.dll", "libegl.dll", "libglesv2.dll")
"""Windows: a drawing card in software; our windows are painted without OpenGL."""
_QT_BESIDES = re.compile(
    r"PySide6/(?:Qt/)?(?:translations|qml|resources|metatypes|libexec|typesystems|glue|include|doc)/"
)


def file_ships(name: str, source: str, installation: tuple[str, ...], *, windows: bool) -> bool:
    """Whether a file that PyInstaller found goes into the frozen folder.

    `name` is its place inside (either slash), `source` where it was found, `installation` the folders of Python and
    its packages: a Linux library from elsewhere is the builder's system's.
    """
    inside = name.replace("\\", "/")
    base = inside.rsplit("/", 1)[-1]
    plugin = _PLUGIN.search(inside)
    if plugin:
        return f"{plugin['name'].rsplit('plugins/', 1)[-1]}{plugin['stem']}" in PLUGINS_KEPT
    module = _MODULE.match(base)
    if module:
        return module["module"] in QT_KEPT and not (windows and module["module"] == "DBus")
    if _QT_BESIDES.search(inside) or "pyside6qml" in base or base.lower() in _HEAVY:
        return False
    if base.split(".")[0] in EXTENSIONS_UNWANTED and "sqlcipher3" not in inside:
        return False
    if any(inside.startswith(f"{word.replace('.', '/')}/") for word in MODULES_UNWANTED):
        return False
    if inside.startswith("PIL/") and base.split(".")[0] in {"_avif", "_imagingcms", "_imagingtk"}:
        return False
    if "libavif-" in base or "liblcms2-" in base:
        return False
    if windows or ".so" not in base or _WHEELS_OWN.search(inside):
        return True
    return source.startswith(installation) or base.startswith(SYSTEMS_KEPT)


def module_ships(name: str) -> bool:
    """Whether a Python module goes into the archive; of `holidays` only the two countries are asked for."""
    if any(name == word or name.startswith(f"{word}.") for word in MODULES_UNWANTED):
        return False
    if name.startswith("holidays.financial"):
        return name == "holidays.financial"
    if name.startswith("holidays.countries."):
        return name.endswith((".india", ".united_states"))
    return True
