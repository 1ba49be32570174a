"""What somebody began is found again: a referral before there is a family, and what another system
kept for them.
"""

from __future__ import annotations

import json

from consent_service.pages.forms.backwards import filled_in
from tests.api.running import Running, add_family
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
    sent = {"person": family.father, "words": "No answer."}
    assert [browser.send(form, path, **sent).status_code for _ in range(2)] == [303, 303]
    assert made_up.size() == size + 1
    assert browser.get(address).status_code == 404


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
    assert "You have begun no referral" in opened(again.get("/drafts")).text


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
