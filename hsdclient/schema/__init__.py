"""Every table, index, constraint and trigger, by noun; nouns meet here and nowhere else.

Pure declaration. `resources`-free: the golden copy is migrations/schema.sql.
"""

from __future__ import annotations

from hsdclient.schema.actions import (
    PRIORITIES,
    RAGS,
    STATUSES,
    action_agencies,
    action_groups,
    action_sides,
    action_tags,
    due_moves,
    figures,
    joint_actions,
    progress_entries,
    releases,
    reports,
)
from hsdclient.schema.desk import (
    ROLES,
    agencies,
    group_agencies,
    indicators,
    markings,
    officers,
    working_groups,
    workspace,
)
from hsdclient.schema.papers import (
    DERIVED,
    DOCUMENT_KINDS,
    DOCUMENT_TYPES,
    EVIDENCED,
    TEXT_STATES,
    document_links,
    document_pages,
    document_versions,
    documents,
)
from hsdclient.schema.record import SEARCH_TABLE, drafts, journal, journal_payloads, view_states
from hsdclient.schema.tables import JOURNALLED, SIDES, metadata

__all__ = [
    "DERIVED",
    "DOCUMENT_KINDS",
    "DOCUMENT_TYPES",
    "EVIDENCED",
    "JOURNALLED",
    "PRIORITIES",
    "RAGS",
    "ROLES",
    "SEARCH_TABLE",
    "SIDES",
    "STATUSES",
    "TEXT_STATES",
    "action_agencies",
    "action_groups",
    "action_sides",
    "action_tags",
    "agencies",
    "document_links",
    "document_pages",
    "document_versions",
    "documents",
    "drafts",
    "due_moves",
    "figures",
    "group_agencies",
    "indicators",
    "joint_actions",
    "journal",
    "journal_payloads",
    "markings",
    "metadata",
    "officers",
    "progress_entries",
    "releases",
    "reports",
    "view_states",
    "working_groups",
    "workspace",
]
