"""A worker gives somebody a way in: read out or printed, shown once, ended with one press."""

from __future__ import annotations

import hashlib
import html
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from consent_service.api.replies.printing import qr_code
from consent_service.domain.codes import TEXTS
from consent_service.languages.catalogue import Languages
from consent_service.letters import pdf
from consent_service.pages import asking
from consent_service.pages.family import addresses
from consent_service.pages.worker import givingways
from consent_service.storage.door.trouble import CannotRecord
from tests.api.running import Family, Running, add_family
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun
from tests.reasons import ENOUGH

BY_LETTER = {"how": "LETTER", "advocate_in": "", "reason": "", "language": "cy"}


def typed(reply: TestResponse) -> dict[str, str]:
    """What stands on the letter."""
    pair = re.findall(r'id="(reference|code)"[^>]*>([^<]+)<', reply.text)
    return dict(pair)


def comes_in(service: Running, way_in: dict[str, str]) -> Browser:
    browser = of_service(service)
    browser.send(browser.open("/sign-in/family"), "/sign-in/family", **way_in)
    return browser


def test_a_letter_is_shown_once_and_its_square_holds_the_reference_alone(made_up: Running) -> None:
    family = add_family(made_up)
    home = made_up.record(
        f"{family.path}/contact-points",
        {"person": family.mother, "type": "ADDRESS", "value": "7 Zz Row", "safety": "SAFE"},
    )["id"]
    worker = someone(made_up)
    every, one = pages_of(family, family.mother)
    assert "Ann Example" in worker.open(every).text
    form = worker.open(one)
    assert "7 Zz Row" in form.text
    letter = worker.send(form, one, **BY_LETTER, contact=home)
    way_in = typed(letter)
    # Whoever looks over a shoulder at the square, or photographs it, does not come in by it.
    square = qr_code(f"{worker.origin}/sign-in/family?ref={way_in['reference']}")
    assert square in letter.text
    assert letter.text.count(way_in["code"]) == 1
    printed = letter.text.partition("<main>")[2]
    assert not [name for name in ("Ann", "Ng", "7 Zz Row", "share", "child") if name in printed]
    # In the language that was chosen, and in English because nobody who translates has seen it.
    assert Languages().of("cy").text(TEXTS["letter_ring"]) in html.unescape(letter.text)
    assert TEXTS["letter_ring"] in html.unescape(letter.text)
    # It is on record by the digest of the very paper, which nobody finds by trying codes.
    shown = made_up.get(family.path).get_json()
    (sent,) = shown["noted"]["letter-sent"]
    assert sent["copy_sha256"] == hashlib.sha256(letter.data).hexdigest()
    assert (sent["which"], sent["language"]) == ("SIGN_IN", "cy")
    assert re.search(r'name="mark" content="[\w-]{32}"', letter.text)
    # Sent again, the same form shows nothing.
    again = worker.post(one, form.form(one) | BY_LETTER | {"contact": home})
    assert (again.status_code, again.headers["Location"]) == (303, every)
    parent = comes_in(made_up, way_in)
    assert parent.get("/v1/own", Accept="application/json").status_code == 200
    listed = worker.open(every)
    assert "On a letter" in listed.text
    assert "Used on" in listed.text
    assert worker.send(listed, every).headers["Location"] == every
    assert "Ended on" in worker.open(every).text
    assert parent.get("/v1/own", Accept="application/json").status_code == 401


def pages_of(family: Family, person: str) -> tuple[str, str]:
    every = f"/files/{family.file}/ways-in"
    return every, f"/files/{family.file}/people/{person}/ways-in"


