"""Builds the sample workspace that "Explore" opens; its officer and passphrase are both 'sample'.

Knows nothing of its story.
"""

from __future__ import annotations

from pathlib import Path

from hsdclient.sample import build as story


def build(folder: Path) -> None:
    """Make the sample in `folder`, which must not exist. Errors as the core's."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    story.build(folder)
