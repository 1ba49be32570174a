"""What does not share asks only what that needs: a question that goes back wants words alone."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for, press, ticked, typed


def test_to_ask_first_wants_words_alone_and_whoever_asked_reads_them(made_up: Running) -> None:
    """One box was typed, and the whole duty test with five boxes was wanted to send it back."""
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    page = browser.open(sheet)
    bare = page.form(sheet) | ticked(page) | {"rationale.what_risk": "Bruises"}
    lacks = opened(browser.post(f"{sheet}/ask-first", bare), 422).text
    # Said on top, and at its place.
    assert lacks.count("This is not answered.") == 2
    words = {"to_whoever_asked": "Ring Ann again, after five.", "rationale.what_risk": "Bruises"}
    began = {"duty_test.relevant": "true"}
    read = press(browser, sheet, "/ask-first", words | began)
    lost = read.text.partition("nothing would be on record with this")[0]
    assert "“Is it relevant to keeping this child safe and well?”" in lost
    assert "What is the risk?" not in lost.rpartition("Of what you typed")[2]
    assert browser.send(read, f"{sheet}/ask-first").status_code == 303
    (decided,) = made_up.get(family.path).get_json()["not_share"]
    assert decided["to_whoever_asked"] == words["to_whoever_asked"]
    assert decided["why"]["rationale"]["what_risk"] == "Bruises"
    assert decided["why"]["duty_test"] is None
    led = someone(made_up).open(f"/files/{family.file}/follow-ups/new")
    assert "“Ring Ann again, after five.”" in led.text
    # Two that go back with no other reasons give the same reasons to nobody.
    other = add_family(made_up)
    sheet = asked_for(made_up, other)
    read = press(browser, sheet, "/ask-first", {"to_whoever_asked": "Ask Bo as well."})
    assert browser.send(read, f"{sheet}/ask-first").status_code == 303


def test_not_to_share_asks_nothing_of_why_it_goes_out(made_up: Running) -> None:
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    of_going_out = ("rationale.why_now", "rationale.why_this_agency_and_information")
    said = {name: held for name, held in typed().items() if name.startswith(("duty", "rationale"))}
    said |= dict.fromkeys(of_going_out, "") | {"reason_codes": "OTHER_ROUTE_BETTER"}
    read = press(browser, sheet, "/not-share", said)
    assert browser.send(read, f"{sheet}/not-share").status_code == 303
    wrong = dict.fromkeys(("rationale.what_if_we_wait",), "")
    sheet = asked_for(made_up, family)
    page = browser.open(sheet)
    lacks = opened(browser.post(f"{sheet}/not-share", page.form(sheet) | said | wrong), 422)
    assert "This is not answered." in lacks.text


def test_whoever_decides_none_reads_that_before_they_fill_it_in(made_up: Running) -> None:
    """Forty fields were filled in, and then it was somebody else's to decide."""
    family = add_family(made_up)
    path, said = f"/files/{family.file}/decisions/new", "somebody else makes each of these"
    assert said in someone(made_up).open(path).text
    assert said not in someone(made_up, MANAGER).open(path).text
