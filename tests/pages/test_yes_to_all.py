"""Somebody who says yes to everything is written down with one press, and not with nine. It fills
what was left open and nothing else: whatever is chosen by itself stays as it is.
"""

from __future__ import annotations

from itertools import product

from hypothesis import given as given_any
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from consent_service.pages.forms.typed import Typed
from consent_service.pages.worker.answered import (
    ANSWERS,
    SAID,
    cell,
    each_chosen,
    given,
    to_the_rest,
)
from consent_service.pages.worker.askedabout import AskedAbout, ServiceRow
from tests.api.running import Family, Running, add_family
from tests.pages.filled_in import forms_of
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import outcome, place, plan, said

ONE_SERVICE = "They said yes to all of these"
EACH_SERVICE = "they said yes to all of these"
ALL = "They said yes to all that you asked"
KINDS = ("CHILD_HEALTH", "EDUCATION", "CONCERN_DETAILS")
MANY = {"agencies": "GP.SCHOOL", "categories": ".".join(KINDS)}
HOW = {"method": "PHONE_VERBAL", "seen_alone": "YES", "pressure_concern": "NONE"}


def sent(browser: Browser, page: Page, path: str, **typed: str) -> TestResponse:
    """As a browser sends it: of several of one name each."""
    form = next(one for one in forms_of(page.reply.text) if one.action == path)
    every = form.as_it_stands() | {name: [one] for name, one in typed.items()}
    return browser.post(path, every)  # type: ignore[arg-type]


def talk(browser: Browser, family: Family, anyway: str = "ASK", **changes: str) -> Page:
    path = place(family)
    first = browser.open(plan(family, **{**MANY, **changes}))
    return opened(sent(browser, first, path, **{"more": "responses", "responses.anyway": anyway}))


def answers(service: Running, family: Family) -> set[tuple[str, str, str]]:
    """Each service and kind of information, and what was said of it."""
    return {
        (agency["type"], kind, one["answer"])
        for one in said(service, family)["responses"]
        for agency in one["scope"]["agencies"]
        for kind in one["scope"]["categories"]
    }


def recorded(
    service: Running,
    family: Family,
    not_a_no: str = "true",
    left_out: str | None = None,
    **typed: str,
) -> Page:
    """What is read before it is recorded. `left_out` is a service that is taken out there."""
    browser, path = someone(service), place(family)
    page = talk(browser, family)
    read = opened(sent(browser, page, path, **HOW, **typed))
    said = {"not_a_no": not_a_no}
    if left_out is not None:
        name = f"left_out.{left_out}"
        values = [given["value"] or "" for _, given in read.tags if given.get("name") == name]
        said[name] = values[0]
    kept = sent(browser, read, path, **said)
    assert kept.status_code == 303, kept.text
    return read


