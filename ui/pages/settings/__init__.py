"""Settings: of this workstation, and of the workspace (officers, working groups, markings, security, backups).

The rooms: page (joins them), board (a list beside a form), and one file a section.
"""

from __future__ import annotations

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
