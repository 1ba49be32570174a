"""What to do next never sends a worker first to somebody whom it may not be safe to speak to."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given

from consent_service.domain.answers import Safe
from consent_service.domain.codes import codes
from consent_service.domain.file.view import View
from consent_service.domain.words.contacting import surely_dead
from tests.domain.scenario_files import read, shown_of
from tests.domain.strategies import ADULTS, DAYS, families, questions
from tests.trying import tried

#: How a sentence sends somebody to the family. Whether it is safe to ask or tell them is asked.
SENDS: Final = re.compile(
    r"(?:^|[.:,] |(?<!safe to ask )or |and )"
    r"(?:[Tt]alk to|[Ss]peak to|[Aa]sk (?!a manager)|[Cc]all |[Hh]ear |[Ss]ee them"
    r"|[Tt]ry again|[Oo]ffer|[Ee]xplain|[Tt]ell (?!the person who))"
)

#: To the agency; to the young person who decides, or who does not want it.
TO_NO_PARENT: Final = {"DO_NOT_TELL", "AGREED_BY_YOUNG_PERSON", "CHILD_OBJECTS"}


@pytest.mark.parametrize("list_name", ["outcomes", "reasons", "flags"])
def test_whatever_sends_a_worker_to_the_family_is_marked_as_contact(list_name: str) -> None:
    for code in codes(list_name).values():
        if SENDS.search(str(code.attributes["next"])) and code.code not in TO_NO_PARENT:
            assert code.attributes.get("contacts") is True, code.code
        # What stands beside it is the same for everybody, whoever must not be told.
        assert not SENDS.search(str(code.attributes.get("helper", ""))), code.code


@pytest.mark.parametrize("list_name", ["outcomes", "reasons", "flags"])
def test_what_begins_with_no_contact_is_not_said_to_be_for_anybody_else(list_name: str) -> None:
    """It follows whom not to contact as it stands, and tells nobody but where that is safe."""
    first = [one for one in codes(list_name).values() if one.attributes.get("acts_first")]
    assert first
    for code in first:
        begins, _, rest = str(code.attributes["next"]).partition(". ")
        assert not SENDS.search(begins), code.code
        assert not SENDS.search(rest) or "safe" in rest, code.code


@tried(2, at_length=400, suppress_health_check=list(HealthCheck))
@given(facts=families(), question=questions(as_of=DAYS[-1:], known_at=DAYS[-1:]))
def test_before_a_worker_is_sent_to_anybody_they_read_whom_not_to_contact(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    case = read(facts, question)
    view = View(case.file, case.known_at, case.known_at)
    shown = shown_of(case, view)
    # What is raised about nobody in particular is about everybody in the items that have it.
    about_somebody = {one["flag"] for i in shown["items"] for one in i["flagged"] if one["person"]}
    said = [(shown["next"], shown["items"])]
    for flag in shown["flags"]:
        has_it = [item for item in shown["items"] if flag["code"] in item["flags"]]
        if flag["code"] not in about_somebody | TO_NO_PARENT:
            said.append((flag["next"], has_it or shown["items"]))
    for words, items in said:
        not_safe = {
            position["person"]
            for item in items
            for position in item["positions"]
            if position["asking"] != Safe.YES
            and position["person"] in ADULTS
            and position["role"] != "UNKNOWN_FATHER"
            # Nobody can ring the dead.
            and view.the_one(position["person"]) not in surely_dead(view)
        }
        sends = SENDS.search(words)
        if not not_safe or sends is None:
            continue
        before = words[: sends.start()]
        # Who was told already is seen before that.
        before = before[max(before.find("Do not contact"), 0) :]
        assert before.startswith("Do not contact")
        assert len(re.findall(r"\bmum\b", before)) <= 1
        # Two that are one person have one name.
        assert all(
            {person, view.the_one(person)} & set(re.findall(r"\w+", before)) for person in not_safe
        )
