import sys, traceback
from tests.core.reports import dialogue
from tests.core.reports.desk import drawn
from hsdclient import releases
from pathlib import Path
def test_try(desk):
    story = dialogue.told(desk)
    for kind in ("scorecard","commitments","round-brief","minutes","action-taken","requests","brief"):
        for language in ("en","hi","both"):
            sheet = desk.sheet(kind, round="" if kind=="requests" else "HSD-2024", language=language, now=dialogue.NOW, paper="letter" if language=="hi" and kind=="scorecard" else "a4")
            Path(f"/tmp/p1/{kind}-{language}.pdf").write_bytes(drawn(sheet))
def test_partner(desk):
    story = dialogue.told(desk)
    from hsdclient.session import Tx
    def go(tx):
        for noun, keys in (("meetings",[story.round.key]),("commitments",[m.key for m in story.made.values()]),("requests",[m.key for m in story.requests.values()]),("contacts",[story.contact.key])):
            for key in keys:
                releases.release_record(tx, noun, key, ["US"])
        for part in ("agenda","delegations","decisions","minutes"):
            releases.release_record_part(tx,"meetings",story.round.key,part,"US",True)
        for a in list(story.actions.values())[:3]:
            releases.release(tx, a.key, ["US"])
    desk.act(go, at=dialogue.LATER)
    for kind in ("scorecard","commitments","round-brief","minutes","action-taken","requests","brief"):
        sheet = desk.sheet(kind, round="" if kind=="requests" else "HSD-2024", language="en", audience="partner", now=dialogue.NOW)
        Path(f"/tmp/p1/{kind}-partner.pdf").write_bytes(drawn(sheet))
