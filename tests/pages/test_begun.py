"""What somebody began is found again: a referral before there is a family, and what another system
kept for them.
"""

from __future__ import annotations

import json
from datetime import datetime
from itertools import permutations
from typing import Any

import pytest

from consent_service.pages.forms.backwards import filled_in
from consent_service.storage.people.drafts import DraftsOfMine
from tests.api.running import Family, Running, add_family, problem_of
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_each_form import OF_THEIR_OWN, examples
from tests.pages.test_forms import FORMS
from tests.sweeping import each

#: In an example and in no field here: another system says it.
OF_SYSTEMS = frozenset({"precision"})


@each("name", of=sorted(set(FORMS) - set(OF_THEIR_OWN)))
def test_what_a_system_began_is_filled_in_and_what_has_no_field_is_shown(name: str) -> None:
    form, body = FORMS[name], examples().get(FORMS[name].operation, {})
    typed, rest = filled_in(form, body)
    said, _ = form.body(typed)
    shown = {where.partition(",")[0].replace(" ", "_") for where, _ in rest}
    left_out = body.keys() - said.keys() - shown - {*form.from_path, *form.fixed} - OF_SYSTEMS
    assert not {one for one in left_out if body[one] not in (None, [], {})}


def links(page: Page) -> list[str]:
    return [given.get("href") or "" for tag, given in page.tags if tag == "a"]


def test_what_another_system_began_is_read_gone_on_with_and_recorded_once(
    made_up: Running,
) -> None:
    family, browser = add_family(made_up), someone(made_up)
    typed = {"person": family.father, "words": "No answer.", "ring": {"tone": "engaged"}}
    began = {"address": f"{family.path}/attempts", "typed": json.dumps(typed)}
    draft = made_up.record(f"{family.path}/drafts-of-mine", began)["draft"]
    listed = browser.open(f"/files/{family.file}/drafts")
    (address,) = [one for one in links(listed) if draft in one]
    read = browser.open(address)
    assert "No answer." in read.text
    assert "ring, tone engaged" in read.text
    (on,) = [one for one in links(read) if "?draft=" in one]
    form = browser.open(on)
    assert "No answer." in form.reply.text
    path = on.partition("?")[0]
    size = made_up.size()
    sent = {"person": family.father, "words": "No answer.", "not_a_no": "true"}
    assert [browser.send(form, path, **sent).status_code for _ in range(2)] == [303, 303]
    # What happened, and that whoever wrote it was asked who may be a danger.
    assert made_up.size() == size + 2
    assert browser.get(address).status_code == 404


@each("once", of=[None, "", " "])
def test_two_that_came_without_a_key_are_recorded_each_under_its_own(
    made_up: Running, once: str | None
) -> None:
    """All of them had one and the same: of the second it was said that it was on record."""
    family, browser = add_family(made_up), someone(made_up)
    path, keys = f"/files/{family.file}/plans/new", list[str]()
    sent = {**browser.open(path).form(path), "children": family.child, "once": once or ""}
    if once is None:
        del sent["once"]
    for dangers in ("He may come back.", "She may be followed."):
        reply = browser.post(f"{path}/draft", sent | {"dangers": dangers})
        address = reply.headers["Location"]
        # As often as it is opened it is the same.
        keys += (browser.open(address).form(path)["once"] for _ in range(2))
        form = browser.open(address)
        assert dangers in form.text
        size, pressed = made_up.size(), form.form(path) | {"children": family.child}
        assert [browser.post(path, pressed).status_code for _ in range(2)] == [303, 303]
        assert made_up.size() == size + 1
    assert keys[0] == keys[1] != keys[2] == keys[3]


#: A sample of them is tried each day, and all in campaigns.
ORDERS = [
    (first, *one, late)
    for first in ("", "first")
    for one in permutations(("save", "press", "save again"))
    for late in ("", "save late")
]


