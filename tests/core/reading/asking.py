"""The reading process's own code without the process, for tests of what it says rather than of how it lives."""

from __future__ import annotations

import json

from PIL import Image

from hsdclient import reading
from hsdclient.reading import answering, answers
from hsdclient.reading.facts import Facts
from hsdclient.reading.formats.opened import Opened


class Desk:
    """The reading process's own code without the process: questions in, checked answers out."""

    def __init__(self, content: bytes, *, password: str = "", whole: bool = False) -> None:
        asked = {"do": "open", "whole": whole, "password": password}
        self._document, (told, body) = answering.answered(Opened(Facts()), asked, content)
        told = json.loads(json.dumps(told))
        self.facts = answers.facts(told["facts"])
        self.texts = answers.texts(body)

    def ask(self, do: str, **asked: object) -> tuple[dict[str, object], bytes]:
        self._document, (told, body) = answering.answered(self._document, {"do": do, **asked})
        return json.loads(json.dumps(told)), body

    def picture(self, page: int = 0, width: int = 100, turned: int = 0) -> Image.Image:
        drawn = answers.picture(*self.ask("picture", page=page, width=width, turned=turned))
        return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb)


def read(content: bytes, password: str = "") -> reading.Reading:
    desk = Desk(content, password=password, whole=True)
    return reading.Reading(desk.facts, desk.texts)


def told(content: bytes) -> tuple[str, str, str, str]:
    facts = read(content).facts
    return facts.kind, facts.extension, facts.state, facts.why
