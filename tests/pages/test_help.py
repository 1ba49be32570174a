"""Whatever the service says has a page that explains it, and each page that says it leads there."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from consent_service.domain.codes import codes
from consent_service.pages.help.explaining import EXPLAINED
from consent_service.pages.help.where import LISTS
from tests.api.running import Running, add_family, agree
from tests.pages.conftest import of_service
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone

TOLD = tomllib.loads(
    files("consent_service.pages.help").joinpath("explained.toml").read_text(encoding="utf-8")
)


def links(page: Page) -> set[str]:
    return {given["href"] or "" for tag, given in page.tags if tag == "a"}


def test_each_code_is_explained_once_and_by_guidance_that_is_named() -> None:
    named = [(one["list"], code) for one in TOLD["why"] for code in one["codes"]]
    assert len(named) == len(set(named)), "one is explained twice"
    assert set(named) == {(kind, code) for kind in LISTS for code in codes(kind)}
    used = {name for one in TOLD["why"] for name in one["from"]}
    assert used == set(TOLD["guidance"]), "guidance that nothing rests on, or that is not there"
    # Both lists of notices share one address.
    addresses = [one.address for rows in EXPLAINED.values() for one in rows.values()]
    assert len(addresses) == len(set(addresses))


def test_no_explanation_says_that_somebody_may_not_share() -> None:
    forbids = re.compile(r"(?i)may not share|must not share|cannot share|not allowed|forbidden")
    assert [one["words"] for one in TOLD["why"] if forbids.search(one["words"])] == []


def test_help_is_read_without_a_session_and_leads_to_a_page_of_each_code(real: Running) -> None:
    browser = of_service(real)
    shown = links(browser.open("/help"))
    assert {one.address for rows in EXPLAINED.values() for one in rows.values()} <= shown
    # One of each list is opened: they are one template over one table.
    for rows in EXPLAINED.values():
        one = next(iter(rows.values()))
        page = browser.open(one.address)
        assert one.why in page.text
        assert all(words in page.text for words in one.rests_on)
    for nowhere in ("/help/answers/NO-SUCH", "/help/nothing/covered", "/help/roles/mother"):
        browser.open(nowhere, 404)


def test_an_answer_what_is_due_and_what_was_recorded_lead_to_their_explanations(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    due = browser.open(f"/files/{family.file}")
    assert "/help/tasks/speak-to" in links(due)
    assert "/help/tasks/speak-to" in links(browser.open("/to-do"))
    form = browser.open(f"/files/{family.file}/check")
    typed = {
        "subjects": family.child,
        "agencies.0": "HEALTH_VISITOR",
        "categories": "CHILD_HEALTH",
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
    }
    sent = browser.send(form, f"/files/{family.file}/check", **typed)
    answer = opened(browser.get(sent.headers["Location"]))
    assert {"/help/answers/covered", "/help/reasons/agreed-by-parent"} <= links(answer)
    assert any(one.startswith("/help/flags/") for one in links(answer))
    noted = browser.open(f"/files/{family.file}/recorded?said=SAID_BOTH.NO_WORDS")
    assert {"/help/notices/said-both", "/help/notices/no-words"} <= links(noted)
