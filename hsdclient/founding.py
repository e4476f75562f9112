"""Make a new workspace: key file, database, reference data and the first officer, all or nothing.

Knows no screen; opening one is workspaces.py.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from hsdclient import (
    agencies,
    atomic_file,
    checks,
    clock,
    codes,
    errors,
    indicators,
    keyring,
    markings,
    officers,
    paths,
    places,
    reference,
    schema,
    session,
    store,
    working_groups,
    workspace_file,
)
from hsdclient.fields import Field
from hsdclient.words import N_, _

TIME_ZONES = {"IN": "Asia/Kolkata", "US": "America/New_York"}
DEFAULT_MARKING = "TLP:AMBER"


@dataclass(frozen=True)
class WorkspaceDraft:
    """A new workspace as entered: whose desk it is, and its first officer, who is the administrator."""

    side: str
    officer: str
    agency: str
    title: str = ""
    name: str = ""
    office_en: str = ""
    office_hi: str = ""
    time_zone: str = ""
    default_marking: str = DEFAULT_MARKING
    sample: bool = False

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("officer", N_("Name"), required=True, max_length=80, help=N_("You sign in with it.")),
        Field("title", N_("Rank or title"), max_length=80),
        Field("side", N_("Side"), "choice", required=True, choices="sides"),
        Field("agency", N_("Agency"), "choice", required=True, choices="own_agencies"),
        Field("name", N_("Name of the workspace"), max_length=120),
        Field("office_en", N_("Office, as printed"), "text", max_length=400),
        Field("office_hi", N_("Office in Hindi"), "text", max_length=400, hindi=True),
    )

    def problems(self) -> dict[str, str]:
        """{field: sentence}; agencies are those of the reference data."""
        found = checks.entries(self, self.FIELDS)
        if self.side not in schema.SIDES:
            found["side"] = _("The side is IN or US.")
        code = self.agency.strip().upper()
        if "agency" not in found and "side" not in found and code not in codes.AMBIGUOUS:
            own = [one.code for one in reference.AGENCIES if one.side == self.side]
            if code not in own:
                found["agency"] = _("{text} is not an agency of this side. There are: {codes}.").format(
                    text=self.agency.strip(), codes=", ".join(own)
                )
        elif "agency" not in found and code in codes.AMBIGUOUS:
            found["agency"] = _("{text} could be two agencies: {codes}. Give the code of the one you mean.").format(
                text=self.agency.strip(), codes=_(" or ").join(codes.AMBIGUOUS[code])
            )
        return found


@dataclass(frozen=True)
class Created:
    """What a new workspace gives once: the recovery code to print."""

    folder: Path
    recovery_code: str = field(repr=False)


def create(
    folder: Path,
    draft: WorkspaceDraft,
    passphrase: str,
    *,
    cost: keyring.Cost = keyring.STANDARD,
    allow_network: bool = False,
) -> Created:
    """Make a workspace in `folder` (missing or empty), with the reference data and its first officer.

    It is built in a folder beside and renamed at the end, so a failure or a crash leaves no half of one.
    Raises `Problems` by field, `Environment` for a full or unsuitable place.
    """
    checks.demand(draft.problems())
    folder = Path(os.path.abspath(folder))
    places.check_folder(folder, allow_network=allow_network)
    _check_empty(folder)
    building = folder.with_name(f".{folder.name}.{clock.random_bytes(4).hex()}.new")
    made: keyring.Unlocked | None = None
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        building.mkdir(mode=0o700)
        made, code = keyring.create(building, draft.officer.strip(), passphrase, cost=cost)
        store.create(building, made)
        _fill(building, made, draft)
        workspace_file.ensure(building, "workspace")
        if folder.exists():
            folder.rmdir()
        atomic_file.move_folder(building, folder)
        atomic_file.sync_folder(folder.parent)
    except OSError as error:
        _sweep(building, made)
        raise errors.Environment(
            _("The workspace cannot be made in {folder} ({reason}). Choose another folder.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    except BaseException:
        _sweep(building, made)
        raise
    return Created(folder, code)


def _check_empty(folder: Path) -> None:
    if store.exists(folder) or keyring.present(folder):
        raise errors.Refused(_("There is a workspace in this folder already. Choose an empty folder."), "folder")
    try:
        if folder.exists() and any(folder.iterdir()):
            raise errors.Refused(
                _("The folder {folder} is not empty. Choose an empty or a new one.").format(folder=folder),
                "folder",
            )
    except NotADirectoryError:
        raise errors.Refused(_("{folder} is a file. Choose a folder.").format(folder=folder), "folder") from None
    except PermissionError as error:
        raise errors.Environment(
            _("The folder {folder} may not be read. Choose another.").format(folder=folder)
        ) from error


def _sweep(building: Path, made: keyring.Unlocked | None) -> None:
    shutil.rmtree(building, ignore_errors=True)
    if made is not None:
        with contextlib.suppress(OSError):
            paths.own_file("heads", made.workspace_id).unlink(missing_ok=True)


def _fill(folder: Path, made: keyring.Unlocked, draft: WorkspaceDraft) -> None:
    own = next((one for one in reference.AGENCIES if one.code == draft.agency.strip().upper()), None)
    desk = _("Homeland Security Dialogue, {agency}").format(agency=draft.agency.strip().upper())
    facts = session.WorkspaceFacts(
        made.workspace_id,
        draft.name.strip() or desk,
        draft.side,
        draft.time_zone or TIME_ZONES[draft.side],
        draft.default_marking.strip(),
        None,
        draft.office_en.strip() or (own.name_en if own else ""),
        draft.office_hi.strip() or (own.name_hi if own else ""),
        draft.sample,
    )
    first = session.Officer(1, clock.new_id(), draft.officer.strip(), draft.title.strip(), draft.side, "administrator")
    new = store.Store(folder, made, writer=True, facts=facts)
    try:
        with new.write(first, N_("Workspace created")) as tx:
            tx.insert(
                schema.workspace,
                {
                    "key": 1,
                    "id": facts.id,
                    "name": facts.name,
                    "side": facts.side,
                    "time_zone": facts.time_zone,
                    "default_marking": facts.default_marking,
                    "office_en": facts.office_en,
                    "office_hi": facts.office_hi,
                    "sample": int(facts.sample),
                    "created_at": clock.text(clock.now()),
                },
            )
            agencies.seed(tx)
            working_groups.seed(tx)
            indicators.seed(tx)
            markings.seed(tx)
            if wrong := markings.problem(tx, facts.default_marking):
                raise errors.Problems({"default_marking": wrong})
            officer = officers.OfficerDraft(first.name, first.title, draft.agency.strip().upper(), "administrator")
            officers.add(tx, officer, made.slot_id, officer_id=first.id)
            from hsdclient import reference_dialogues  # lazy: every start loads this room, few found a workspace

            reference_dialogues.seed_agreements(tx)
    finally:
        new.close()
