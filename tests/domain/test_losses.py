"""A record of which a part was lost says nothing that anybody relies on, until it is confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given

from consent_service.domain.answers import Answer, Outcome, Reason
from consent_service.domain.deciding.decision import RULES, decide
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.view import View
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.recorded import losses
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.proposal import Urgency
from consent_service.domain.standing import standing
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.domain.tasks.story import Story, family, question
from tests.trying import tried

HOUR = timedelta(hours=1)


def asked(story: Story, known: datetime | None = None, **changes: Any) -> Answer:
    at = story.at if known is None else known
    return decide(View(story.file, at, at), DEFAULT_POLICY, question(**changes))


def agreed_and_lost(*, changes: bool = True) -> tuple[Story, datetime]:
    """An agreement at the beginning, something lost an hour later, found out an hour after that."""
    story = family()
    story.agree()
    since = story.later(HOUR).at
    story.later(HOUR).make(losses.EntriesLost, recovery=9, since=since, changes=changes)
    return story, since


def test_what_may_have_been_taken_back_unseen_is_not_shown_as_agreed() -> None:
    story, since = agreed_and_lost()
    answer = asked(story)
    assert (answer.outcome, answer.reasons) == (Outcome.UNAVAILABLE, (Reason.RECORD_INCOMPLETE,))
    assert asked(story, since - HOUR / 2).outcome is Outcome.COVERED


def test_what_staff_saw_between_the_loss_and_its_discovery_is_not_made_up() -> None:
    """What is left of that hour is not what was there: an answer from it would be an invention."""
    story, since = agreed_and_lost()
    assert asked(story, since).reasons == (Reason.RECORD_INCOMPLETE,)
    story.later().make(losses.RecordConfirmed, words="Zz")
    assert asked(story, since + HOUR / 2).reasons == (Reason.RECORD_INCOMPLETE,)


def test_a_manager_confirms_it_and_checks_are_answered_again() -> None:
    story, _ = agreed_and_lost()
    story.later().make(losses.RecordConfirmed, words="Zz")
    assert asked(story).outcome is Outcome.COVERED
    story.later().make(losses.EntriesLost, recovery=20, since=story.at, changes=True)
    assert asked(story).reasons == (Reason.RECORD_INCOMPLETE,)


def test_where_only_checks_were_lost_nothing_is_in_doubt() -> None:
    story, _ = agreed_and_lost(changes=False)
    assert asked(story).outcome is Outcome.COVERED
    assert "CONFIRM_RECORD" not in story.codes()


def test_staff_and_the_family_are_told() -> None:
    story, since = agreed_and_lost()
    view = View(story.file, story.at, story.at)
    assert standing(view)["in_doubt_since"] == since
    assert [r["status"] for r in standing(view)["responses"]] == ["RECORD_INCOMPLETE"]
    assert "SEND_SUMMARY" not in story.codes(), "no letter says that they agreed"
    seen = seen_by(View(story.file, story.at, story.at), "mum", as_child=False)
    assert seen is not None
    assert "lost part" in own_view(seen, story.at, lambda _: None)["part_lost"]
    story.later().make(losses.RecordConfirmed, words="Zz")
    seen = seen_by(View(story.file, story.at, story.at), "mum", as_child=False)
    assert seen is not None
    assert own_view(seen, story.at, lambda _: None)["part_lost"] is None


@tried(2, at_length=320, suppress_health_check=list(HealthCheck))
@given(facts=families(), asked=questions(urgency=["STANDARD", "IMMEDIATE"]))
def test_no_incomplete_record_ever_answers_yes_and_none_keeps_a_child_waiting(
    facts: dict[str, Any], asked: dict[str, Any]
) -> None:
    case = read(facts | {"ledger_readable": True}, asked)
    lost = losses.EntriesLost(recovery=1, since=ALWAYS, changes=True)
    place = Stamp(case.file.folded_to + 1, case.as_of)
    file = fold(case.file, Content(By("Zzoperator", "SYSTEM_ADMIN"), lost), place)
    immediate = case.proposal.urgency is Urgency.IMMEDIATE
    for rules in RULES.values():
        answer = rules(View(file, case.as_of, case.known_at), case.policy, case.proposal)
        assert answer.outcome is (Outcome.SHARE_NOW if immediate else Outcome.UNAVAILABLE)
