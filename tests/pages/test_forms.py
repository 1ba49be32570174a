"""Every form is held to its operation; what is typed is recorded once, refused in place, kept."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from marshmallow import Schema

from consent_service import pages
from consent_service.actions.refused import Refused
from consent_service.api.edge.fields import Part, Several
from consent_service.pages.forms import filling
from consent_service.pages.forms.days import When
from consent_service.pages.forms.form import Form, Group
from consent_service.pages.forms.typed import OWN, Typed
from consent_service.storage.door.trouble import CannotRead, NotSound, OutcomeUnknown
from tests.api.running import Running, add_family
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import BE, someone
from tests.reasons import ENOUGH
from tests.sweeping import each


def forms(under: str = "") -> dict[str, Form]:
    """Each form that a module of pages declares: of all, or of those of one kind of reader."""
    modules = pkgutil.walk_packages(pages.__path__, f"{pages.__name__}.")
    names = [one.name for one in modules if one.name.startswith(f"{pages.__name__}.{under}")]
    declared = [vars(importlib.import_module(name)).values() for name in names]
    found = [one for values in declared for one in values if isinstance(one, Form)]
    return {one.name or one.operation: one for one in found}


FORMS = forms()


def said_by(form: Form) -> set[str]:
    """The members that it can say."""
    said = set(form.fixed) | set(form.from_path)
    for group in form.fields:
        if isinstance(group, Group):
            said.add(group.member)
    for one in form.inputs():
        said |= {one.member, *(f"{one.member}/{inside}" for inside in one.input.says)}
        if isinstance(one.input, When) and one.input.precision:
            said.add(one.input.precision)
    return said


def needed(schema: Schema, said: set[str], above: str = "") -> Iterator[str]:
    """The members without which it is refused: of a part those where the part is said at all."""
    for name, field in schema.fields.items():
        member = f"{above}{field.data_key or name}"
        is_said = any(f"{one}/".startswith(f"{member}/") for one in said)
        if field.required:
            yield member
        inner = field.inner if isinstance(field, Several) else field
        if isinstance(inner, Part) and is_said:
            yield from needed(inner.schema, said, f"{member}/")


#: What the first of two operations replies, put into the second; and parts of which all is said.
_PUT_THERE = {"disclosure", "disclosure/subjects", "disclosure/agency", "disclosure/summary"}


@each("name", of=sorted(FORMS))
def test_a_form_says_what_its_operation_needs_and_nothing_that_it_has_not(name: str) -> None:
    form = FORMS[name]
    said = said_by(form) | set(form.always)
    for member in said:
        form.holds(member)
    without = [
        one
        for one in needed(form.schema, said)
        if not any(f"{m}/".startswith(f"{one}/") for m in said)
    ]
    assert without == []
    if form.then:
        inside = {one.partition("/")[2] for one in said if one.startswith("then/")}
        assert set(needed(form.next_schema, inside)) - inside <= _PUT_THERE
    for member in {*form.points.values(), *form.from_address}:
        assert member in said


@each("name", of=sorted(FORMS))
def test_where_it_may_be_asked_which_enquiry_there_is_a_field_to_say_it(name: str) -> None:
    """Two that go on kept an attempt from being recorded: nothing there said which was meant."""
    form = FORMS[name]
    takes = {*form.schema.fields, *(form.next_schema.fields if form.then else ())}
    is_asked = "which-enquiry" in form.over.problems and "enquiry" in takes
    said = {one.partition("/")[0] for one in said_by(form) | set(form.always)}
    assert not is_asked or "enquiry" in said


@each("name", of=sorted(FORMS))
def test_no_field_has_a_name_that_the_page_keeps_for_itself(name: str) -> None:
    """What is typed into it would be thrown away, and a form that needs it could never be sent."""
    named = {member for one in FORMS[name].inputs() for member in one.input.members(one.name)}
    assert not named & OWN


@each("name", of=sorted(FORMS))
def test_a_form_that_nobody_has_filled_in_says_nothing_but_what_is_fixed(name: str) -> None:
    form = FORMS[name]
    said, rows = form.body(Typed({}))
    assert (set(said) - {member.split("/")[0] for member in (*form.fixed, *form.always)}, rows) == (
        set(),
        {},
    )


@each("name", of=sorted(set(FORMS) - {"checkAgencies"}))
def test_what_it_would_lift_can_be_said_before_any_form_records_it(name: str) -> None:
    """A check records what it answered, and lifts nothing."""
    assert "dry_run" in FORMS[name].schema.fields
    assert not FORMS[name].then or "dry_run" in FORMS[name].next_schema.fields


def checked(page: Page) -> list[dict[str, Any]]:
    return [given for _, given in page.tags if "checked" in given or "selected" in given]


def test_what_is_typed_is_recorded_once_however_often_it_is_sent(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/signs/new"
    page = browser.open(path)
    assert checked(page) == []
    size = made_up.size()
    typed = {"person": family.mother, "code": "CONTROL_BY_OTHER", "note": "He answers for her."}
    typed["code"] = next(g["value"] or "" for _, g in page.tags if g.get("name") == "code")
    replies = [browser.send(page, path, **typed) for _ in range(2)]
    assert [one.status_code for one in replies] == [303, 303]
    first, again = (one.headers["Location"] for one in replies)
    assert first == again
    assert made_up.size() == size + 1
    assert "He answers" not in first
    done = browser.open(first)
    assert done.heading == "Recorded"
    known = made_up.get(family.path).get_json()["known"]
    assert [one["note"] for one in known["signs"]] == ["He answers for her."]


def test_an_id_in_the_address_is_filled_in_and_nothing_else_is(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    query = f"person={family.mother}&safe_to_ask=true&reason=x"
    page = browser.open(f"/files/{family.file}/safety/new?{query}")
    assert [given["value"] for given in checked(page)] == [family.mother]
    assert '<textarea class="govuk-textarea" id="f-reason" name="reason"' in page.reply.text


def test_what_is_refused_stands_at_its_field_with_what_was_typed(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/contacts-made/new"
    due = "next_contact_due"
    half = {f"{due}.day": "31", f"{due}.month": "2", f"{due}.year": ""}
    size = made_up.size()
    page = opened(
        browser.send(browser.open(path), path, person=family.mother, words="Hello.", **half), 422
    )
    assert "Hello." in page.text
    assert made_up.size() == size
    assert "There is a problem" in page.text
    links = [given["href"] for tag, given in page.tags if tag == "a"]
    assert {"#f-method", f"#f-{due}.day"} <= set(links)
    ids = {given.get("id") for _, given in page.tags}
    assert {"f-method", f"f-{due}.day", "f-method-error", f"f-{due}-error"} <= ids
    assert [given["value"] for given in checked(page)] == [family.mother]
    assert [g["value"] for _, g in page.tags if g.get("name") == f"{due}.day"] == ["31"]


def test_a_no_is_heard_whatever_else_of_the_form_is_wrong(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/withdrawals/new"
    half = {"effective_at.day": "77", "effective_at.time": "late"}
    reply = browser.send(browser.open(path), path, person=family.mother, words="No more.", **half)
    assert reply.status_code == 303
    said = made_up.get(family.path).get_json()["responses"]
    assert [(one["answer"], one["words"]) for one in said] == [("WITHDRAWN", "No more.")]
    done = browser.open(reply.headers["Location"])
    assert "Look again at: When did they say it?" in done.text


def test_what_would_be_lifted_is_read_before_it_is_recorded(made_up: Running) -> None:
    family = add_family(made_up)
    not_safe = {"person": family.mother, "safe_to_ask": False, "reason": "He reads her messages."}
    made_up.record(f"{family.path}/safety", not_safe)
    browser, path = someone(made_up), f"/files/{family.file}/safety/new"
    size = made_up.size()
    typed = {"person": family.mother, "safe_to_ask": "true", "reason": ENOUGH}
    page = opened(browser.send(browser.open(path), path, **typed))
    assert "This would lift a warning" in page.text
    assert made_up.size() == size
    # Going back loses nothing, and reading it does not record it.
    back = opened(browser.post(path, page.form(path) | {"more": "-"}))
    assert ENOUGH in back.text
    reply = browser.send(page, path)
    assert reply.status_code == 303
    assert "WAITS_FOR_A_MANAGER" in reply.headers["Location"]
    assert made_up.size() > size
    assert "until a manager confirms it" in browser.open(reply.headers["Location"]).text


def test_what_a_manager_said_by_telephone_is_recorded_with_it(made_up: Running) -> None:
    family = add_family(made_up)
    not_safe = {"person": family.mother, "safe_to_ask": False, "reason": "He reads her messages."}
    made_up.record(f"{family.path}/safety", not_safe)
    # Whoever has recorded something as a manager is known to be one.
    made_up.record("/v1/services", {"type": "SCHOOL", "names": ["Ash Primary"]}, "MASH_MANAGER")
    listed = {"staff": "manager-1", "names": "Dana Example", "team": "Assessment"}
    made_up.record("/v1/staff", listed, "SYSTEM_ADMIN")
    right = {"staff": "manager-1", "role": "MASH_MANAGER"}
    made_up.record("/v1/rights", right, "SYSTEM_ADMIN", subject="admin-2")
    browser, path = someone(made_up), f"/files/{family.file}/safety/new"
    typed = {"person": family.mother, "safe_to_ask": "true", "reason": ENOUGH}
    page = opened(browser.send(browser.open(path), path, **typed))
    # Whoever manages is chosen by name; nobody has to know their id.
    assert '<option value="manager-1">Dana Example, Assessment</option>' in page.reply.text
    reply = browser.send(page, path, said_by_telephone="manager-1")
    assert "LIFTED_BY_TELEPHONE" in reply.headers["Location"]


def test_what_was_recorded_is_not_recorded_otherwise_by_going_back(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/signs/new"
    page = browser.open(path)
    assert browser.send(page, path, person=family.mother, note="First.").status_code == 303
    size = made_up.size()
    again = opened(browser.send(page, path, person=family.mother, note="Second."), 409)
    assert made_up.size() == size
    assert "recorded already, as it was typed first" in again.text
    assert "Second." in again.text
    assert browser.send(again, path, person=family.mother, note="Second.").status_code == 303


@pytest.mark.parametrize("code", ["storage-unavailable", "ledger-not-sound", "outcome-unknown"])
def test_what_is_typed_is_shown_also_where_nobody_can_say_who_is_signed_in(
    made_up: Running, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/signs/new"
    form = browser.open(path)
    browsers = made_up.app.extensions["consent"].access.browsers
    refused = {"storage-unavailable": CannotRead, "ledger-not-sound": NotSound}

    def cannot() -> Any:
        raise refused.get(code, OutcomeUnknown)("The database is away.")

    with monkeypatch.context() as broken:
        broken.setattr(type(browsers), "current", lambda _: cannot())
        page = opened(browser.send(form, path, person=family.mother, note="She is afraid."), 503)
    assert "She is afraid." in page.text
    assert "If a child may be at risk right now" in page.text
    assert browser.send(page, path).status_code == 303


def test_what_is_kept_until_the_clock_is_right_is_not_to_be_sent_again(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/signs/new"
    form = browser.open(path)

    def kept(*_: Any, **__: Any) -> Any:
        raise Refused("kept-for-now")

    with monkeypatch.context() as broken:
        broken.setattr(filling, "record", kept)
        page = opened(browser.send(form, path, person=family.mother, note="She is afraid."), 202)
    assert "We have kept this" in page.heading
    assert [one["action"] for one in page.forms] == ["/sign-out"]


def away(*_: Any, **__: Any) -> Any:
    raise Refused("storage-unavailable")


def test_where_nothing_can_be_recorded_all_of_it_is_shown_and_sent_again(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/signs/new"
    form = browser.open(path)
    with monkeypatch.context() as broken:
        broken.setattr(filling, "record", away)
        page = opened(browser.send(form, path, person=family.mother, note="She is afraid."), 503)
    assert "Nothing was recorded" in page.heading
    assert "share" in page.text
    assert "She is afraid." in page.text
    assert page.form(path)["once"] == form.form(path)["once"]
    assert browser.send(page, path).status_code == 303


def test_a_session_that_is_over_loses_nothing(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/signs/new"
    form = browser.open(path)
    browser.send(browser.open(path), "/sign-out")
    page = opened(browser.send(form, path, person=family.mother, note="She is afraid."), 401)
    assert "She is afraid." in page.text
    assert "Sign in (opens in a new tab)" in page.text
    # In the other tab somebody signs in; this one, as it is, is sent once more.
    browser.send(browser.open("/"), BE, who="0")
    again = opened(browser.send(page, path), 403)
    assert "press once more" in again.heading
    assert browser.send(again, path).status_code == 303


def test_another_who_signs_in_reads_what_they_did_not_type(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/signs/new"
    page = browser.open(path)
    sent = page.form(path) | {"whose": "worker-9", "person": family.mother, "note": "Hm."}
    again = opened(browser.post(path, sent), 409)
    assert "Somebody else was signed in" in again.text
    assert "Hm." in again.text


def test_another_sites_form_is_shown_nothing(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/signs/new"
    elsewhere = {"Origin": "https://stranger.example", "Sec-Fetch-Site": "cross-site"}
    reply = browser.post(path, {"note": "Press it."}, **elsewhere)
    assert reply.status_code == 403
    assert "Press it." not in reply.text


def test_more_rows_of_a_group_are_a_press_away_and_record_nothing(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/withdrawals/new"
    size = made_up.size()
    page = opened(
        browser.send(browser.open(path), path, more="scope.agencies", words="Not school.")
    )
    assert made_up.size() == size
    assert "Not school." in page.text
    names = {given.get("name") for _, given in page.tags}
    assert {"scope.agencies.0", "scope.agencies.1"} <= names
    typed = {"person": family.mother, "scope.agencies.1": "SCHOOL", "words": "Not school."}
    typed["scope.agencies.1.organisation"] = "Elm Primary"
    assert browser.send(page, path, **typed).status_code == 303
    (said,) = made_up.get(family.path).get_json()["responses"]
    agencies = [(one["type"], one["organisation"]) for one in said["scope"]["agencies"]]
    assert agencies == [("SCHOOL", "Elm Primary")]


@each("who", of=["1", "2"])
def test_who_may_not_record_it_is_shown_no_form(made_up: Running, who: str) -> None:
    """A manager of another authority, and a mother."""
    family = add_family(made_up)
    browser: Browser = of_service(made_up)
    browser.send(browser.open("/"), BE, who=who)
    path = f"/files/{family.file}/signs/new"
    assert browser.get(path).status_code in (403, 404)
    # Nor is one sent without it, and nothing of the form is told by the refusal to the family.
    theirs = Page(browser.get("/")).form("/sign-out")["csrf"]
    reply = browser.post(path, {"csrf": theirs, "person": family.mother, "note": "He shouts."})
    assert reply.status_code in (403, 404, 409)
    assert who == "1" or ("He shouts." not in reply.text and "danger?" not in reply.text)


def test_whoever_says_by_which_day_means_all_of_it() -> None:
    """By when an agency should reply was dropped where no time of the day was typed."""
    reply, until = (
        next(one for one in FORMS[name].inputs() if one.member == member)
        for name, member in (("recordDisclosure", "reply_by"), ("grantRight", "until"))
    )
    for one in (reply, until):
        typed = Typed({f"{one.name}.{part}": (n,) for part, n in (("day", "1"), ("month", "12"))})
        typed |= {f"{one.name}.year": ("2026",)}
        said = one.input.said(FORMS["recordDisclosure"].holds("reply_by"), typed, one.name)
        assert said == "2026-12-01T23:59:00+00:00"
        assert one.input.complaint(typed, one.name) is None
        at = typed | {f"{one.name}.time": ("9:30",)}
        said = one.input.said(FORMS["recordDisclosure"].holds("reply_by"), at, one.name)
        assert said == "2026-12-01T09:30:00+00:00"


def test_a_number_of_an_entry_is_read_where_nothing_can_be_recorded() -> None:
    """It was carried along, and not among what was typed."""
    form = FORMS["recordDisclosure"]
    one = next(one for one in form.inputs() if one.member == "rests_on")
    typed = Typed({f"{one.name}.number": ("12",)})
    assert one.input.in_words(form.holds(one.member), typed, one.name) == "Entry 12"
