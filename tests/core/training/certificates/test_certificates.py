"""Certificates: who may have one, numbers, revocation, what a code proves, what may not change under one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from hsdclient import clock, errors, schema, undo
from hsdclient.session import Officer, Tx
from hsdclient.store import Store
from hsdclient.training import certificates, earning
from hsdclient.training.certificates import CertificateQuery
from tests.core.training import exchange
from tests.core.training.exchange import attend, nominee, run, score

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAYS = ("2026-02-23", "2026-02-27")
FIVE = ("present",) * 5
Write = Callable[..., AbstractContextManager[Tx]]


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """It is 2 March 2026."""
    with clock.at(NOON):
        yield


@pytest.fixture
def write(store: Store, officer: Officer) -> Write:
    """write() → a transaction of the officer."""
    return lambda sentence="Exchange told", **more: store.write(officer, sentence, **more)


def told(tx: Tx, *presences: str, **more: object) -> int:
    """A nominee of a run of five days, with that attendance."""
    one = nominee(tx, run(tx, *DAYS, **more))  # type: ignore[arg-type]
    attend(tx, one, DAYS[0], *presences)
    return one


def test_who_attended_enough_gets_a_number_and_is_certified(write: Write, store: Store) -> None:
    with write() as tx:
        one = told(tx, *FIVE)
        issued = certificates.issue(tx, [one], "both")
    with store.read() as rx:
        row = certificates.card(rx, issued[0].key)
        steps = rx.all(select(schema.nomination_steps.c.was, schema.nomination_steps.c.step))
        assert (row.reference, row.name, row.language, row.issued_on.isoformat()) == (
            "CERT-2026-0001", "Ravi Menon", "both", "2026-03-02",
        )  # fmt: skip
        assert rx.row(schema.nominations, one)["step"] == "certified"  # type: ignore[index]
        assert [tuple(step) for step in steps] == [("attended", "certified")]
        assert certificates.may(rx, one).startswith("Has CERT-2026-0001 already")


@pytest.mark.parametrize(
    ("presences", "least", "why"),
    [
        (("present", "present", "present", "present", "absent"), 80, ""),
        (("present", "present", "present", "half_day", "half_day"), 80, ""),
        (("present", "present", "present", "half_day", "absent"), 80, "Attended 3.5 of 5 days; at least 80 %"),
        (("present", "present", "present", "excused", "excused"), 80, "Attended 3 of 5 days"),
        (("absent",) * 5, 0, "Attended 0 of 5 days"),
        ((), 80, "No attendance is recorded for RUN-2026-0001"),
    ],
)
def test_days_attended(write: Write, presences: tuple[str, ...], least: int, why: str) -> None:
    with write() as tx:
        one = told(tx, *presences, min_attendance=least)
        found = certificates.may(tx, one)
        assert found.startswith(why) if why else not found


@pytest.mark.parametrize(
    ("tenths", "why"), [(700, ""), (699, "The final score is 69.9 %; the pass mark is 70 %"), (None, "No final score")]
)
def test_the_pass_mark(write: Write, tenths: int | None, why: str) -> None:
    with write() as tx:
        one = told(tx, *FIVE, pass_mark=700)
        score(tx, one, 990, "pre")
        if tenths is not None:
            score(tx, one, tenths)
        found = certificates.may(tx, one)
        assert found.startswith(why) if why else not found


def test_none_for_a_no_show_even_with_marks_in_the_book(write: Write) -> None:
    with write() as tx:
        one = nominee(tx, run(tx, *DAYS), step="no_show")
        attend(tx, one, DAYS[0], *FIVE)
        assert "no-show" in certificates.may(tx, one)
        with pytest.raises(errors.Refused, match="Ravi Menon: Did not come"):
            certificates.issue(tx, [one])
        assert certificates.total(tx) == 0


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"state": "cancelled"}, "was cancelled"),
        ({"discarded_at": "2026-03-01T00:00:00.000Z"}, "in the trash"),
        ({"starts": "2026-03-02", "ends": "2026-03-06"}, "ends on 6 Mar 2026"),
    ],
)
def test_the_run_is_over_and_stands(write: Write, more: dict[str, str], why: str) -> None:
    with write() as tx:
        span = {"starts": DAYS[0], "ends": DAYS[1]} | more
        one = nominee(tx, run(tx, **span))  # type: ignore[arg-type]
        attend(tx, one, span["starts"], *FIVE)
        assert why in certificates.may(tx, one)


@pytest.mark.parametrize("step", ["nominated", "waitlisted", "substitute", "withdrawn", "rejected", "travel"])
def test_none_before_attended(write: Write, step: str) -> None:
    with write() as tx:
        one = nominee(tx, run(tx, *DAYS), step=step)
        attend(tx, one, DAYS[0], *FIVE)
        assert certificates.may(tx, one) == "Is not recorded as attended."


def test_one_who_may_not_holds_all_back(write: Write) -> None:
    with write() as tx:
        key = run(tx, *DAYS)
        good, bad = nominee(tx, key, "Asha"), nominee(tx, key, "Bina")
        attend(tx, good, DAYS[0], *FIVE)
        with pytest.raises(errors.Refused, match="Bina: Attended 0 of 5"):
            certificates.issue(tx, [good, bad])
        assert certificates.total(tx) == 0


@pytest.mark.parametrize(
    ("on", "why"), [("2026-02-26", "not dated before"), ("2026-03-03", "future"), ("31/02/2026", "no day 31")]
)
def test_the_day_of_issue(write: Write, on: str, why: str) -> None:
    with write() as tx:
        one = told(tx, *FIVE)
        with pytest.raises(errors.Refused, match=why):
            certificates.issue(tx, [one], "en", on)
        assert certificates.issue(tx, [one], "en", "2026-02-27")


def test_an_unknown_language(write: Write) -> None:
    with write() as tx, pytest.raises(errors.Refused, match="en, hi or both"):
        certificates.issue(tx, [told(tx, *FIVE)], "fr")


def test_certifying_a_run_says_who_gets_none_and_why(write: Write) -> None:
    with write() as tx:
        key = run(tx, *DAYS, pass_mark=600)
        keys = {name: nominee(tx, key, name) for name in ("Asha", "Bina", "Chandra")}
        gone = nominee(tx, key, "Dev", step="no_show")
        for one in keys.values():
            attend(tx, one, DAYS[0], *FIVE)
        for name, tenths in (("Asha", 600), ("Bina", 599)):
            score(tx, keys[name], tenths)
        done = certificates.certify_run(tx, key)
        assert [(one.name, one.reference) for one in done.issued] == [("Asha", "CERT-2026-0001")]
        whys = {one.nomination_key: one.why for one in done.left}
        assert set(whys) == {keys["Bina"], keys["Chandra"], gone}
        assert "59.9 %" in whys[keys["Bina"]]
        again = certificates.certify_run(tx, key)
        assert not again.issued
        assert [one.certificate for one in again.left] == ["CERT-2026-0001", "", "", ""]


def test_a_revoked_one_keeps_its_number_and_a_new_one_gets_the_next(write: Write, store: Store) -> None:
    with write() as tx:
        one = told(tx, *FIVE)
        first = certificates.issue(tx, [one])[0]
        with pytest.raises(errors.Refused, match="reason"):
            certificates.revoke(tx, first.key, "  ")
        certificates.revoke(tx, first.key, "Wrong name")
        assert tx.row(schema.nominations, one)["step"] == "attended"  # type: ignore[index]
        with pytest.raises(errors.Refused, match="already"):
            certificates.revoke(tx, first.key, "Again")
        second = certificates.issue(tx, [one])[0]
    assert (first.reference, second.reference) == ("CERT-2026-0001", "CERT-2026-0002")
    with store.read() as rx:
        assert [row.revoked for row in certificates.of_run(rx, 1)] == [True, False]


def test_who_was_evaluated_before_keeps_the_step(write: Write) -> None:
    with write() as tx:
        one = nominee(tx, run(tx, *DAYS), step="evaluated")
        attend(tx, one, DAYS[0], *FIVE)
        issued = certificates.issue(tx, [one])[0]
        certificates.revoke(tx, issued.key, "Wrong name")
        assert tx.row(schema.nominations, one)["step"] == "evaluated"  # type: ignore[index]


def test_the_database_refuses_a_second_a_changed_and_a_lost_number(write: Write) -> None:
    with write() as tx:
        one = told(tx, *FIVE)
        issued = certificates.issue(tx, [one])[0]
        row = tx.row(schema.certificates, issued.key) or {}
        twin = {name: value for name, value in row.items() if name not in ("key", "id")}
        with pytest.raises(errors.HsdError):
            tx.insert(schema.certificates, twin | {"reference": "CERT-2026-0009", "number": 9})
        with pytest.raises(errors.HsdError):
            tx.insert(schema.certificates, twin | {"revoked_on": "2026-03-02"})
        for changes in ({"reference": "CERT-2026-0002"}, {"number": 2}, {"issued_on": "2026-03-01"}):
            with pytest.raises(errors.HsdError):
                tx.update(schema.certificates, issued.key, changes)
        with pytest.raises(errors.HsdError):
            tx.delete(schema.certificates, issued.key)


def test_issuing_and_revoking_are_not_undone(write: Write, store: Store, officer: Officer) -> None:
    with write() as tx:
        one = told(tx, *FIVE)
    with write("Certificate issued") as tx:
        key = certificates.issue(tx, [one])[0].key
    with write("Certificate revoked") as revoked:
        certificates.revoke(revoked, key, "Wrong name")
    for done in (tx, revoked):
        with write("Undo", undoes=done.change.tx) as again, pytest.raises(errors.Refused, match="cannot be undone"):
            undo.undo(again, done.change.tx)


def test_attendance_and_score_below_the_rule_are_refused_while_one_holds(write: Write) -> None:
    with write() as tx:
        one = told(tx, *FIVE, pass_mark=700)
        mark = score(tx, one, 700)
        issued = certificates.issue(tx, [one])[0]
        key = tx.row(schema.nominations, one)["run_key"]  # type: ignore[index]
        earning.still(tx, key)
        tx.update(schema.scores, mark, {"tenths": 699})
        with pytest.raises(errors.Refused, match=r"CERT-2026-0001 would not be earned.*Revoke"):
            earning.still(tx, key)
        tx.update(schema.scores, mark, {"tenths": 700})
        other = nominee(tx, key, "Bina")
        attend(tx, other, "2026-02-28", "present", "present")  # two more days of the run: 5 of 7 are not enough
        with pytest.raises(errors.Refused, match="5 of 7 days"):
            earning.still(tx, key)
        certificates.revoke(tx, issued.key, "Attendance corrected")
        earning.still(tx, key)


def test_a_purged_name_gets_no_certificate(write: Write) -> None:
    with write() as tx:
        one = told(tx, *FIVE)
        person = tx.row(schema.nominations, one)["trainee_key"]  # type: ignore[index]
        tx.update(schema.trainees, person, {"name": "", "purged_on": "2026-03-01"})
        assert "removed by the retention rule" in certificates.may(tx, one)
        with pytest.raises(errors.Refused, match="retention"):
            certificates.issue(tx, [one])


def test_number_and_code_prove_a_certificate(write: Write, store: Store) -> None:
    with write() as tx:
        first, second = told(tx, *FIVE), told(tx, *FIVE)
        issued = certificates.issue(tx, [first, second])
    with store.read() as rx:
        one, other = certificates.rows(rx, [each.key for each in issued])
        code = certificates.check_code(one)
        assert code != certificates.check_code(other)
        assert certificates.verify(rx, one.reference, code).state == "genuine"
        assert certificates.verify(rx, " cert-2026-0001 ", code.lower().replace("-", " ")).state == "genuine"
        assert certificates.verify(rx, f"HSDC1:{one.reference}:{code}").state == "genuine"
        assert "Ravi Menon" in " ".join(certificates.verify(rx, one.reference, code).sentences)
        assert certificates.verify(rx, one.reference).state == "number_only"
        for number, bad in (
            (one.reference, certificates.check_code(other)), (other.reference, code), ("CERT-2026-0009", code),
            (one.reference, "ÀÀÀÀ-\0"), ("", ""), ("HSDC1:x", code), (f"HSDC1:{other.reference}:{code}", ""),
        ):  # fmt: skip
            verdict = certificates.verify(rx, number, bad)
            assert (verdict.state, verdict.row) == ("not_ours", None)
    with write() as tx:
        certificates.revoke(tx, one.key, "Wrong name")
        verdict = certificates.verify(tx, one.reference, code)
        assert verdict.state == "revoked"
        assert "holds no more" in verdict.sentences[0]
        assert certificates.verify(tx, one.reference).state == "revoked"


def test_the_code_outlives_the_purge_of_the_name(write: Write) -> None:
    with write() as tx:
        key = certificates.issue(tx, [told(tx, *FIVE)])[0].key
        before = certificates.card(tx, key)
        tx.update(schema.certificates, key, {"name": "", "name_hi": ""})
        verdict = certificates.verify(tx, before.reference, certificates.check_code(before))
        assert verdict.state == "genuine"
        assert "Ravi" not in " ".join(verdict.sentences)
        assert before.id not in repr(before)


def test_the_register_is_filtered_and_sorted(write: Write, store: Store) -> None:
    with write() as tx:
        first = run(tx, *DAYS, host="FLETC")
        second = run(tx, "2026-02-02", "2026-02-06", host="NPA", title_en="Cyber 100% forensics")
        made = []
        for key, name, side in ((first, "Bina", "IN"), (first, "Asha", "IN"), (second, "Carl Zimmer", "US")):
            one = nominee(tx, key, name, side)
            attend(tx, one, tx.row(schema.runs, key)["starts"], *FIVE)  # type: ignore[index]
            made.append(certificates.issue(tx, [one], "hi" if side == "US" else "en")[0].key)
        certificates.revoke(tx, made[0], "Wrong name")

    def listed(**asked: object) -> list[int]:
        with store.read() as rx:
            return list(certificates.ids(rx, CertificateQuery(**asked)))  # type: ignore[arg-type]

    assert listed() == made
    assert listed(descending=True) == made[::-1]
    assert listed(sort="name") == [made[1], made[0], made[2]]
    assert listed(sort="state")[0] == listed(sort="state", descending=True)[0] == made[0]
    assert listed(runs=(first,)) == made[:2]
    assert listed(sides=("US",)) == listed(languages=("hi",)) == listed(text="zimmer 100%") == made[2:]
    assert listed(text="0%f") == listed(years=(2025,)) == listed(keys=()) == []
    assert listed(revoked=True) == made[:1]
    assert listed(revoked=False) == made[1:]
    assert listed(issued_after="2026-03-03") == []
    assert listed(issued_before="2026-03-02") == made
    for sort in certificates.SORTS:
        assert set(listed(sort=sort)) == set(made)
    with store.read() as rx:
        assert (certificates.total(rx), certificates.years(rx)) == (3, [2026])
        assert certificates.by_reference(rx, "cert-2026-0003").host_side == "IN"
        with pytest.raises(errors.Refused, match="register"):
            certificates.by_reference(rx, "CERT-2026-0004")


def test_as_of_a_day_the_register_is_what_it_was(write: Write, store: Store) -> None:
    # The workspace itself was made on the real day, and lies in the past of these.
    with clock.at(datetime(2050, 3, 2, 12, tzinfo=UTC)), write() as tx:
        key = certificates.issue(tx, [told(tx, *FIVE)])[0].key
    with clock.at(datetime(2050, 3, 5, 12, tzinfo=UTC)):
        with write() as tx:
            certificates.revoke(tx, key, "Wrong name")
        with store.read(as_of=date(2050, 3, 2)) as rx:
            assert not certificates.card(rx, key).revoked
        with store.read(as_of=date(2050, 3, 1)) as rx:
            assert certificates.total(rx) == 0


def test_the_helpers_write_what_the_rules_read(write: Write) -> None:
    with write() as tx:
        one = told(tx, "present", "half_day", "", "excused")
        found = earning.of(tx, [one])[one]
        assert (found.halves, found.days, exchange.key_of(tx, "FLETC") > 0) == (3, 3, True)