def test_one_press_says_yes_to_all_that_was_asked_and_each_is_read_before_it_is_kept(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    page = talk(someone(made_up), family).text
    assert ALL in page
    assert page.count(EACH_SERVICE) == 2
    read = recorded(made_up, family, **{to_the_rest("responses"): "AGREED"})
    assert read.text.count("about Ng: Yes") == 6
    assert answers(made_up, family) == {(*of, "AGREED") for of in product(("GP", "SCHOOL"), KINDS)}


def test_a_no_that_was_chosen_stays_and_what_was_not_talked_about_stays_open(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    typed = {
        to_the_rest("responses", 0): "AGREED",
        cell("responses", 0, "EDUCATION"): "REFUSED",
        cell("responses", 0, "CONCERN_DETAILS"): "NOT_DISCUSSED",
        cell("responses", 1, "CHILD_HEALTH"): "UNDECIDED",
    }
    recorded(made_up, family, **typed, parent_words="The school on no account.")
    assert answers(made_up, family) == {
        ("GP", "CHILD_HEALTH", "AGREED"),
        ("GP", "EDUCATION", "REFUSED"),
        ("SCHOOL", "CHILD_HEALTH", "UNDECIDED"),
    }


def test_their_words_are_read_all_the_same(made_up: Running) -> None:
    """A press is no plainer a yes than nine: what they said beside it puts it in doubt."""
    family = add_family(made_up)
    typed = {to_the_rest("responses"): "AGREED", "not_a_no": "false"}
    words = "Yes to all of it but not the school."
    read = recorded(made_up, family, left_out="SCHOOL", **typed, parent_words=words)
    assert "Their words may leave out the school" in read.text
    assert outcome(made_up, family, "SCHOOL") != "COVERED"


def test_a_yes_to_all_falls_with_what_it_was_said_of(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = talk(browser, family)
    typed = {to_the_rest("responses"): "AGREED", cell("responses", 1, "EDUCATION"): "REFUSED"}
    back = opened(sent(browser, page, path, more="responses.change", **typed))
    anew = {"responses.purpose": "CIN_ASSESSMENT", "more": "responses"}
    again = opened(sent(browser, back, path, **anew))
    assert "You changed what you ask." in again.text
    read = opened(sent(browser, again, path, **HOW))
    assert "about Ng: Yes" not in read.text
    assert "education, about Ng: No" in read.text


def test_whoever_is_told_and_not_asked_is_not_put_down_as_saying_yes(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = talk(browser, family, "TELL")
    assert "said yes" not in page.text
    reply = sent(browser, page, path, **HOW, **{to_the_rest("responses"): "AGREED"})
    assert "about Ng: Yes" not in opened(reply, reply.status_code).text


def test_it_is_offered_where_there_is_more_than_one_answer(made_up: Running) -> None:
    family, browser = add_family(made_up), someone(made_up)
    one = talk(browser, family, agencies="GP")
    assert (one.text.count(ONE_SERVICE), one.text.count(ALL)) == (1, 0)
    of_each = talk(browser, family, categories="CHILD_HEALTH")
    assert (of_each.text.count(EACH_SERVICE), of_each.text.count(ALL)) == (0, 1)
    alone = talk(browser, family, agencies="GP", categories="CHILD_HEALTH")
    assert "said yes to" not in alone.text


_CHOSEN = st.sampled_from(["", *(one.value for one in ANSWERS)])
_WHOM = ("ann", "ben")


@given_any(
    st.dictionaries(
        st.tuples(st.integers(0, 2), st.sampled_from(KINDS), st.sampled_from(["", *_WHOM])), _CHOSEN
    ),
    st.sets(st.sampled_from([None, 0, 1, 2])),
)
def test_whatever_is_chosen_goes_before_it_and_nothing_but_a_yes_is_made_of_it(
    chosen: dict[tuple[int, str, str], str], ticked: set[int | None]
) -> None:
    services = tuple(ServiceRow(n, code, "", _WHOM) for n, code in enumerate(("GP", "POLICE")))
    asked = AskedAbout(services, KINDS, _WHOM, "AGENCY_CHECKS", "SEEK")
    cells = {cell("r", row, kind, of): (value,) for (row, kind, of), value in chosen.items()}
    typed = Typed({**cells, **{to_the_rest("r", one): ("AGREED",) for one in ticked}})
    made = {
        (one.service.row, one.category, who): one.answer
        for one in given(typed, "r", asked, "")
        for who in one.about
    }
    for row, kind, who in product((0, 1), KINDS, _WHOM):
        said = chosen.get((row, kind, who)) or chosen.get((row, kind, ""))
        is_ticked = not ticked.isdisjoint({None, row})
        expected = said or ("AGREED" if is_ticked else "")
        assert made.get((row, kind, who), "") == (expected if expected in SAID else "")
    # Chosen one by one it is the same, and nothing is ticked any more.
    anew = typed | each_chosen(typed, "r", asked, "")
    assert list(given(anew, "r", asked, "")) == list(given(typed, "r", asked, ""))
    assert not any(anew.one(to_the_rest("r", one)) for one in (None, 0, 1))
