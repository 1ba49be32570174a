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


def test_what_is_asked_first_is_no_decision_wherever_it_is_read(made_up: Running) -> None:
    """The task led to "Decided: Not to share for now", five empty headings, and not one word."""
    family = add_family(made_up)
    asks = "Which surgery is he with? Come back to me today."
    sheet, browser, worker = asked_for(made_up, family), someone(made_up, MANAGER), someone(made_up)
    read = press(browser, sheet, "/ask-first", {"to_whoever_asked": asks})
    assert browser.send(read, f"{sheet}/ask-first").status_code == 303
    request = sheet.rpartition("/")[2]
    here = f"/files/{family.file}"
    answer = made_up.check(family.file, family.question())
    seen = {
        "follow-up": worker.open(f"{here}/follow-ups/new?request={request}"),
        "timeline": worker.open(f"{here}/timeline"),
        "family": worker.open(here),
        "check": worker.open(f"{here}/checks/{answer['ledger']['seq']}"),
        "decide": browser.open(asked_for(made_up, family)),
    }
    for name, page in seen.items():
        assert asks in page.text, name
        assert "othing is decided" in page.text, name
        # There it is the name of a button.
        assert name == "decide" or "ot to share" not in page.text, name
    led = seen["follow-up"]
    assert led.heading == "A manager asks you something first"
    assert "Share now. Do not wait" in led.text
    assert "What may be done by it" not in led.text
    assert "What is the risk?" not in led.text
    links = [g["href"] or "" for tag, g in led.tags if tag == "a" and "href" in g]
    assert "/help/share-now" in links
    assert any(one.startswith(f"{here}/decision-requests/new") for one in links)
    told = worker.open(f"{here}/tellings/new").text
    assert "Asked first by a manager, and not decided" in told


def test_whoever_asked_reads_what_a_manager_wrote_who_decided_not_to_share(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    said = {k: v for k, v in typed().items() if k.startswith(("duty", "rationale"))}
    said |= {"reason_codes": "OTHER_ROUTE_BETTER", "to_whoever_asked": "Ring the midwife."}
    read = press(browser, sheet, "/not-share", said)
    assert browser.send(read, f"{sheet}/not-share").status_code == 303
    request = sheet.rpartition("/")[2]
    led = someone(made_up).open(f"/files/{family.file}/follow-ups/new?request={request}")
    for words in ("Not to share for now", "There is a better way to do it", "Ring the midwife."):
        assert words in led.text, words
    assert "Share now. Do not wait" in led.text


def test_who_is_not_safe_to_ask_and_of_whom_nobody_knows_it_are_told_apart(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    danger = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", danger)
    sheet = asked_for(made_up, family, why="The words tell of a bruise that nobody can explain.")
    read = press(someone(made_up, MANAGER), sheet, "/ask-first", {"to_whoever_asked": "Ask."})
    assert "It is not safe to ask Bo Example (father)" in read.text
    assert "Nobody knows if it is safe to ask Ann Example (mother):" in read.text
