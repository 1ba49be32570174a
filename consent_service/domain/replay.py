"""An answer that was recorded, given again from what stood on record at that very place."""

from __future__ import annotations

from datetime import datetime

import msgspec

from . import checked
from .answers import Answer, Reason
from .authorityfile import AuthorityFile
from .casefile import CaseFile
from .decision import RULES, Rules, share_now, unavailable
from .event import Event
from .view import View


class RulesNotKept(Exception):
    """The answer was given by an edition of the rules that this version does not have."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        super().__init__(edition)


def answered_again(
    event: Event, file: CaseFile, own: AuthorityFile, at: datetime
) -> tuple[Answer, Answer] | None:
    """The recorded answer and the one the rules give again; None for an event without an answer.

    `file` and `own` are folded to the place of the entry, and `at` is when it was recorded.
    Raises `RulesNotKept`.
    """
    match event:
        case checked.CheckMade(proposal=proposal, answer=recorded):
            rules = _rules(recorded)
            return recorded, rules(View(file, at, at), own.policy(at), proposal, own.directory(at))
        case checked.HistoryAsked(proposal=proposal, answer=recorded, as_of=as_of, known_at=known):
            rules = _rules(recorded)
            view, directory = View(file, as_of, known), own.directory(known)
            return recorded, rules(view, own.policy(known), proposal, directory)
        case checked.CheckUnanswered(answer=recorded):
            return recorded, _from_nothing(recorded)
    return None


def _rules(recorded: Answer) -> Rules:
    rules = RULES.get(recorded.rule_version)
    if rules is None:
        raise RulesNotKept(recorded.rule_version)
    return rules


def _from_nothing(recorded: Answer) -> Answer:
    """Answers given without the record need none to be checked: there is one of each kind."""
    reason = recorded.reasons[0] if recorded.reasons else Reason.RISK_NOW
    made = share_now() if reason is Reason.RISK_NOW else unavailable(reason)
    return msgspec.structs.replace(made, rule_version=recorded.rule_version)
