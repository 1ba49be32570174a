"""Reports as pages: what they count in a table with bars beside it, and each case's family."""

from __future__ import annotations

import re
from datetime import timedelta

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.codes import LISTS, codes
from consent_service.domain.reports import REPORTS
from consent_service.domain.words.naming import lasting
from consent_service.pages.managing.charting import WIDTH, charted
from consent_service.pages.managing.headings import HEADINGS, WORDS
from consent_service.pages.managing.measuring import CODES_IN, said
from tests.api.disclosing import disclose
from tests.api.running import Running, add_family, agree
from tests.domain.reports.test_every_report import a_busy_month
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for
from tests.pages.tree import wrong_with


@given(
    st.lists(st.tuples(st.text("abc ", min_size=1), st.integers(0, 10**6)), min_size=2, max_size=30)
)
def test_bars_are_to_one_scale_from_nothing_and_in_words_as_well(
    numbers: list[tuple[str, int]],
) -> None:
    chart = charted("How many", numbers)
    if chart is None:
        assert not any(number for _, number in numbers)
        return
    by_number = sorted((bar.number, bar.length) for bar in chart.bars)
    assert by_number == sorted(by_number, key=lambda of: of[1])
    assert all(
        0 <= bar.length < WIDTH and (bar.number > 0 or bar.length == 0) for bar in chart.bars
    )
    assert all(bar.number_y < chart.height for bar in chart.bars)
    for label, number in numbers:
        assert f"{label}: {number}" in chart.in_words


def test_a_time_is_said_in_words_wherever_it_is_counted() -> None:
    assert [lasting(many) for many in (0, 1, 61, 24 * 60, 24084)] == [
        "less than a minute",
        "1 minute",
        "1 hour 1 minute",
        "1 day",
        "16 days 17 hours",
    ]
    # A working day is none of 24 hours.
    assert lasting(24 * 60, is_working=True) == "24 hours"
    chart = charted("Time held up", [("a", 61), ("b", 24084)], lasting)
    assert chart is not None
    assert [bar.said for bar in chart.bars] == ["1 hour 1 minute", "16 days 17 hours"]
    assert chart.in_words == "a: 1 hour 1 minute; b: 16 days 17 hours."
    for name, value, words in (
        ("median_minutes_held_up", 24084, "16 days 17 hours"),
        ("median_working_minutes_to_answer", 90, "1 hour 30 minutes"),
        ("share_spoken_to", 0.43, "43%"),
        ("minutes_waiting", None, "–"),
        ("minutes_held_up", 0, "0 minutes"),
        ("waiting", 3, "3"),
    ):
        assert said(value, {}, name) == words


def test_nothing_is_drawn_of_one_number_or_of_none() -> None:
    assert charted("How many", []) is None
    assert charted("How many", [("a", 3)]) is None
    assert charted("How many", [("a", 0), ("b", 0)]) is None


