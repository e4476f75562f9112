"""Trainees: one record of a person, found again by number, name and date of birth, in English and in Hindi."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from hsdclient import errors, verify
from hsdclient.training import nominations, trainees
from hsdclient.training.people_match import People, number_of, skeleton
from hsdclient.training.trainees import TraineeDraft, TraineeQuery


def test_a_person_is_recorded(desk: Any) -> None:
    key = desk.person("Lakshmi", agency="FLETC", born="1985-04-03", service_number="A-1")
    row = desk.look(trainees.rows, [key])[0]
    assert (row.reference, row.side, row.agency, row.born) == ("PER-2026-0001", "US", "FLETC", date(1985, 4, 3))
    assert desk.look(trainees.card, key).draft.retain_until == ""
    assert desk.look(trainees.rows, [desk.person()])[0].side == "IN"  # the own side
    assert verify.verify(desk.store) == []


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"name": " "}, "name", "single name"),
        ({"born": "2027-01-01"}, "born", "future"),
        ({"born": "2010-06-01"}, "born", "under 18"),
        ({"born": "1899-12-31"}, "born", "1900"),
        ({"born": "31/02/1985"}, "born", ""),
        ({"email": "a b"}, "email", "one e-mail"),
        ({"supervisor_email": "a,b@x.org"}, "supervisor_email", "one e-mail"),
        ({"agency": "NCB"}, "agency", "two agencies"),
        ({"agency": "FLETC", "side": "IN"}, "agency", "FLETC"),
        ({"side": "UK"}, "side", ""),
        ({"marking": "Top Secret"}, "marking", ""),
        ({"name": "A\x07"}, "name", "control"),
    ],
)
def test_what_is_refused(desk: Any, fields: dict[str, str], field: str, says: str) -> None:
    with pytest.raises(errors.Problems) as refused:
        desk.person(**({"name": "Lakshmi"} | fields))
    assert says in refused.value.by_field[field]
    assert set(refused.value.by_field) == {field}


def test_the_same_person_is_refused_with_the_reference(desk: Any) -> None:
    desk.person("Rajesh Kumar", name_hi="राजेश कुमार", born="1985-04-03", service_number="IPS 77/1")
    for fields, field in (
        ({"name": "rajesh  KUMAR", "born": "1985-04-03"}, "name"),
        ({"name": "राजेश कुमार", "born": "1985-04-03"}, "name"),
        ({"name": "R. Kumar", "service_number": "ips-77.1"}, "service_number"),
    ):
        with pytest.raises(errors.Problems) as refused:
            desk.person(**fields)
        assert "PER-2026-0001" in refused.value.by_field[field]
    with pytest.raises(errors.Problems) as refused:
        desk.person("Anil Rao", born="1990-01-01", service_number="IPS77/1")
    assert "One of the two is wrong" in refused.value.by_field["service_number"]
    desk.person("Rajesh Kumar", born="1986-04-03")  # another person of that name
    desk.person("Rajesh Kumar", side="US", born="1985-04-03")


def test_who_may_be_the_same_is_told(desk: Any) -> None:
    desk.person("Sanjay Singh", born="1985-04-03")

    def told(**fields: str) -> list[str]:
        return desk.look(trainees.warnings, TraineeDraft(**fields))  # type: ignore[no-any-return]

    assert "PER-2026-0001" in told(name="संजय सिंह", born="1985-04-03")[0]
    assert "PER-2026-0001" in told(name="Sanjai Sing", born="1985-04-03")[0]
    assert "PER-2026-0001" in told(name="sanjay singh")[0]
    assert told(name="Sanjay Singh", born="1986-01-01") == []
    assert told(name="Vikram Batra", born="1985-04-03") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rajesh Kumar", "राजेश कुमार"), ("Subramaniam", "सुब्रमण्यम"), ("Mohd Ansari", "मोहम्मद अंसारी"),
        ("Priya Sharma", "शर्मा प्रिया"), ("Vijay Chauhan", "विजय चौहान"),
    ],
)  # fmt: skip
def test_a_name_in_both_scripts_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
    assert number_of(" IPS-77/1 ") == "ips771"


def test_people_of_one_roll_find_each_other(desk: Any) -> None:
    people = desk.look(People)
    assert people.find("IN", "Asha", born="1985-04-03") == []
    people.add(7, "PER-2026-0007", "IN", "Asha", born="1985-04-03", service_number="X1")
    assert [one.key for one in people.find("IN", "Asha", born="1985-04-03")] == [7]
    assert [(one.how, one.certain) for one in people.find("IN", "A. Devi", service_number="x 1")] == [
        ("service_number", True)
    ]
    assert people.find("US", "Asha", born="1985-04-03") == []


def test_amending_a_person(desk: Any) -> None:
    key = desk.person("Asha", agency="NPA")
    other = desk.person("Bela", service_number="77")
    assert desk.act(trainees.amend, key, {"post": "DSP", "agency": "BPRD"})
    assert not desk.act(trainees.amend, key, {"post": "DSP"})
    with pytest.raises(errors.Problems) as refused:
        desk.act(trainees.amend, key, {"service_number": "77"})
    assert "PER-2026-0002" in refused.value.by_field["service_number"]
    with pytest.raises(errors.Problems):
        desk.act(trainees.amend, key, {"agency": "FLETC"})
    desk.nominate(desk.run(), other)
    with pytest.raises(errors.Problems, match="side stays"):
        desk.act(trainees.amend, other, {"side": "US"})


def test_the_trash_keeps_who_is_nominated(desk: Any) -> None:
    key = desk.person("Asha")
    one = desk.nominate(desk.run(), key)
    with pytest.raises(errors.Refused, match="RUN-2026-0001"):
        desk.act(trainees.discard, [key], "Twice")
    desk.advance(one.key, "withdrawn", reason="declined")
    desk.act(trainees.discard, [key], "Twice")
    assert list(desk.look(trainees.ids, TraineeQuery())) == []
    assert list(desk.look(trainees.ids, TraineeQuery(trash=True))) == [key]
    with pytest.raises(errors.Refused, match="trash"):
        desk.advance(one.key, "nominated")
    with pytest.raises(errors.Problems, match="recover that record"):
        _same_in_trash(desk)
    desk.act(trainees.recover, [key])
    assert desk.look(nominations.of_trainee, key)[0].step == "withdrawn"


def _same_in_trash(desk: Any) -> None:
    key = desk.person("Zoya", born="1980-01-01")
    desk.act(trainees.discard, [key], "Left")
    desk.person("Zoya", born="1980-01-01")


def test_lists_of_trainees(desk: Any) -> None:
    asha, bela = desk.person("Asha", agency="NPA"), desk.person("Bela", side="US", agency="FLETC")
    run = desk.run()
    desk.nominate(run, asha)

    def found(**asked: Any) -> list[int]:
        return list(desk.look(trainees.ids, TraineeQuery(**asked)))

    assert found() == [asha, bela]
    assert found(sides=("US",)) == [bela]
    assert found(agencies=("NPA",)) == [asha]
    assert found(runs=("RUN-2026-0001",), steps=("nominated",)) == [asha]
    assert found(runs=("RUN-2026-0001",), steps=("accepted",)) == []
    assert found(text="bel") == [bela]
    assert found(trained=True) == []
    for sort in trainees.SORTS:
        assert sorted(found(sort=sort)) == [asha, bela]
    rows = desk.look(trainees.rows, [bela, asha])
    assert [(row.name, row.runs, row.last_run) for row in rows] == [("Bela", 0, ""), ("Asha", 1, "RUN-2026-0001")]
    assert desk.look(trainees.total) == 2


def test_personal_columns_are_payloads_of_their_own(desk: Any) -> None:
    desk.person("Asha Menon", agency="NPA", post="DSP", born="1985-04-03")
    with desk.store.raw() as conn:
        kinds = dict(
            conn.exec_driver_sql(
                "SELECT p.kind, p.payload FROM journal_payloads p JOIN journal j ON j.seq = p.seq "
                "WHERE j.noun = 'trainees'"
            ).all()
        )
    personal = set(json.loads(kinds["personal"])["after"])
    assert personal == {
        "name", "name_hi", "post", "service_number", "born", "unit", "email", "phone", "supervisor", "supervisor_email",
    }  # fmt: skip
    assert "Asha" not in kinds["facts"]
