"""The family on one page, what is agreed as a grid, and what happened in plain words."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

from consent_service.domain.codes import TEXTS
from consent_service.domain.times import LONDON
from consent_service.pages.worker.timeline import entry_in_words
from tests.api.running import Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER

VECTORS = Path(__file__).parents[1] / "domain" / "vectors" / "events.json"
#: A pointer, a code in capitals, a day or a month as programs write it.
_FOR_PROGRAMS = re.compile(r"(^|\s)/[a-z]|\b[A-Z0-9]+_[A-Z0-9_]+\b|\b[0-9]{4}-[0-9]{2}\b")
WHY_ANY = "She wants whoever can help to be asked."


def links(page: Page) -> set[str]:
    return {given["href"] or "" for tag, given in page.tags if tag == "a"}


def test_a_family_is_drawn_and_said_in_words_with_what_is_due(made_up: Running) -> None:
    family = add_family(made_up, "CASE-9")
    agree(made_up, family, words="Only the health visitor.")
    page = someone(made_up).open(f"/files/{family.file}")
    assert page.heading == "The family"
    assert "Ng" not in page.title
    assert "Reference CASE-9" in page.text
    drawn = page.reply.text.partition("<svg")[2].partition("</svg>")[0]
    assert len(re.findall("<rect", drawn)) == 3
    assert len(re.findall("<polyline", drawn)) == 2
    assert "✓ spoken to" in drawn
    assert "– not spoken to" in drawn
    assert "Ann Example is the mother of Ng" in page.text
    assert "“Only the health visitor.”" in page.text
    assert "Speak to this person : Bo Example" in page.text
    links = [given["href"] for tag, given in page.tags if tag == "a"]
    assert f"/files/{family.file}/conversations/new" in links
    # Each link of the page leads somewhere.
    browser = someone(made_up)
    for link in {one for one in links if one and one.startswith(f"/files/{family.file}")}:
        assert browser.get(link).status_code == 200, link


def test_of_two_agreements_that_end_it_is_said_which_is_which(made_up: Running) -> None:
    family = add_family(made_up)
    soon = (made_up.clock() + timedelta(days=3)).isoformat()
    for agency in ("HEALTH_VISITOR", "*"):
        scope = family.scope(agencies=[{"type": agency}])
        agree(made_up, family, scope=scope, any_reason=WHY_ANY, expires_at=soon)
    due = someone(made_up).open(f"/files/{family.file}").text
    assert "Health visitor By" in due
    assert "Any service By" in due


def test_the_grid_that_a_family_leads_to_is_of_what_they_were_asked_last(made_up: Running) -> None:
    """They had agreed that the family network is told of the plan, and the grid was of asking it:
    every cell read as not agreed.
    """
    family = add_family(made_up)
    scope = family.scope(purposes=["SAFETY_PLAN"], directions=["SHARE"])
    agree(made_up, family, scope=scope)
    browser = someone(made_up)
    (grid,) = (one for one in links(browser.open(f"/files/{family.file}")) if "/agreed" in one)
    assert "Ng, Health visitor, The child's health: Health visitor: ✓" in browser.open(grid).text


def test_each_cell_of_the_grid_is_a_link_that_says_all_of_it(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    page = browser.open(f"/files/{family.file}/agreed")
    assert "Ng, Health visitor, The child's health: Health visitor: ✓ Agreed until" in page.text
    cells = [g["href"] for tag, g in page.tags if tag == "a" and "cs-cell" in (g["class"] or "")]
    assert cells
    form = browser.open(cells[0] or "")
    assert [g["value"] for _, g in form.tags if "selected" in g] == [
        "HEALTH_VISITOR",
        "AGENCY_CHECKS",
    ]
    telling = next(
        given["href"] for tag, given in page.tags if "SHARE" in (given.get("href") or "")
    )
    assert "Not agreed yet" in browser.open(telling or "").text


def test_what_happened_says_both_times_and_who(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family, words="Yes, ask her.")
    page = someone(made_up).open(f"/files/{family.file}/timeline")
    assert "Written down on 9 March 2026" in page.text
    assert "by Cy Worker" in page.text
    assert "Yes, ask her." in page.text
    # Whether it was a yes or a no stands there, and what a check was answered.
    assert "Ann Example said yes" in page.text
    made_up.record(f"{family.path}/responses", {"person": family.father, "answer": "REFUSED"})
    made_up.check(family.file, family.question())
    page = someone(made_up).open(f"/files/{family.file}/timeline")
    assert "Bo Example said no" in page.text
    assert "A check was made: the health visitor. The answer: someone has said no" in page.text
    assert "/checks/" in page.reply.text
    # A no that decides nothing stands with it.
    made_up.record(f"{family.path}/wishes", {"child": family.child, "objects": True, "words": "No"})
    asked = {"categories": ["CHILD_HEALTH"], "agency": {"type": "SCHOOL"}}
    agree(made_up, family, scope=family.scope(agencies=[{"type": "SCHOOL"}]))
    made_up.check(family.file, family.question(**asked))
    page = someone(made_up).open(f"/files/{family.file}/timeline")
    assert "The answer: the child does not want this. Someone has said no." in page.text
    assert " *" not in page.text
    assert not re.search(r"\b[0-9a-f]{24,}\b", page.text), "an id stands among the words"


def test_no_kind_of_entry_is_told_in_codes_or_pointers() -> None:
    """Each that there is, as its vector has it."""
    for vector in json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]:
        event = json.loads(vector["content"])["event"]
        entry = {"seq": 1, "kind": event["kind"], "event": event, "was": [], "statements": []}
        entry |= {"recorded_at": "2026-03-09T12:00:00Z", "corrected": None, "became": None}
        told = entry_in_words(entry | {"by": {"id": "x", "role": "MASH_WORKER"}}, {}, {})
        for called, words, _ in told["said"]:
            assert not _FOR_PROGRAMS.search(words), (event["kind"], called, words)
        assert not _FOR_PROGRAMS.search(told["what"]), (event["kind"], told["what"])


def test_what_somebody_typed_in_capitals_stands_as_typed(made_up: Running) -> None:
    family = add_family(made_up)
    order = {"child": family.child, "type": "CARE_ORDER", "source": "MARY LEE", "reference": "AD19"}
    made_up.record(f"{family.path}/orders", order)
    text = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert "MARY LEE" in text
    assert "AD19" in text


def test_what_nobody_said_is_not_told_as_if_somebody_had(made_up: Running) -> None:
    """An adult of whom nobody was asked whether they need an interpreter stood there as one who
    needs none; and what a referrer ticked read as if it were an answer.
    """
    family = add_family(made_up)
    made_up.record(f"{family.path}/adults", {"names": "Di Example"})
    ticked = {"rating": "AMBER", "referrer_agency": "GP", "referrer_reported_consent": "YES"}
    made_up.record(f"{family.path}/enquiries", ticked)
    text = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert "Di Example was added as an adult" in text
    assert "interpreter" not in text
    assert "Ann Example, mother of Ng : has parental responsibility" in text.replace(":", " :")
    assert "The referrer says the parents agreed" in text
    assert "referrer reported consent yes" not in text


def test_what_was_put_right_stands_beside_what_it_was(made_up: Running) -> None:
    family = add_family(made_up)
    amend = f"{family.path}/people/{family.mother}/amendments"
    for names in ("Anna Example", "Anna Other"):
        made_up.record(amend, {"names": names, "dob": "1990-05-04", "reason": "Her passport."})
    carer = {"person": family.mother, "child": family.child, "role": "MOTHER"}
    for held in ("NO", "YES"):
        made_up.record(f"{family.path}/relationships", {**carer, "pr_status": held})
    page = someone(made_up).open(f"/files/{family.file}/timeline")
    assert "was Ann Example now Anna Example" in page.text
    assert "was Anna Example now Anna Other" in page.text
    # What is the same as it was is not told as a change.
    assert "now 4 May 1990" not in page.text
    assert "was Does not have parental responsibility now Has parental responsibility" in page.text
    # An entry that was wrong leads to what says so, and back.
    wrong = agree(made_up, family)["entries"][1]["seq"]
    said = {"corrects": wrong, "what_was_wrong": "It was of her sister."}
    right = made_up.record(f"{family.path}/corrections", said)["entries"][0]["seq"]
    browser = someone(made_up)
    for here, there in ((wrong, right), (right, wrong)):
        page = browser.open(f"/files/{family.file}/timeline?from_seq={here}")
        assert next(g["id"] for tag, g in page.tags if tag == "li" and "id" in g) == f"entry-{here}"
        assert f"timeline?from_seq={there}#entry-{there}" in page.reply.text


def test_of_a_no_that_stands_nobody_reads_that_it_does_not_count(made_up: Running) -> None:
    family = add_family(made_up)
    said = {"person": family.father, "answer": "REFUSED"}
    no = made_up.record(f"{family.path}/responses", said)["entries"][0]["seq"]
    made_up.clock.now += timedelta(hours=1)
    wrong = {"corrects": no, "what_was_wrong": "It was his brother."}
    made_up.record(f"{family.path}/corrections", wrong)
    text = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert "what it protects still stands" in text
    assert "It does not count any more" not in text


def test_what_is_kept_from_others_opens_with_a_reason_and_is_shown_once(made_up: Running) -> None:
    family = add_family(made_up)
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", {**point, "protected": True})
    browser = someone(made_up)
    page = browser.open(f"/files/{family.file}")
    assert "020 7946 0018" not in page.text
    (link,) = {g["href"] for _, g in page.tags if (g.get("href") or "").endswith("/open")}
    form = browser.open(link or "")
    without = opened(browser.send(form, link or "", reason=""), 422)
    size = made_up.size()
    shown = opened(browser.send(without, link or "", reason="To ring her about tomorrow."), 200)
    assert "020 7946 0018" in shown.text
    assert made_up.kinds(size) == ["contact-opened"]
    for path in (
        "",
        "/timeline",
        "/agreed",
        "/sent",
        "/together",
        "/record",
        "/contact-points/new",
    ):
        assert "020 7946 0018" not in browser.open(f"/files/{family.file}{path}").text


def test_what_is_agreed_is_seen_as_it_was_by_two_clocks(made_up: Running) -> None:
    family = add_family(made_up)
    before = made_up.clock.now.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")
    made_up.clock.now += timedelta(days=1)
    agree(made_up, family)
    made_up.clock.now += timedelta(days=1)
    browser = someone(made_up)
    path = f"/files/{family.file}/agreed"
    page = browser.open(f"{path}?child={family.child}")
    assert "✓ Agreed until" in page.text
    assert "This is as it was" not in page.text
    sent = browser.send(page, path, known_at=before)
    where = sent.headers["Location"]
    assert f"child={family.child}" in where
    then = browser.open(where)
    assert "This is as it was, and not now" in then.text
    assert "✓ Agreed until" not in then.text
    assert "✓ Agreed until" in browser.open(f"{path}?child={family.child}").text
    # A link of the page keeps both clocks; one says how to see it now again.
    assert any("SHARE" in one and "known_at=" in one for one in links(then))
    for typed in ("soon", "2099-01-01T10:00"):
        wrong = opened(browser.send(page, path, as_of=typed), 422)
        assert "Give a day and a time" in wrong.text
        assert [g["value"] for _, g in wrong.tags if g.get("id") == "as_of"] == [typed]


def test_what_somebody_said_last_is_shown_though_it_was_in_no_talk(made_up: Running) -> None:
    family = add_family(made_up)
    agreed = family.conversation(parent_words="Ask her, she is kind.")
    made_up.record(f"{family.path}/conversations", agreed)
    browser, path = someone(made_up), f"/files/{family.file}"
    assert "Ask her, she is kind." in browser.open(path).text
    made_up.clock.now += timedelta(minutes=1)
    taken_back = {"person": family.mother, "method": "PHONE_VERBAL", "words": "No more of this."}
    made_up.record(f"{family.path}/withdrawals", taken_back)
    page = browser.open(path)
    assert "No more of this." in page.text
    assert "Ask her, she is kind." not in page.text


def test_of_two_children_each_thing_that_is_due_says_about_which(made_up: Running) -> None:
    family = add_family(made_up)
    twin = made_up.record(f"{family.path}/children", {"names": "Oh", "dob": "2024-01-02"})["id"]
    for child in (family.child, twin):
        link = {"person": family.father, "child": child, "role": "FATHER"}
        made_up.record(f"{family.path}/relationships", {**link, "pr_status": "UNCONFIRMED"})
    due = someone(made_up).open(f"/files/{family.file}").text
    for name in ("Ng", "Oh"):
        assert f"Check who holds parental responsibility : Bo Example, about {name}" in due


def test_of_whom_it_is_not_safe_to_ask_that_is_said_wherever_they_are_chosen(
    made_up: Running,
) -> None:
    """Whoever is chosen is rung, told or invited next: nothing on the form said of whom not to."""
    family = add_family(made_up)
    browser = someone(made_up)
    forms = ("tellings", "attempts", "contacts-made", "keep-informed", "conversations", "plans")
    for form in forms:
        assert "not safe" not in browser.open(f"/files/{family.file}/{form}/new").text, form
    made_up.record(f"{family.path}/safety", {"person": family.father, "safe_to_ask": False})
    for form in forms:
        shown = browser.open(f"/files/{family.file}/{form}/new").text
        assert "Bo Example, father of Ng (not safe to ask)" in shown, form


def test_that_a_child_keeps_something_from_somebody_unknown_stands_with_the_family(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    wish = {"child": family.child, "objects": False, "words": "Not Dave.", "heard_by": "Zz"}
    because = {"not_to_be_told_because": "He gets angry."}
    id = made_up.record(f"{family.path}/wishes", {**wish, **because})["entries"][0]["id"]
    made_up.record(f"{family.path}/wishes", {**wish, "words": "I like the nurse."})
    page = someone(made_up).open(f"/files/{family.file}")
    assert "They do not want these told: somebody who is not named here." in page.text
    weighs = someone(made_up, MANAGER).open(f"/files/{family.file}/wishes/{id}/weighings/new")
    assert "find out who it is" in weighs.text
    # It may be any adult here, and whoever would ring one of them reads that first.
    said = "A child asked that somebody else is not told, and it may be them. A manager says whom"
    assert page.text.count(said) == 2
    checked = made_up.check(family.file, family.question())
    for who in (family.father, family.mother):
        query = f"person={who}&check={checked['ledger']['seq']}"
        talk = someone(made_up).open(f"/files/{family.file}/conversations/new?{query}").text
        assert said in talk
        assert TEXTS["do_not_contact_yet"].split("{names}")[0] in talk
    assert "SPEAK_TO" not in {one["code"] for one in checked["tasks"]}


def test_a_council_that_is_responsible_stands_there_in_plain_words(made_up: Running) -> None:
    family = add_family(made_up)
    order = {"child": family.child, "type": "CARE_ORDER", "reference": "AB12"}
    made_up.record(f"{family.path}/orders", order)
    page = someone(made_up).open(f"/files/{family.file}")
    assert "The council is the council of Ng" in page.text
    assert page.text.count("Advocate: nobody has talked about it") == 2


def test_who_told_us_and_how_somebody_is_talked_to_stands_with_the_family(
    made_up: Running,
) -> None:
    """Neither who referred, nor that a mother needs an interpreter, nor whom she named to support
    her could be read there, and a telephone was taken up without knowing.
    """
    family = add_family(made_up)
    speaks = {"names": "Mar Kowal", "language": "Polish", "interpreter_needed": True}
    adult = made_up.record(f"{family.path}/adults", speaks)["entries"][0]["id"]
    asked = {"referrer_agency": "SCHOOL", "referrer_organisation": "Elm Primary"}
    asked |= {"referrer_name": "Di Holt", "referrer_contact": "01632 960111", "rating": "AMBER"}
    asked |= {"referrer_reported_consent": "YES", "referrer_words": "She is happy with it."}
    opened_ = made_up.record(
        f"{family.path}/enquiries", {**asked, "referrer_anonymous": True, "worry": "He is thin."}
    )
    enquiry = opened_["entries"][0]["id"]
    named = {"person": adult, "status": "NOMINATED", "advocate": "Zo Kowal", "enquiry": enquiry}
    made_up.record(f"{family.path}/advocates", named)
    browser = someone(made_up)
    text = browser.open(f"/files/{family.file}").text
    assert "Told by Di Holt, Elm Primary, School, 01632 960111." in text
    assert "They do not want to be named to the family." in text
    said = "The referrer says the parents agreed: “She is happy with it”. It is their word."
    assert said in text
    assert "Speaks Polish. Needs an interpreter." in text
    assert "Zo Kowal" in text
    path = f"/files/{family.file}/conversations/new"
    first = browser.open(path)
    talk = browser.send(first, path, more="responses.none", person=adult)
    assert "Mar Kowal needs an interpreter: Polish." in opened(talk).text
    handed = {"reason": "S47", "team": "Assessment"}
    made_up.record(f"{family.path}/enquiries/{enquiry}/end", handed)
    assert "moved to a section 47 enquiry" in browser.open(f"/files/{family.file}").text


def test_a_number_of_somebody_who_is_not_safe_is_never_shown_without_saying_so(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    point = {"person": family.father, "type": "PHONE", "value": "020 7946 0019", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", point)
    browser, here = someone(made_up), f"/files/{family.file}"
    assert "Do not contact" not in browser.open(here).text
    danger = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", danger)
    assert "Do not contact Bo Example: it is not safe." in browser.open(here).text


def test_whoever_has_died_is_shown_as_that_and_of_a_day_nobody_is_asked_the_minute(
    made_up: Running,
) -> None:
    """A dead mother stood there as not spoken to yet, with an advocate to be talked about; and her
    day of death was left out, as nobody had typed at what time.
    """
    family = add_family(made_up)
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0020", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", point)
    browser, here = someone(made_up), f"/files/{family.file}"
    day = {"effective_at.day": "8", "effective_at.month": "3", "effective_at.year": "2026"}
    path = f"{here}/deaths/new"
    form = browser.open(path)
    sent = browser.send(form, path, person=family.mother, source="The registrar", **day)
    if sent.status_code == 200:
        read = opened(sent)
        assert "nothing would be on record" not in read.text
        sent = browser.send(read, path)
    assert sent.status_code == 303
    (death,) = made_up.get(family.path).get_json()["known"]["deaths"]
    assert death["at"] == "2026-03-08T00:00:00Z"
    page = browser.open(here)
    spoken = page.text.partition("Who we have spoken to")[2]
    assert "Ann Example Has died: 8 March 2026. Bo Example – Not spoken to yet" in spoken
    assert "has died" in page.reply.text.partition("<svg")[2].partition("</svg>")[0]
    assert "020 7946 0020" not in page.text