def test_the_teams_day_has_a_table_beside_each_picture(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    page = someone(made_up, MANAGER).open("/team")
    assert "Caregivers not yet spoken to" in page.text
    pictures = [given for tag, given in page.tags if tag == "svg"]
    assert pictures
    ids = {given.get("id") for _, given in page.tags}
    for one in pictures:
        assert one["role"] == "img"
        assert {one["aria-labelledby"], one["aria-describedby"]} <= ids
    tables = page.reply.text.count("<table")
    assert tables >= len(pictures) / 2
    # Nobody of the family is named, and no id stands among the words.
    assert "Example" not in page.text
    assert not re.search(r"\b[0-9a-f]{24,}\b", page.text)


def test_each_report_of_a_manager_is_a_page_that_names_nobody(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up, MANAGER)
    names = re.findall(r'href="/reports/([a-z-]+)"', browser.open("/reports").reply.text)
    assert set(names) == {one.name for one in REPORTS if "MASH_MANAGER" in one.roles}
    for name in names:
        page = browser.open(f"/reports/{name}")
        assert not re.search(r"\b[0-9a-f]{24,}\b", page.text), name
        assert "Example" not in page.text, name


def test_a_case_of_a_report_leads_to_its_family_and_its_form(made_up: Running) -> None:
    family = add_family(made_up)
    sheet = asked_for(made_up, family)
    browser = someone(made_up, MANAGER)
    page = browser.open("/reports/decisions-waiting")
    assert sheet in page.reply.text
    assert f"/files/{family.file}" in page.reply.text
    assert "A week" in browser.open("/reports/share-now?days=7").text
    assert browser.get("/reports/no-such-report").status_code == 404
    # Whose the numbers are not is not shown them.
    assert someone(made_up).get("/reports/decisions-waiting").status_code == 403


def test_a_line_of_a_report_ends_a_sentence_once_and_its_links_name_the_line(
    made_up: Running,
) -> None:
    for _ in range(2):
        add_family(made_up)
    page = someone(made_up, MANAGER).open("/reports/enquiries-without-owner")
    assert "Give it to somebody , line 2" in page.text
    # Where a value is a sentence of its own, as what looks like a mistake is.
    family = add_family(made_up)
    signed = family.conversation(family.agreement(), method="IN_PERSON_SIGNED")
    made_up.record(f"{family.path}/conversations", signed)
    made_up.clock.now += timedelta(days=3)
    page = someone(made_up, MANAGER).open("/reports/implausible-facts")
    assert "nothing says where the form is" in page.text
    assert ".." not in page.text


def test_every_count_and_every_kind_of_line_of_a_report_has_words_of_its_own() -> None:
    """Its own name is for programs: nobody who is new here knows what a verdict is."""
    hub, nameless = a_busy_month(), set[str]()
    in_words = {*WORDS, *(code for name in LISTS for code in codes(name))}
    for report in REPORTS:
        for row in hub.report(report.name).rows:
            kind = row["row"]
            nameless |= {kind} - HEADINGS.keys() - {"SUMMARY", "CASE"}
            for name, value in row.items():
                if name in {"row", "escalation_words"}:
                    continue
                nameless |= {name} - HEADINGS.keys()
                if isinstance(value, str) and re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", value):
                    nameless |= set() if value in in_words else {value}
    assert not nameless
    assert len(set(HEADINGS.values())) > len(HEADINGS) * 0.8


def test_each_code_of_a_report_has_the_words_of_the_list_that_it_is_of() -> None:
    """Of a code of several lists, with words of its own in each, its own name was read."""
    hub, undeclared = a_busy_month(), set[str]()
    of_lists = {code for name in LISTS for code in codes(name)} - WORDS.keys()
    for report in REPORTS:
        for row in hub.report(report.name).rows:
            for name, value in row.items():
                held = map(str, value if isinstance(value, list) else [value])
                if name not in {*CODES_IN, "row", "group"} and of_lists.intersection(held):
                    undeclared.add(name)
    assert not undeclared
    for name, lists in CODES_IN.items():
        for code in {code for listed in lists for code in codes(listed)}:
            words = {codes(listed)[code].label for listed in lists if code in codes(listed)}
            assert said(code, {}, name) in words, (name, code)


def test_the_parts_of_a_report_stand_below_its_heading_and_are_told_apart(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    disclose(made_up, family)
    manager = someone(made_up, MANAGER)
    for path in ("/reports/disclosures-held-against", "/team", "/reports/caregivers-not-spoken-to"):
        page = manager.open(path).reply.text
        assert list(wrong_with(html5lib.parse(page, namespaceHTMLElements=False))) == []
    assert "<h2" in manager.open("/reports/disclosures-held-against").reply.text


def test_a_line_of_a_report_says_each_thing_once_and_a_question_has_no_colon(
    made_up: Running,
) -> None:
    add_family(made_up)
    text = someone(made_up, MANAGER).open("/reports/caregivers-not-spoken-to").text
    assert "Is it safe to ask them? " in text
    assert "?:" not in text
    assert "Who: Mothers" not in text
    assert "Nobody knows yet who they are" not in text