@each("order", of=ORDERS, every=6)
def test_in_whatever_order_it_is_saved_and_pressed_nothing_on_record_is_begun(
    made_up: Running, order: tuple[str, ...]
) -> None:
    """What was saved as it was sent, and came late, stood for a week as if nothing of it was."""
    family, browser = add_family(made_up), someone(made_up)
    path, size = f"/files/{family.file}/plans/new", made_up.size()
    page = browser.open(path)
    sent = page.form(path) | {"dangers": "He may come back.", "children": family.child}
    began = f"/files/{family.file}/drafts"
    drafts, is_recorded = {""}, False
    for step in filter(None, order):
        if step == "press":
            reply = browser.post(path, sent | {"draft": max(drafts)})
            assert reply.status_code == 303, reply.text
            is_recorded = True
            assert made_up.size() == size + 1
        else:
            # The page says which draft it is once it has heard that; what was sent before does not.
            for draft in sorted(drafts):
                said = browser.post(
                    f"{path}/draft", sent | {"draft": draft}, Accept="application/json"
                ).get_json()
                drafts.add(said["draft"])
                assert ("it is on record" in said["said"]) == is_recorded
        # Whoever has another browser is told the same, and so is another system.
        for reader in (browser, someone(made_up)):
            assert ("A safety plan" in reader.open(began).text) == (not is_recorded)


