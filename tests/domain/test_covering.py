"""A grid and a card say what a check says, and nothing more."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from consent_service.domain.answers import Outcome
from consent_service.domain.codes import label
from consent_service.domain.deciding.covering import agencies_spoken_of, as_shown, covering
from consent_service.domain.deciding.decision import decide
from consent_service.domain.deciding.whoelse import children_of
from consent_service.domain.file.view import View
from consent_service.domain.scopes.proposal import Coverage, Proposal
from consent_service.domain.scopes.scope import SEEK, SHARE
from consent_service.domain.scopes.services import Directory
from consent_service.domain.words.card import card_in_a_line
from consent_service.domain.words.headline import headline
from consent_service.domain.words.naming import agency_in_words
from tests.domain.scenario_files import read
from tests.domain.strategies import DAYS, families, questions
from tests.trying import tried

#: What reads as if somebody had agreed, or a manager had.
AGREED = (Outcome.COVERED, Outcome.AUTHORISED, Outcome.PARTLY_COVERED)
KINDS = ("CHILD_HEALTH", "EDUCATION", "CONCERN_DETAILS")


@tried(3, at_length=480, suppress_health_check=list(HealthCheck))
@given(
    facts=families(),
    question=questions(as_of=DAYS[-1:], known_at=DAYS[-1:]),
    direction=st.sampled_from([SEEK, SHARE]),
)
def test_each_cell_is_what_a_check_of_its_own_answers(
    facts: dict[str, Any], question: dict[str, Any], direction: str
) -> None:
    case = read(facts, question)
    view, directory = View(case.file, case.as_of, case.known_at), Directory(case.directory)
    coverage = Coverage(
        case.proposal.enquiry,
        children_of(view),
        agencies_spoken_of(view, directory),
        KINDS,
        case.proposal.purpose,
        direction,
    )
    answers = covering(decide, view, case.policy, coverage, directory)
    alone = View(case.file, case.as_of, case.known_at)
    for agency, answer in zip(coverage.agencies, answers, strict=bool(answers)):
        for item in answer.items:
            asked = Proposal(
                coverage.enquiry,
                (item.subject,),
                agency,
                (item.category,),
                coverage.purpose,
                direction,
            )
            assert decide(alone, case.policy, asked, directory).items == (item,)
    assert as_shown(coverage, answers) == as_shown(
        coverage, covering(decide, alone, case.policy, coverage, directory)
    )
    line = card_in_a_line(view, coverage, answers)
    for agency, answer in zip(coverage.agencies, answers, strict=bool(answers)):
        both = Proposal(
            coverage.enquiry,
            coverage.subjects,
            agency,
            coverage.categories,
            coverage.purpose,
            direction,
        )
        said = headline(decide(alone, case.policy, both, directory))
        assert headline(answer) == said
        assert agency_in_words(agency).lower() in line.lower()
    found = {answer.outcome for answer in answers}
    for outcome in AGREED:
        assert (label("outcomes", outcome)[1:] in line) == (outcome in found)
