"""A worker prints a letter: it is set for an envelope's window, and loads and runs nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.api.asking_own import mother_of
from tests.api.running import Running, add_family, agree, decision
from tests.api.test_advocates import steps
from tests.api.test_supported import SEES, supports
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import chosen, links


def on_record(made_up: Running, file: str) -> list[Any]:
    shown = made_up.get(f"/v1/files/{file}").get_json()
    return [one["copy_sha256"] for one in shown["noted"]["letter-sent"]]


def test_a_letter_is_printed_as_the_page_says_or_the_form_says_why_not(made_up: Running) -> None:
    family = add_family(made_up)
    worker, path = someone(made_up), f"/files/{family.file}/people/{family.mother}/letters"
    form = worker.open(path)
    every = worker.open(f"/files/{family.file}/ways-in")
    assert path in [given.get("href") for _, given in every.tags]
    typed = {"kind": "ANSWER_COPY", "style": "LARGE_PRINT", "contact": "", "language": "ur"}
    empty = opened(worker.send(form, path, **typed), 422)
    assert "has nothing to say of this" in empty.text
    assert (
        "Choose one of those" in opened(worker.send(form, path, **typed | {"kind": "Zz"}), 422).text
    )
    agree(made_up, family)
    printed = worker.send(form, path, **typed)
    assert printed.status_code == 200
    assert 'class="large-print"' in printed.text
    # No translator has looked at it, so the same in English goes with it.
    assert '<html lang="ur" dir="rtl">' in printed.text
    assert "What you have agreed to" in printed.text
    assert "Ffoniwch ni os hoffech gael hwn yn eich iaith." in printed.text
    assert "<title>خط</title>" in printed.text
    assert "script" not in printed.text
    assert "src=" not in printed.text
    assert "default-src 'none'" in printed.headers["Content-Security-Policy"]
    # To look at it puts nothing on record; what goes is there by the digest of the very paper.
    assert on_record(made_up, family.file) == []
    # Nor does it to read it to them, in their language and with the English beside.
    read = opened(worker.send(form, path, **typed | {"kind": ""}, does="READ"), 200).text
    for text in ("کیا یہ درست ہے؟", "Is that right?", "What you have agreed to", "I will ring you"):
        assert text in read
    # Nobody who is read to on the telephone holds the end of a letter.
    assert "Ring us, or tell me now." in read
    assert "یا مجھے ابھی بتائیں۔" in read
    assert "slip" not in read
    assert "slip at the end" in printed.text
    assert on_record(made_up, family.file) == []
    gone = worker.send(form, path, **typed, does="GOES")
    again = worker.send(form, path, **typed, does="GOES")
    assert gone.data == again.data == printed.data
    assert on_record(made_up, family.file) == [hashlib.sha256(gone.data).hexdigest()]
    assert "A copy of what they agreed to" in worker.open(path).text
    # It is the written copy that was due.
    tasks = made_up.get(f"/v1/files/{family.file}/tasks").get_json()["tasks"]
    assert "SEND_SUMMARY" not in {one["code"] for one in tasks}


def test_what_says_that_a_written_copy_is_due_leads_to_that_very_letter(made_up: Running) -> None:
    """It led to where somebody says that it went, and the letter was two pages away."""
    family = add_family(made_up)
    agree(made_up, family)
    worker = someone(made_up)
    path = f"/files/{family.file}/people/{family.mother}/letters"
    for shows_it in (f"/files/{family.file}", "/to-do"):
        (due,) = set(links(worker.open(shows_it), path))
        assert due.startswith(f"{path}?kind=ANSWER_COPY&")
    form = worker.open(due)
    assert chosen(form)["kind"] == ["ANSWER_COPY"]
    # Or it went already, whichever way.
    (went,) = links(form, "/written-summaries/new")
    (answer,) = made_up.get(family.path).get_json()["responses"]
    assert chosen(worker.open(went))["response"] == [answer["id"]]
    typed = {"kind": "ANSWER_COPY", "style": "LARGE_PRINT", "contact": ""}
    assert worker.send(form, path, **typed, does="GOES").status_code == 200
    assert not links(worker.open(f"/files/{family.file}"), f"{path}?")
    # What is no letter of ours is not chosen.
    assert "kind" not in chosen(worker.open(f"{path}?kind=Zz"))
    assert "kind" not in chosen(worker.open(path))


def test_a_stop_on_the_telephone_leads_to_the_letter_that_says_it_is_heard(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    stopped = {"person": family.mother, "method": "PHONE_VERBAL", "scope": family.scope()}
    made_up.clock.now += timedelta(minutes=5)
    made_up.record(f"{family.path}/withdrawals", stopped)
    worker = someone(made_up)
    path = f"/files/{family.file}/people/{family.mother}/letters"
    page = worker.open(f"/files/{family.file}")
    assert "they asked us to stop: the letter says that it is heard" in page.text
    (due,) = set(links(page, f"{path}?"))
    form = worker.open(due)
    assert chosen(form)["kind"] == ["STOPPED"]
    typed = {"kind": "STOPPED", "style": "STANDARD", "contact": ""}
    gone = worker.send(form, path, **typed, does="GOES")
    assert "You asked us to stop" in gone.text
    assert not links(worker.open(f"/files/{family.file}"), f"{path}?")


def test_F24_whoever_has_no_device_and_reads_hardly_is_read_to_and_stops_on_the_telephone(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    by_telephone = {"names": "Una Example", "digital_access": "NONE", "format": "READ_ALOUD"}
    una = made_up.record(f"{family.path}/adults", by_telephone)["id"]
    link = {"person": una, "child": family.child, "role": "SECOND_PARENT", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    family = replace(family, mother=una)
    agree(made_up, family)
    person = {"person": family.mother}
    made_up.record(f"{family.path}/needs", {**person, "indicators": ["LITERACY"]})
    calls = {**person, "methods": ["CALL"], "times": ["WEEKLY"]}
    made_up.record(f"{family.path}/keep-informed", calls)
    tasks = made_up.get(f"/v1/files/{family.file}/tasks").get_json()["tasks"]
    assert "OFFER_ADVOCATE" in {one["code"] for one in tasks if one["person"] == family.mother}
    worker, path = someone(made_up), f"/files/{family.file}/people/{family.mother}/letters"
    form = worker.open(path)
    read = opened(worker.send(form, path, kind="", does="READ"), 200).text
    assert "Is that right?" in read
    large = {"kind": "ANSWER_COPY", "style": "LARGE_PRINT", "contact": ""}
    assert 'class="large-print"' in worker.send(form, path, **large, does="GOES").text
    assert len(on_record(made_up, family.file)) == 1
    # Nothing waits for a page, a code or a number: what is said on the telephone is heard at once.
    stopped = {**person, "method": "PHONE_VERBAL", "scope": family.scope()}
    made_up.record(f"{family.path}/withdrawals", stopped)
    assert made_up.check(family.file, family.question())["outcome"] == "OBJECTION"


def test_whoever_supported_them_in_an_enquiry_that_has_ended_gets_no_copies(
    made_up: Running,
) -> None:
    """What they had let that one know ended with it, and the letter's page went on naming them."""
    family = add_family(made_up)
    path = f"/files/{family.file}/people/{family.mother}/letters"
    supports(made_up, family)
    copies = {**SEES, "information_permission": "COPIES_OF_LETTERS"}
    steps(made_up, family, family.mother, copies)
    worker = someone(made_up)
    assert "Ruth Example gets a copy of each letter" in worker.open(path).text
    made_up.close(f"{family.path}/enquiries/{family.enquiry}")
    assert "gets a copy" not in worker.open(path).text
    made_up.record(f"{family.path}/enquiries", {})
    assert "gets a copy" not in worker.open(path).text