def test_what_was_saved_in_the_moment_it_was_recorded_stays_recorded(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writers saw what stood there before either wrote."""
    family = add_family(made_up)
    mine = f"{family.path}/drafts-of-mine"
    said = {"address": f"{family.path}/plans", "typed": "{}", "once": "once"}

    looked = DraftsOfMine._opened

    def and_recorded(self: DraftsOfMine, now: datetime) -> Any:
        found = looked(self, now)
        monkeypatch.setattr(DraftsOfMine, "_opened", looked)
        assert made_up.post(mine, {**said, "recorded": True}, key=key).status_code == 201
        return found

    for before in (False, True):
        key = f"once-and-tab-{before}"
        if before:
            assert made_up.post(mine, said, key=key).status_code == 201
        monkeypatch.setattr(DraftsOfMine, "_opened", and_recorded)
        problem_of(made_up.post(mine, said, key=key), "key-reused")
    assert made_up.get(mine).get_json()["drafts"] == []


def test_whoever_went_back_has_nothing_begun_but_what_is_not_on_record(made_up: Running) -> None:
    """What they typed before they went back was left as begun beside what they recorded."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"

    def saved(sent: dict[str, str], words: str) -> str:
        typed = sent | {"dangers": words}
        reply = browser.post(f"{path}/draft", typed, Accept="application/json")
        return str(reply.get_json()["draft"])

    for recorded, is_begun in (("He came back. Twice.", False), ("Nobody came.", True)):
        page, again = browser.open(path), browser.open(path)
        first = page.form(path)
        saved(first, "He came back.")
        # The way back leads to the form anew, under the key under which it is recorded.
        sent = again.form(path) | {"once": first["once"], "children": family.child}
        draft = saved(sent, recorded)
        typed = {"draft": draft, "dangers": recorded}
        assert browser.post(path, sent | typed).status_code == 303
        begun = browser.open(f"/files/{family.file}/drafts")
        assert ("A safety plan" in begun.text) == is_begun


def test_two_drafts_of_one_form_are_told_apart_by_what_was_typed(made_up: Running) -> None:
    """The wrong one was thrown away: both said what form they were of, and the minute."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"
    for words in ("He came back.", "Nobody came."):
        typed = browser.open(path).form(path) | {"children": family.child, "dangers": words}
        browser.post(f"{path}/draft", typed, Accept="application/json")
    text = browser.open(f"/files/{family.file}/drafts").text
    assert "He came back." in text
    assert "Nobody came." in text


def test_what_was_shared_at_once_is_called_so_where_it_was_begun(made_up: Running) -> None:
    """It was listed as a referral that was begun: both open a file."""
    browser = someone(made_up)
    for path, called in (("/share-now/new", "Share now"), ("/referrals/new", "Take in a referral")):
        kept = browser.post(f"{path}/draft", browser.open(path).form(path))
        listed = browser.open("/drafts")
        assert called in listed.text
        browser.send(listed, "/drafts", draft=kept.headers["Location"].rpartition("=")[2])


def test_whoever_sends_another_thing_under_a_key_is_led_to_what_is_on_record(
    made_up: Running,
) -> None:
    """They were told that it was recorded already, and neither where nor what to do."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"
    sent = browser.open(path).form(path) | {"dangers": "He came.", "children": family.child}
    led = browser.post(path, sent).headers["Location"]
    page = opened(browser.post(path, sent | {"dangers": "He came again."}), 409)
    assert led in links(page)
    assert "He came again." in page.reply.text
    assert "it is recorded beside it" in page.text
    # Saved by the button, it is a draft of its own, and says that it is.
    kept = browser.post(f"{path}/draft", sent | {"dangers": "He came again."})
    assert "is on record as it stood then" in browser.open(kept.headers["Location"]).text
    # The very same is on record, and begun by nobody.
    assert browser.post(f"{path}/draft", sent).headers["Location"] == led
    size = made_up.size()
    again = {**sent, "once": page.form(path)["once"]}
    assert browser.post(path, again).status_code == 303
    assert made_up.size() == size + 1


def test_what_is_half_a_body_is_shown_as_it_was_typed(made_up: Running) -> None:
    family, browser = add_family(made_up), someone(made_up)
    began = {"address": f"{family.path}/attempts", "typed": '{"words": "No ans'}
    draft = made_up.record(f"{family.path}/drafts-of-mine", began)["draft"]
    read = browser.open(f"/files/{family.file}/drafts/{draft}")
    assert '{"words": "No ans' in read.text
    assert not [one for one in links(read) if "?draft=" in one]
    # It is of no other form.
    assert browser.get(f"/files/{family.file}/signs/new?draft={draft}").status_code == 404


def test_a_referral_that_was_begun_is_found_from_the_first_page(made_up: Running) -> None:
    browser, path = someone(made_up), "/referrals/new"
    page = browser.open(path)
    browser.post(f"{path}/draft", page.form(path) | {"enquiry.worry": "He was out at night."})
    # The session is lost, and with it the address.
    again = someone(made_up)
    assert "/drafts" in links(again.open("/"))
    listed = again.open("/drafts")
    (address,) = [one for one in links(listed) if one.startswith("/drafts/")]
    form = again.open(again.get(address).headers["Location"])
    assert "He was out at night." in form.reply.text
    # Pressed twice it is gone as well, and nobody is told that it cannot be found.
    again.send(listed, "/drafts", draft=address.rpartition("/")[2])
    gone = again.send(listed, "/drafts", draft=address.rpartition("/")[2])
    assert gone.headers["Location"] == "/drafts"
    assert "You have begun nothing of a family" in opened(again.get("/drafts")).text


def test_what_two_tabs_typed_into_one_draft_is_kept_of_both(made_up: Running) -> None:
    """The one that saved last had taken the place of the other's words, and nothing said so."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"

    def kept(page: Page, words: str) -> str:
        sent = browser.post(f"{path}/draft", page.form(path) | {"dangers": words})
        return str(sent.headers["Location"]).removesuffix("&apart=yes")

    draft = kept(browser.open(path), "He may come back.")

    one, two = browser.open(draft), browser.open(draft)
    assert kept(one, "He came back.") == draft
    assert kept(one, "He came back on Monday.") == draft, "it goes on in its own tab"
    apart = kept(two, "Somebody is afraid.")
    assert apart.startswith(f"{path}?draft=")
    assert apart != draft
    assert "another tab had saved this one" in browser.open(f"{apart}&apart=yes").text
    assert kept(two, "Somebody is very afraid.") == apart
    assert "He came back on Monday." in browser.open(draft).reply.text
    assert "Somebody is very afraid." in browser.open(apart).reply.text
    # Opened again it is what stands there, and goes on.
    assert kept(browser.open(draft), "Nobody came.") == draft


def test_a_day_of_which_nothing_was_typed_is_missing_and_not_wrong(made_up: Running) -> None:
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/children/new"
    asked = opened(browser.send(browser.open(path), path, names="Bea Example"), 422).text
    assert "A child needs a date of birth" in asked
    assert "not a real day" not in asked
    half = {"names": "Bea Example", "dob.day": "31", "dob.month": "2", "dob.year": "2020"}
    assert "not a real day" in opened(browser.send(browser.open(path), path, **half), 422).text


def test_whoever_goes_back_to_a_form_as_it_was_shown_keeps_what_they_had_typed(
    made_up: Running,
) -> None:
    """What they had typed by then was saved over by the form without it."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/conversations/new"
    first = browser.open(path).form(path)
    # The way back leads to the form anew: under the key that it was sent under, and in another tab
    # as far as anybody can tell.
    again = browser.open(path).form(path) | {"once": first["once"]}
    assert first["tab"] != again["tab"]

    def kept(sent: dict[str, str], words: str) -> str:
        typed = {**sent, "parent_words": words, "person": family.mother, "responses.none": "yes"}
        reply = browser.post(f"{path}/draft", typed, Accept="application/json").get_json()
        return str(reply["draft"])

    before = kept(first, "He came back on Sunday.")
    assert kept(first, "He came back on Sunday, at night.") == before
    after = kept(again, "")
    assert after != before
    assert "on Sunday, at night." in browser.open(f"{path}?draft={before}").reply.text


def wanted(family: Family) -> tuple[str, dict[str, Any]]:
    """What a manager is asked to decide."""
    return f"/files/{family.file}/decision-requests/new", {
        "scope.subjects": family.child,
        "scope.agencies.0": "SCHOOL",
        "scope.agencies.1": "GP",
        "scope.categories": "CHILD_HEALTH",
        "scope.purposes": "S47_ENQUIRY",
        "scope.directions": "SEEK",
        "why": "She was seen with a bruise.",
    }


def test_what_was_left_after_a_row_was_added_and_a_box_forgotten_is_one_draft_and_is_sent(
    made_up: Running,
) -> None:
    """The second press made a draft beside the first, under a key that no page took."""
    family, browser = add_family(made_up), someone(made_up)
    path, typed = wanted(family)
    more = opened(browser.send(browser.open(path), path, more="scope.agencies"))
    began = f"/files/{family.file}/drafts"
    assert [one for one in links(browser.open(began)) if one.startswith(f"{began}/")] == []
    more = opened(browser.send(more, path, **typed, more="scope.agencies"))
    opened(browser.send(more, path, **{**typed, "scope.subjects": ""}), 422)
    again = someone(made_up)
    (address,) = [one for one in links(again.open(began)) if one.startswith(f"{began}/")]
    form = again.open(again.get(address).headers["Location"])
    size = made_up.size()
    read = again.send(form, path, **typed)
    if read.status_code == 200:
        read = again.send(opened(read), path, not_a_no="true")
    assert read.status_code == 303, read.status
    assert made_up.size() > size
    assert [one for one in links(again.open(began)) if one.startswith(f"{began}/")] == []


def test_what_was_typed_is_never_refused_for_a_key(made_up: Running) -> None:
    """Whatever stands for one: too long, of other signs, or of a draft from before."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"
    for once in ("k" * 65, f"{'a' * 32}-{'b' * 32}", "two words", "ŵ"):
        sent = browser.open(path).form(path) | {"children": family.child, "once": once}
        sent["dangers"] = f"He came to {once}."
        kept = browser.post(f"{path}/draft", sent).headers["Location"]
        form = browser.open(kept)
        typed = {"children": family.child, "dangers": sent["dangers"]}
        assert browser.send(form, path, **typed).status_code == 303
        size = made_up.size()
        # The same key: what was sent is looked at beside what is on record, and is not kept twice.
        assert browser.post(path, sent).status_code in (303, 409)
        assert made_up.size() == size


def test_what_is_said_of_a_draft_is_of_that_draft(made_up: Running) -> None:
    """A talk that was only saved opened with “it is on record”, and led to the talk of another."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"
    sent = browser.open(path).form(path) | {"children": family.child}
    assert browser.post(path, sent | {"dangers": "He came."}).status_code == 303
    assert "it is on record" in browser.open(path).text, "whoever goes back is told"
    other = browser.open(path).form(path) | {"children": family.child, "dangers": "Nobody came."}
    kept = browser.post(f"{path}/draft", other).headers["Location"]
    assert "on record" not in browser.open(kept).text.partition("Nothing is recorded yet")[0]
    wrong = {key: text for key, text in other.items() if key not in ("once", "children")}
    opened(browser.post(path, browser.open(path).form(path) | wrong), 422)
    assert "to be put right" not in browser.open(kept).text


def test_two_drafts_are_told_apart_by_what_differs_in_them(made_up: Running) -> None:
    """Each was shown by its first four fields, which were the same."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"
    for words in ("He came back.", "Nobody came."):
        said = {"children": family.child, "dangers": "The same.", "goals": "The same."}
        said |= {"review_on.day": "1", "review_on.month": "2", "review_on.year": "2027"}
        said |= {"reason": words}
        form = browser.open(path)
        browser.post(f"{path}/draft", form.form(path) | said, Accept="application/json")
    empty = browser.open(path).form(path)
    browser.post(f"{path}/draft", empty, Accept="application/json")
    page = browser.open(f"/files/{family.file}/drafts")
    assert "He came back." in page.text
    assert "Nobody came." in page.text
    assert page.text.count("Nothing was typed in it.") == 1