def test_what_is_read_out_takes_the_place_of_what_was_there_and_what_is_refused_says_why(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    worker = someone(made_up)
    every, one = pages_of(family, family.father)
    said = {"how": "READ_OUT", "contact": "", "advocate_in": "", "reason": ""}
    first, second = (opened(worker.send(worker.open(one), one, **said)) for _ in range(2))
    assert "<svg" not in first.reply.text
    assert comes_in(made_up, typed(first.reply)).cookie is None
    assert comes_in(made_up, typed(second.reply)).cookie is not None
    assert "Replaced by a newer one" in worker.open(every).text
    _, childs = pages_of(family, family.child)
    young = opened(worker.send(worker.open(childs), childs, **said), 409)
    assert "Gillick" in young.text
    opened(worker.get(pages_of(family, "0" * 24)[1]), 404)
    # A page may what its operation may, for the same people and of the same authority.
    for role in ("1", "2"):
        somebody = someone(made_up, role)
        assert somebody.get(every).status_code in (403, 404)
        assert somebody.get(one).status_code in (403, 404)
    assert of_service(made_up).get(one).status_code == 401


def test_a_code_that_is_shown_once_is_shown_though_its_letter_cannot_be_put_on_record(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(made_up)
    home = made_up.record(
        f"{family.path}/contact-points",
        {"person": family.mother, "type": "ADDRESS", "value": "7 Zz Row", "safety": "SAFE"},
    )["id"]
    whole = asking.record

    def away(*given: Any, **path: Any) -> Any:
        if "recordLetter" in given:
            raise CannotRecord
        return whole(*given, **path)

    monkeypatch.setattr(givingways, "record", away)
    worker = someone(made_up)
    _, one = pages_of(family, family.mother)
    letter = worker.send(worker.open(one), one, **BY_LETTER, contact=home)
    way_in = typed(letter)
    # Whoever prints it is told, and the letter itself says nothing of it.
    page, _, printed = letter.text.partition("<main>")
    assert "could not be put on record" in page
    assert "on record" not in printed
    assert comes_in(made_up, way_in).get("/v1/own", Accept="application/json").status_code == 200


def test_a_letter_to_sign_in_is_set_as_a_pdf_and_shown_as_a_page_where_none_can_be_made(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PDF's maker is a stand-in: what it sets is not what this is about."""
    monkeypatch.setattr(pdf, "_maker", lambda: lambda paper: b"%PDF" + paper)
    family = add_family(made_up)
    home = made_up.record(
        f"{family.path}/contact-points",
        {"person": family.mother, "type": "ADDRESS", "value": "7 Zz Row", "safety": "SAFE"},
    )["id"]
    worker = someone(made_up)
    _, one = pages_of(family, family.mother)
    form = worker.open(one)
    assert "A PDF, for a printer" in form.text
    letter = worker.send(form, one, **BY_LETTER, contact=home, file="PDF")
    assert (letter.mimetype, letter.data[:4]) == ("application/pdf", b"%PDF")
    (sent,) = made_up.get(family.path).get_json()["noted"]["letter-sent"]
    assert sent["copy_sha256"] == hashlib.sha256(letter.data).hexdigest()
    # The code is used up by being made: a PDF that cannot be made takes it nowhere.
    monkeypatch.setattr(pdf, "_maker", lambda: None)
    page = worker.send(worker.open(one), one, **BY_LETTER, contact=home, file="PDF")
    assert page.mimetype == "text/html"
    assert "No PDF can be made here" in page.text
    assert (
        comes_in(made_up, typed(page)).get("/v1/own", Accept="application/json").status_code == 200
    )
    last = made_up.get(family.path).get_json()["noted"]["letter-sent"][-1]
    assert last["copy_sha256"] == hashlib.sha256(page.data).hexdigest()


def test_nobody_speaks_to_a_placeholder_or_gives_it_anything(made_up: Running) -> None:
    """A father of whom nobody knows who he is stands on the file, and nobody can reach him."""
    family = add_family(made_up)
    nobody = made_up.record(f"{family.path}/adults", {"names": "Not yet known"})["id"]
    link = {
        "person": nobody,
        "child": family.child,
        "role": "UNKNOWN_FATHER",
        "pr_status": "UNCONFIRMED",
    }
    made_up.record(f"{family.path}/relationships", link)
    browser, here = someone(made_up), f"/files/{family.file}"
    assert nobody not in browser.open(f"{here}/ways-in").reply.text
    for form in (
        "conversations",
        "attempts",
        "contacts-made",
        "keep-informed",
        "meetings",
    ):
        assert nobody not in browser.open(f"{here}/{form}/new").reply.text, form
    # That he may be a danger, or may not be told, can be said.
    for form in ("signs", "disclosures", "relationships"):
        assert nobody in browser.open(f"{here}/{form}/new").reply.text, form


def test_what_they_wrote_when_they_asked_to_be_reached_otherwise_stands_wherever_they_are_reached(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    number = {"type": "PHONE", "value": "020 7946 0018", "safety": "SAFE", "person": family.mother}
    phone = made_up.record(f"{family.path}/contact-points", number)["id"]
    worker = someone(made_up)
    _, one = pages_of(family, family.mother)
    read_out = {"how": "READ_OUT", "contact": "", "advocate_in": "", "reason": ""}
    parent = comes_in(made_up, typed(worker.send(worker.open(one), one, **read_out)))
    ask = addresses.ASK
    words = "Do not ring the old one, he has that phone."
    assert parent.send(parent.open(ask), ask, wants="CHANGE_CONTACT", words=words).status_code < 400
    here = f"/files/{family.file}"
    page = worker.open(here)
    assert "Do not use it yet: they have asked to be reached in another way" in page.text
    assert f"They wrote: “{words}”" in page.text
    assert "They asked to be reached another way." in page.text
    talk = begun(worker, family, person=family.mother)
    assert words in talk.text
    # A code that is read out down that telephone is read out to whoever has it.
    refused = opened(worker.send(worker.open(one), one, **read_out | {"contact": phone}), 409)
    assert "Do not use it yet" in refused.text
    opened_it = worker.open(f"{here}/contact-points/{phone}/open")
    shown = worker.send(
        opened_it,
        f"{here}/contact-points/{phone}/open",
        reason="To ring her back about what she asked.",
    )
    assert words in opened(shown).text


def test_no_letter_goes_to_an_address_where_somebody_is_who_may_not_be_safe(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    house = {"type": "ADDRESS", "value": "4 Hill Lane, Zzham SA1 2ZZ", "safety": "SAFE"}
    home = made_up.record(f"{family.path}/contact-points", {**house, "person": family.mother})["id"]
    his = {**house, "value": "4 Hill Lane", "safety": "UNSAFE", "person": family.father}
    made_up.record(f"{family.path}/contact-points", his)
    for_her = {"person": family.mother, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", for_her, "MASH_MANAGER")
    manager = someone(made_up, "3")
    _, one = pages_of(family, family.mother)
    page = manager.open(one)
    assert "Do not use it: somebody else may be there who must not know" in page.text
    reasoned = BY_LETTER | {"contact": home, "reason": "She asked me for it at the school gate."}
    refused = opened(manager.send(page, one, **reasoned), 409)
    assert "This way of reaching the person is not safe." in refused.text
    assert typed(refused.reply) == {}


def test_whoever_gave_a_code_sees_that_somebody_tried_five_times_and_gives_another(
    made_up: Running,
) -> None:
    """Whoever has the envelope has the reference. They shut nobody out of anything unseen."""
    family = add_family(made_up)
    worker = someone(made_up)
    every, one = pages_of(family, family.mother)
    read_out = {"how": "READ_OUT", "contact": "", "advocate_in": "", "reason": ""}
    way_in = typed(worker.send(worker.open(one), one, **read_out))

    def tries(code: str) -> TestResponse:
        browser = of_service(made_up)
        form = browser.open("/sign-in/family")
        return browser.send(form, "/sign-in/family", reference=way_in["reference"], code=code)

    for guess in range(4):
        tries(f"ABCD-EFGH-000{guess}")
    assert "Not used yet" in worker.open(every).text
    tries("ABCD-EFGH-0009")
    shown = worker.open(every).text
    assert "It was tried five times with a wrong code" in shown
    assert "Not used yet" not in shown
    assert "After five tries it stops." in tries(way_in["code"]).text
    # It is due on the family's page, and leads to where another is given.
    ask = "Somebody tried their code five times"
    due = worker.open(f"/files/{family.file}")
    assert ask in due.text
    assert f'href="/files/{family.file}/ways-in"' in due.reply.text
    # Another for the same person is good.
    way_in = typed(worker.send(worker.open(one), one, **read_out))
    assert tries(way_in["code"]).status_code == 303
    assert ask not in worker.open(f"/files/{family.file}").text


def test_whoever_wants_no_other_code_is_asked_no_more(made_up: Running) -> None:
    family, worker = add_family(made_up), someone(made_up)
    every, one = pages_of(family, family.mother)
    read_out = {"how": "READ_OUT", "contact": "", "advocate_in": "", "reason": ""}
    given = typed(worker.send(worker.open(one), one, **read_out))
    for guess in range(5):
        browser = of_service(made_up)
        sent = {"reference": given["reference"], "code": f"ABCD-EFGH-000{guess}"}
        browser.send(browser.open("/sign-in/family"), "/sign-in/family", **sent)
    page = worker.open(every)
    assert "They were asked, and want no other" in page.text
    assert worker.send(page, every).status_code == 303
    assert "Somebody tried their code" not in worker.open(f"/files/{family.file}").text
    assert "They were asked, and want no other" not in worker.open(every).text
