"""HTML as plain text: what a reader would see, no scripts, no styles, nothing fetched.

Runs in the reading process only.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

_UNSEEN = {"script", "style", "head", "template", "noscript", "title", "object", "embed", "svg", "iframe"}
_BLOCKS = {
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tr", "ul",
}  # fmt: skip
_FETCHED = ("src", "background", "srcset", "poster", "data")
_REMOTE = re.compile(r"\s*(https?:|ftp:|//|\\\\)", re.I)
_REMOTE_IN_STYLE = re.compile(r"(url\(|@import)\s*['\"]?\s*(https?:|//)", re.I)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r" *\n[ \n]*\n *")


def shown(source: str) -> tuple[str, tuple[str, ...]]:
    """The text of an HTML page, and the warnings it deserves: "script", "remote_content"."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return re.sub(r"<[^>]*>", " ", source), ()
    pieces: list[str] = []
    found: set[str] = set()
    _walk(root, pieces, found)
    lines = _LINES.sub("\n\n", "".join(pieces))
    return re.sub(r" *\n *", "\n", lines).strip(), tuple(sorted(found))


def _walk(root: Any, pieces: list[str], found: set[str]) -> None:
    """Collect text in reading order, without recursion: the depth is a stranger's."""
    unseen = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            _look(node, tag, found)
            unseen += tag in _UNSEEN
            if not unseen:
                if tag in _BLOCKS or tag == "br":
                    pieces.append("\n")
                elif tag in ("td", "th"):
                    pieces.extend([] if pieces and pieces[-1].isspace() else ["\t"])
                elif tag == "img" and node.get("alt"):
                    pieces.append(f"[{node.get('alt')}]")
                if node.text:
                    pieces.append(_BLANK.sub(" ", node.text))
        else:
            unseen -= tag in _UNSEEN
            if not unseen:
                if tag in _BLOCKS:
                    pieces.append("\n")
                if node.tail:
                    pieces.append(_BLANK.sub(" ", node.tail))


def _look(node: Any, tag: str, found: set[str]) -> None:
    if tag == "script":
        found.add("script")
    if tag == "style" and _REMOTE_IN_STYLE.search(node.text or ""):
        found.add("remote_content")
    for name, value in node.attrib.items():
        if name.startswith("on") or value.lstrip().lower().startswith("javascript:"):
            found.add("script")
        if (name in _FETCHED and _REMOTE.match(value)) or (name == "style" and _REMOTE_IN_STYLE.search(value)):
            found.add("remote_content")
        if tag == "link" and name == "href" and _REMOTE.match(value):
            found.add("remote_content")
