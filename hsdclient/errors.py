"""The three ways in which something does not happen, each with a sentence that says what to do.

This room knows no cause; whoever raises one supplies the sentence.
"""

from __future__ import annotations


class HsdError(Exception):
    """Anything that stops an act; `sentence` is shown to the officer as it is."""

    exit_code = 70

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(HsdError):
    """The officer can mend it: the sentence says how; `field` names the entry it belongs to."""

    exit_code = 1

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Problems(Refused):
    """Several fields of one draft are not acceptable; `by_field` maps field key to sentence."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__(" ".join(by_field.values()), next(iter(by_field), None))
        self.by_field = by_field


class Environment(HsdError):
    """Disk, key, lock or permission: the surroundings must change first."""

    exit_code = 3


class Bug(HsdError):
    """Ours: the log says more, the officer is asked to send it."""

    exit_code = 70
