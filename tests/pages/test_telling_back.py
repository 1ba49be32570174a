"""Whoever told us of a child gets a letter that names nobody, and its words are on record."""

from __future__ import annotations

import pytest

from consent_service.letters import pdf
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone


def test_a_referrer_is_told_the_least_in_words_that_name_nobody_and_are_on_record(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(made_up)
    referred = {"referrer_agency": "GP", "referrer_organisation": "Hillside Surgery"}
    told_by = {**referred, "referrer_name": "Dr Zz"}
    made = made_up.record(f"{family.path}/enquiries", told_by)
    enquiry = made["id"]
    worker, path = someone(made_up), f"/files/{family.file}/enquiries/{enquiry}/referrer-letter"
    every = worker.open(f"/files/{family.file}/record")
    assert path in [given.get("href") for _, given in every.tags]

    def told() -> list[dict[str, str]]:
        shown = made_up.get(family.path).get_json()["referrer_feedback"]
        return next(one["told"] for one in shown if one["enquiry"] == enquiry)

    form = worker.open(path)
    assert "Choose how much" in opened(worker.send(form, path, level=""), 422).text
    typed = {"level": "RECEIVED", "more": "", "held_back": "What was found out."}
    looked = worker.send(form, path, **typed, does="LOOK")
    assert told() == []
    for said in ("Dr Zz", "Hillside Surgery", "We have what you told us on", "call 999"):
        assert said in looked.text
    for name in ("Ann", "Bo Example", "Ng", "found out", 'class="strip"', "script"):
        assert name not in looked.text
    assert "default-src 'none'" in looked.headers["Content-Security-Policy"]
    for _ in range(2):
        assert worker.send(form, path, **typed, does="GOES").data == looked.data
    (one,) = told()
    assert one["words_sent"].startswith("We have what you told us on")
    assert (one["level"], one["recipient"]) == ("RECEIVED", "Dr Zz, Hillside Surgery")
    # What is told besides stands in the letter and on record, and it is a PDF where one is made.
    monkeypatch.setattr(pdf, "_maker", lambda: lambda paper: b"%PDF" + paper)
    more = {**typed, "level": "OUTCOME", "more": "A nurse visits them.", "basis": "AGREED"}
    gone = worker.send(worker.open(path), path, **more, does="GOES", file="PDF")
    assert gone.mimetype == "application/pdf"
    assert b"A nurse visits them." in gone.data
    assert told()[-1]["words_sent"].endswith("A nurse visits them.")
    assert [each["basis"] for each in told()] == [None, "AGREED"]


def test_words_of_ones_own_go_when_whoever_sends_them_has_decided_them(made_up: Running) -> None:
    family = add_family(made_up)
    made = made_up.record(f"{family.path}/enquiries", {"referrer_agency": "SCHOOL"})
    home = {"person": family.mother, "type": "ADDRESS", "value": "7 Example Row, DA5 1AA"}
    ring = {"person": family.mother, "type": "PHONE", "value": "020 0000 0123"}
    for one in (home, ring):
        made_up.record(f"{family.path}/contact-points", {**one, "safety": "SAFE"})
    shown = made_up.get(family.path).get_json()
    name = next(one["names"] for one in shown["adults"] if one["id"] == family.mother)
    worker, path = someone(made_up), f"/files/{family.file}/enquiries/{made['id']}/referrer-letter"
    form = worker.open(path)
    typed = {"level": "OUTCOME", "more": "It is better now.", "does": "GOES"}

    def undecided(**more: str) -> str:
        told = opened(worker.send(form, path, **{**typed, **more}), 422)
        shown = made_up.get(family.path).get_json()["referrer_feedback"]
        assert not any(one["told"] for one in shown)
        return told.text

    assert "on what it rests" in undecided(held_back="Nothing.")
    assert "what is held back" in undecided(basis="AUTHORISED")
    decided = {"basis": "AUTHORISED", "held_back": "Where they live."}
    for words, gives_away in (
        (f"{name.split()[0]} is well.", name),
        ("They are at 7 example row now.", home["value"]),
        ("Ring 02000000123.", ring["value"]),
    ):
        assert f"They may know this: {gives_away}" in undecided(more=words, **decided)
    assert worker.send(form, path, **typed, **decided).status_code == 200
    named = {**typed, "more": f"{name.split()[0]} is well.", "may_know": "YES"}
    gone = worker.send(worker.open(path), path, **named, **decided)
    assert gone.status_code == 200
    told = made_up.get(family.path).get_json()["referrer_feedback"][-1]["told"]
    assert [one["basis"] for one in told] == ["AUTHORISED"] * 2


def test_nobody_is_written_to_who_told_us_nothing(made_up: Running) -> None:
    family = add_family(made_up)
    path = f"/files/{family.file}/enquiries/{family.enquiry}/referrer-letter"
    assert someone(made_up).get(path).status_code == 404
