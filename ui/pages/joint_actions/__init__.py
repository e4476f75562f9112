"""The page of the joint actions: the list, one of them beside it, a new one, the trash.

The rooms: page (joins them), listing (many), detail and its tabs (one), new (quick add).
"""

from __future__ import annotations

from ui.pages.joint_actions.page import JointActionsPage

__all__ = ["JointActionsPage"]
