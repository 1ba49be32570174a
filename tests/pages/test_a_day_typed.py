"""What a worker types in a hurry, and what is said back: days, times, ages, what was left out."""

from __future__ import annotations

from typing import Any

from consent_service.pages.ages import age, years_old
from consent_service.pages.forms.clocks import clock_of, month_of, year_of
from consent_service.pages.worker.finding import as_known
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import links
from tests.sweeping import each

_AS_OF = "2026-03-09T12:00:00Z"


@each(
    "typed",
    "means",
    of=[
        *(("14:30", (14, 30)), ("14.30", (14, 30)), ("1430", (14, 30)), ("0930", (9, 30))),
        *(("9:05", (9, 5)), ("2pm", (14, 0)), ("2.30 p.m.", (14, 30)), ("9 AM", (9, 0))),
        *(("12am", (0, 0)), ("12pm", (12, 0)), ("00:00", (0, 0)), ("23:59", (23, 59))),
        # What may be meant in two ways, and what is no time.
        *(("930", None), ("9", None), ("13pm", None), ("0pm", None), ("24:00", None)),
        *(("9:60", None), ("9:5", None), ("late", None), ("m", None), ("", None)),
        *(("٩:٣٠", None), ("14:30:00", None), ("-1:00", None), ("2m", None)),
    ],
)
def test_a_time_is_read_as_people_type_it_and_never_guessed(typed: str, means: Any) -> None:
    assert clock_of(typed) == means


@each(
    "typed",
    "means",
    of=[
        *(("5", "5"), ("may", "5"), ("MAY", "5"), ("Sept", "9"), ("sep.", "9")),
        *(("September", "9"), ("jun", "6"), ("July", "7")),
        *(("ju", "ju"), ("ma", "ma"), ("mayor", "mayor"), ("", ""), ("13", "13")),
    ],
)
def test_a_month_may_be_typed_by_its_name(typed: str, means: str) -> None:
    assert month_of(typed) == means


@each(
    "typed",
    "means",
    of=[
        *(("17", "2017"), ("05", "2005"), ("39", "2039"), ("40", "1940"), ("85", "1985")),
        *(("2017", "2017"), ("7", "7"), ("017", "017"), ("", ""), ("'17", "'17")),
    ],
)
def test_a_year_may_be_typed_by_its_last_two_digits(typed: str, means: str) -> None:
    assert year_of(typed) == means


@each(
    "born",
    "years",
    "said",
    of=[
        *(("2026-03-09", 0, "0 days"), ("2026-03-08", 0, "1 day"), ("2026-02-20", 0, "2 weeks")),
        *(("2025-12-20", 0, "11 weeks"), ("2025-12-09", 0, "3 months")),
        *(("2025-09-10", 0, "5 months"), ("2025-02-09", 1, "13 months"), ("2024-03-09", 2, "2")),
        *((None, 0, "under 1"), (None, 1, "1"), (None, 15, "15"), (None, None, "not born yet")),
    ],
)
def test_of_a_baby_weeks_and_months_are_said(born: Any, years: Any, said: str) -> None:
    child = {"dob": born, "age": years}
    assert age(child, _AS_OF) == said
    whole = years_old(child, _AS_OF)
    assert whole == ("not born yet" if years is None else whole)
    assert ("years old" in whole) == (said.isdigit() and said != "1")


@each("years", "said", of=[(0, "age not known, or a baby"), (1, "about 1"), (15, "about 15")])
def test_of_whom_no_day_of_birth_is_known_the_age_is_about(years: int, said: str) -> None:
    child = {"dob": None, "age": years, "age_is_about": True}
    assert age(child, _AS_OF) == said
    whole = {0: said, 1: "about 1 year old"}
    assert years_old(child, _AS_OF) == whole.get(years, f"{said} years old")


