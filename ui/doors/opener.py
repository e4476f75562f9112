"""Has things done for the doorkeeper on a thread of its own: unlock, recover, reset, create, restore.

What is done is `opening`'s, which loads the database's side; this room is light, for the first door waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from hsdclient import keyring
    from hsdclient.workspaces import Workspace
    from ui.worker import Crew

Then = Callable[[Any], None]


class Opener(QObject):
    """`then(result)` or `failed(HsdError)` comes on the GUI thread; `unhandled` when nobody takes the error."""

    unhandled = Signal(object)

    def __init__(self, parent: QObject, *, allow_network: bool, cost: keyring.Cost | None) -> None:
        super().__init__(parent)
        self._network, self._cost = {"allow_network": allow_network}, cost
        self._jobs = 0

    @cached_property
    def _crew(self) -> Crew:
        from ui.worker import Crew  # lazy: there is no work before the officer asks for some

        crew = Crew("door", 1, self)
        crew.unhandled.connect(self.unhandled)
        return crew

    @property
    def working(self) -> bool:
        """Whether something asked for is not done yet."""
        return self._jobs > 0

    def allow_network(self) -> None:
        """Take folders on network drives too."""
        self._network = {"allow_network": True}

    def submit(self, job: Callable[[], Any], then: Then, failed: Then) -> None:
        """Run `job()`."""
        self._jobs += 1

        def taken(callback: Then) -> Then:
            def take(outcome: Any) -> None:
                self._jobs -= 1
                callback(outcome)

            return take

        self._crew.submit(job, taken(then), taken(failed))

    def _have(self, act: Callable[[Any], Any], then: Then, failed: Then) -> None:
        def job() -> Any:
            from ui.doors import opening  # lazy: SQLAlchemy is loaded while the officer types

            return act(opening)

        self.submit(job, then, failed)

    def unlock(
        self, folder: Path, who: tuple[str, str], then: Then, failed: Then, *, writer: bool, accept: str
    ) -> None:
        """Open `folder` for `who` (name, passphrase); `accept` is the reason for which an older state is accepted."""
        how = {"writer": writer, "accept": accept, **self._network}
        self._have(lambda opening: opening.unlock(folder, *who, **how), then, failed)

    def recover(self, folder: Path, code: str, name: str, then: Then, failed: Then) -> None:
        """Open `folder` by the printed code."""
        self._have(lambda opening: opening.recover(folder, code, name, **self._network), then, failed)

    def reset(self, workspace: Workspace, passphrase: str, then: Then, failed: Then) -> None:
        """Give the officer of `workspace` a new passphrase."""
        self._have(lambda opening: opening.reset(workspace, passphrase, self._cost), then, failed)

    def create(self, folder: Path, draft: Any, passphrase: str, then: Then, failed: Then) -> None:
        """Make a workspace: `then((recovery code, Workspace))`."""
        self._have(
            lambda opening: opening.create(folder, draft, passphrase, cost=self._cost, **self._network), then, failed
        )

    def restore(
        self, backup: Path, folder: Path, who: tuple[str, str], then: Then, failed: Then,
        told: Callable[[int, int], None], cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        """Put `backup` back as `folder`: `then(Restored)`. `told` hears bytes so far and all, on the thread."""
        self._have(
            lambda opening: opening.restore(backup, folder, *who, told, cancelled, **self._network), then, failed
        )

    def sample(self, folder: Path, then: Then, failed: Then) -> None:
        """Build the sample workspace in `folder`: `then(folder)`."""

        def job() -> Path:
            from ui.doors.sample import build  # lazy: the story of the sample is read only here

            build(folder)
            return folder

        self.submit(job, then, failed)

    def preload(self) -> None:
        """Load the database's side and the pages, on the thread that calls."""
        from ui.doors import opening  # lazy: while the officer reads the first door

        opening.preload()

    def close(self) -> None:
        """End the thread, when there is one."""
        if "_crew" in self.__dict__:
            self._crew.stop()