def test_whoever_is_to_have_copies_of_letters_is_named_where_they_are_written(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    path = f"/files/{family.file}/people/{family.mother}/letters"
    supports(made_up, family)
    worker = someone(made_up)
    assert "gets a copy" not in worker.open(path).text
    copies = {**SEES, "information_permission": "COPIES_OF_LETTERS"}
    steps(made_up, family, family.mother, copies)
    assert "Ruth Example gets a copy of each letter" in worker.open(path).text
    father = path.replace(family.mother, family.father)
    assert "gets a copy" not in worker.open(father).text
    # Who asks for somebody else was promised that this one gets nothing until they were heard.
    ways = f"/files/{family.file}/ways-in"
    assert "Ruth Example supports" in worker.open(ways).text
    mother_of(made_up, family).receipt("requests", {"wants": "SUPPORTER"})
    assert "gets a copy" not in worker.open(path).text
    assert "Ruth Example supports" not in worker.open(ways).text


@pytest.mark.parametrize("role", ["1", "2"])
def test_a_letter_is_no_other_authoritys_and_no_parents_to_print(
    made_up: Running, role: str
) -> None:
    family = add_family(made_up)
    path = f"/files/{family.file}/people/{family.mother}/letters"
    assert someone(made_up, role).get(path).status_code in (403, 404)


def test_a_decision_is_told_by_a_letter_once_somebody_has_said_that_they_may_know(
    made_up: Running,
) -> None:
    """It says what their page says; that they are told by a day lets nobody know of it yet."""
    family, worker = add_family(made_up), someone(made_up)
    no = {"answer": "REFUSED", "scope": family.scope()}
    made_up.record(f"{family.path}/conversations", family.conversation(no))
    made = made_up.record(f"{family.path}/authorisations", decision(family), "MASH_MANAGER")["id"]
    path = f"/files/{family.file}/people/{family.mother}/letters"
    typed = {"kind": "DECIDED", "does": "LOOK"}
    none = opened(worker.send(worker.open(path), path, **typed), 422)
    leads = [given.get("href") or "" for _, given in none.tags]
    (says,) = [one for one in leads if "/safe-to-tell/" in one]
    said = {"about": made, "safe": "true", "reason": "She asked us what we decided."}
    form = worker.open(says)
    assert worker.send(form, says.partition("?")[0], **said).status_code == 303
    assert "What we decided" in worker.send(worker.open(path), path, **typed).text
