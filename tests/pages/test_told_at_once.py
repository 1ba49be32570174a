"""Whoever decides is told in one press all that is missing, and chooses nothing twice."""

from __future__ import annotations

import re

from tests.api.running import Running, add_family
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for, press, ticked, typed

_SUMMARY = re.compile(r'govuk-error-summary__list">(.*?)</ul>', re.DOTALL)


def told(page: Page) -> set[str]:
    """The fields that the summary leads to."""
    summary = _SUMMARY.search(page.reply.text)
    assert summary is not None
    return set(re.findall(r'href="#f-([^"]+)"', summary[1]))


def test_what_is_missing_besides_the_kind_of_decision_is_told_with_it(made_up: Running) -> None:
    """The first press told of the kind, and the second of five more."""
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    page = browser.open(sheet)
    size = made_up.size()
    bare = page.form(sheet) | ticked(page)
    first = told(opened(browser.post(sheet, bare), 422))
    second = told(opened(browser.post(sheet, bare | {"kind": "OVERRIDE_DECISION"}), 422))
    assert "kind" in first
    # Which reasons fit hangs on the kind.
    assert second - {"reason_codes"} <= first
    assert len(second) > 3
    assert "authorisation-made" not in made_up.kinds(size)


def test_it_is_so_where_nobody_asked_for_a_decision_on_the_file(made_up: Running) -> None:
    family = add_family(made_up)
    path = f"/files/{family.file}/decisions/new"
    browser = someone(made_up, MANAGER)
    page = browser.open(path)
    said = {
        "scope.subjects": family.child,
        "scope.agencies.0": "HEALTH_VISITOR",
        "scope.categories": "CHILD_HEALTH",
        "scope.purposes": "CIN_ASSESSMENT",
        "scope.directions": "SEEK",
    }
    found = told(opened(browser.send(page, path, **said), 422))
    assert "kind" in found
    assert len(found) > 3


def test_the_kind_that_was_asked_for_is_chosen_beforehand_and_no_other(made_up: Running) -> None:
    """ "They ask for: go ahead without asking" stood above, and the question was open."""
    family, browser = add_family(made_up), someone(made_up, MANAGER)
    sheet = asked_for(made_up, family, decision="OVERRIDE_DECISION")
    assert ticked(browser.open(sheet))["kind"] == "OVERRIDE_DECISION"
    said = typed()
    said.pop("kind")
    read = press(browser, sheet, "", said)
    assert "Go ahead although someone said no" in read.text
    assert "kind" not in ticked(browser.open(asked_for(made_up, family)))
    to_wait = asked_for(made_up, family, decision="NOT_SHARE")
    assert "kind" not in ticked(browser.open(to_wait))


def test_who_decides_is_not_offered_as_who_asked_for_it(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up, MANAGER)
    shown = browser.open(f"/files/{family.file}/decisions/new").reply.text
    offered = shown.partition('name="requested_by"')[2].partition("</select>")[0]
    assert 'value="manager-1"' not in offered
    assert 'value="worker-1"' in offered