def test_what_of_a_form_cannot_be_used_is_named_by_its_field_before_it_is_recorded(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/injuries/new"
    half = {"effective_at.day": "9", "effective_at.month": "3", "effective_at.year": "2026"}
    typed = {
        "child": family.child,
        "words": "Swelling.",
        "explained": "NOT_EXPLAINED",
        "moves": "CANNOT",
        **half,
        "effective_at.time": "this morning",
    }
    size = made_up.size()
    page = opened(browser.send(browser.open(path), path, **typed))
    assert made_up.size() == size
    assert "When was it seen? Give the time as hours and minutes, as in 14:30." in page.text
    assert "/effective_at" not in page.text
    # Recorded all the same, it says so by its name once more.
    seen = page.form(path)["seen"]
    done = browser.open(
        browser.send(page, path, **typed, seen=seen).headers["Location"],
    )
    assert "Look again at: When was it seen?" in done.text
    assert "effective" not in done.text


def test_a_time_alone_is_one_of_today(made_up: Running) -> None:
    """Whoever just rang types "11am" and no more: it was no day, or was left out and became now."""
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/attempts/new"
    typed = {"person": family.mother, "method": "PHONE_VERBAL", "effective_at.time": "11am"}
    assert browser.send(browser.open(path), path, **typed).status_code == 303
    (tried,) = made_up.get(family.path).get_json()["responses"]
    assert tried["effective_at"] == "2026-03-09T11:00:00Z"


def test_whoever_was_only_tried_for_has_not_been_spoken_to(made_up: Running) -> None:
    family = add_family(made_up)
    for words in ("No answer.", "Went to voicemail."):
        tried: dict[str, Any] = {"person": family.mother, "words": words, "not_a_no": True}
        tried |= {"method": "PHONE_VERBAL"}
        made_up.record(f"{family.path}/attempts", tried)
    page = someone(made_up).open(f"/files/{family.file}")
    drawn = page.reply.text.partition("<svg")[2].partition("</svg>")[0]
    assert "✓ spoken to" not in drawn
    assert "✓ Spoken to" not in page.text
    assert "Not spoken to yet Tried 2 times, last on 9 March 2026" in page.text
    # They are the words of whoever rang, and are read as that and as nothing else.
    written = "Written of an attempt to reach them, 9 March 2026: Went to voicemail."
    assert page.text.count(written) == page.text.count("voicemail") == 1
    timeline = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert "Somebody tried to reach Ann Example, and did not" in timeline


def test_what_a_meeting_came_to_is_told_to_each_from_where_it_is_due(made_up: Running) -> None:
    family = add_family(made_up)
    made_up.record(f"{family.path}/safety", {"person": family.mother, "safe_to_ask": True})
    called = {
        "meeting_type": "FAMILY_NETWORK_MEETING",
        "children": [family.child],
        "invited": [{"agency": {"type": "POLICE"}}, {"person": family.mother}],
    }
    meeting = made_up.record(f"{family.path}/meetings", called)["entries"][0]["id"]
    came_to = {"held": True, "words": "We meet again.", "outcome": "MEET_AGAIN"}
    made_up.record(f"{family.path}/meetings/{meeting}/outcomes", came_to)
    browser = someone(made_up)
    page = browser.open(f"/files/{family.file}")
    told = set(links(page, "/agencies-told/new?")) | set(links(page, "/tellings/new?"))
    assert told, "the tasks lead nowhere"
    assert "Police By" in page.text
    for address in told | set(links(browser.open(f"/files/{family.file}/together"), "told/new?")):
        form = browser.open(address)
        filled = [g["value"] for _, g in form.tags if "selected" in g]
        assert meeting in filled, address
    # Whoever is to be told is offered what may be told of, and it is recorded.
    form = browser.open(f"/files/{family.file}/tellings/new")
    offered = [g["value"] for tag, g in form.tags if tag == "option" and g.get("value")]
    assert {meeting, family.enquiry, family.child} <= set(offered)
    for about in (meeting, family.enquiry, family.child):
        path = f"/files/{family.file}/tellings/new"
        typed = {"about": about, "person": family.mother, "told": "true", "words": "All of it."}
        typed |= {"not_a_no": "true"}
        assert browser.send(form, path, **typed).status_code == 303
        form = browser.open(path)


def test_nobody_dangerous_is_invited_before_it_was_read_that_they_are(made_up: Running) -> None:
    family = add_family(made_up)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", unsafe)
    browser, size = someone(made_up), made_up.size()
    for path, typed in (
        (
            "meetings/new",
            {
                "meeting_type": "FAMILY_NETWORK_MEETING",
                "children": family.child,
                "invited.0.person": family.father,
            },
        ),
        ("plans/new", {"children": family.child, "recipients.0.person": family.father}),
    ):
        where = f"/files/{family.file}/{path}"
        page = opened(browser.send(browser.open(where), where, **typed))
        assert "Somebody named here is not safe to tell" in page.text
        assert page.heading == "Check what you typed"
    assert made_up.size() == size


@each(
    "typed",
    "means",
    of=[
        ("Ode March 2024", {"names": "Ode", "born_in": "2024-03", "reference": "Ode March 2024"}),
        ("3/2024", {"born_in": "2024-03"}),
        ("2024-03 ash", {"names": "ash", "born_in": "2024-03", "reference": "2024-03 ash"}),
        ("Kim 2024", {"names": "Kim", "year": 2024, "reference": "Kim 2024"}),
        ("LCS 2024", {"names": "LCS", "year": 2024, "reference": "LCS 2024"}),
        ("lcs-2024-03", dict.fromkeys(("number", "reference"), "lcs-2024-03")),
        ("lcs 3/2024", {"names": "lcs", "born_in": "2024-03", "reference": "lcs 3/2024"}),
        ("2024", {"year": 2024}),
        ("20 3 2024", {"dob": "2024-03-20"}),
        ("May Jones", {"names": "May Jones"}),
        ("MOS-77001", {"number": "MOS-77001", "reference": "MOS-77001"}),
    ],
)
def test_a_month_or_a_year_beside_a_name_is_of_a_birth(typed: str, means: dict[str, Any]) -> None:
    assert as_known(typed) == means


def test_of_an_order_a_month_is_enough(made_up: Running) -> None:
    """ "Leeds FC, March 2024" was no day, and recorded without it the order held since today."""
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/orders/new"
    typed: dict[str, Any] = {"child": family.child, "type": "SPECIAL_GUARDIANSHIP_ORDER"}
    typed |= {"source": "Leeds FC", "reference": "LS24", "people": family.father}
    typed |= {"effective_at.month": "March", "effective_at.year": "2024"}
    reply = browser.send(browser.open(path), path, **typed)
    while reply.status_code == 200:
        read = opened(reply)
        assert "1 March 2024" in read.text
        reply = browser.send(read, path)
    (order,) = made_up.get(family.path).get_json()["known"]["orders"]
    assert order["at"].startswith("2024-03-01T00:00")
