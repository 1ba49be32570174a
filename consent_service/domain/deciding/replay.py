"""An answer that was recorded, given again from what stood on record at that very place."""

from __future__ import annotations

from datetime import datetime

import msgspec

from ..answers import Answer, Reason, encode_answer
from ..file.authorityfile import AuthorityFile
from ..file.casefile import CaseFile
from ..file.view import View
from ..recorded import checked
from ..recorded.event import Event
from .covering import as_shown, covering
from .decision import RULES, Rules, share_now, unavailable


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


def is_same_again(event: Event, file: CaseFile, own: AuthorityFile, at: datetime) -> bool | None:
    """Whether the rules give again, byte for byte, what was recorded as answered or shown; None
    for an event without an answer. Raises `RulesNotKept`.
    """
    if isinstance(event, checked.CoverageShown):
        view, known = View(file, event.as_of, event.known_at), event.known_at
        rules, directory = _edition(event.rule_version), own.directory(known)
        again = covering(rules, view, own.policy(known), event.coverage, directory)
        return as_shown(event.coverage, again) == event.answers
    answers = answered_again(event, file, own, at)
    return None if answers is None else encode_answer(answers[0]) == encode_answer(answers[1])


def _rules(recorded: Answer) -> Rules:
    return _edition(recorded.rule_version)


def _edition(version: str) -> Rules:
    rules = RULES.get(version)
    if rules is None:
        raise RulesNotKept(version)
    return rules


def _from_nothing(recorded: Answer) -> Answer:
    """Answers given without the record need none to be checked: there is one of each kind."""
    reason = recorded.reasons[0] if recorded.reasons else Reason.RISK_NOW
    made = share_now() if reason is Reason.RISK_NOW else unavailable(reason)
    return msgspec.structs.replace(made, rule_version=recorded.rule_version)
