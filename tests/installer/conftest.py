"""The recipes of resources/installer are scripts that import each other by plain name; their tests do too."""

from __future__ import annotations

import sys

from tests.house import ROOT

sys.path.append(str(ROOT / "resources/installer"))
