"""What was done, held against what was known: edition 2026.3 of the rules, section 6.

A disclosure, once recorded, is decided as a proposal at its own time: as things stood when it was
made, from what had been recorded by then. Nothing here refuses anything. What an agreement does
not reach is kept like everything else, and seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

import msgspec

from ..answers import Answer, Item, Outcome, Reason, Says
from ..deciding.decision import decide
from ..file.authorityfile import AuthorityFile
from ..file.casefile import CaseFile
from ..file.held import Held
from ..file.view import View
from ..recorded.compared import DisclosureCompared
from ..recorded.events import AuthorisationMade, ResponseRecorded
from ..recorded.practice import DisclosureRecorded
from ..said.contradicting import AGREEMENTS
from ..scopes.containing import misses
from ..scopes.proposal import Proposal
from ..scopes.scope import Point, Reach, as_asked, excludes
from ..times import A_MOMENT
from ..words import words_for_agency
from ..workingdays import end_of_working_days_after

#: Whoever shares at once, or as another agency's own duty, claims nobody's agreement.
NOT_BY_AGREEMENT: Final = frozenset({"SHARE_NOW", "PARTNER_DUTY"})


_GIVEN: Final = frozenset({Outcome.COVERED, Outcome.AUTHORISED})

#: What somebody said, or a manager decided, on which a disclosure is said to rest.
Ground: TypeAlias = Held[ResponseRecorded] | Held[AuthorisationMade]


class Verdict(StrEnum):
    """What the decision at the time of the deed comes to."""

    COVERS = "COVERS"
    COVERS_PARTLY = "COVERS_PARTLY"
    DOES_NOT_COVER = "DOES_NOT_COVER"
    NOT_BY_AGREEMENT = "NOT_BY_AGREEMENT"
    NOT_KNOWN = "NOT_KNOWN"


class WordsCompared(StrEnum):
    """How the words sent compare with those that were offered."""

    AS_OFFERED = "AS_OFFERED"
    DIFFER = "DIFFER"
    NONE_OFFERED = "NONE_OFFERED"


class Mismatch(StrEnum):
    """In which way what a disclosure is said to rest on does not reach it."""

    LATER = "LATER"
    ANOTHER_ENQUIRY = "ANOTHER_ENQUIRY"
    ANOTHER_PERSON = "ANOTHER_PERSON"
    ANOTHER_AGENCY = "ANOTHER_AGENCY"
    ANOTHER_PURPOSE = "ANOTHER_PURPOSE"
    ANOTHER_KIND = "ANOTHER_KIND"
    ANOTHER_DIRECTION = "ANOTHER_DIRECTION"
    LEFT_OUT = "LEFT_OUT"


_SIGNS: Final = {
    Reason.OUT_OF_SCOPE_CHILD: Mismatch.ANOTHER_PERSON,
    Reason.OUT_OF_SCOPE_AGENCY: Mismatch.ANOTHER_AGENCY,
    Reason.OUT_OF_SCOPE_PURPOSE: Mismatch.ANOTHER_PURPOSE,
    Reason.OUT_OF_SCOPE_CATEGORY: Mismatch.ANOTHER_KIND,
    Reason.OUT_OF_SCOPE_DIRECTION: Mismatch.ANOTHER_DIRECTION,
}


class Check(NamedTuple):
    """The check that was made before, as it was answered, and when."""

    proposal: Proposal
    answer: Answer
    at: datetime


def compare(
    made: DisclosureRecorded,
    file: CaseFile,
    own: AuthorityFile,
    at: datetime,
    check: Check | None = None,
) -> DisclosureCompared:
    """What is kept beside a disclosure that is recorded at `at`. `file` may have it already.

    `check` is the one that the disclosure names, where it is one of this file's.
    """
    words = _words_compared(made, file, own, check)
    if made.basis in NOT_BY_AGREEMENT:
        return DisclosureCompared(
            disclosure=made.disclosure,
            basis=made.basis,
            verdict=Verdict.NOT_BY_AGREEMENT,
            words=words,
        )
    looked = _Deed(made, file, own, at)
    answer = looked.answer
    late = [item for item in answer.items if looked.is_written_after(item)]
    open_still = [i for i in answer.items if i.outcome not in _GIVEN and i not in late]
    if answer.outcome is Outcome.UNAVAILABLE:
        verdict, reasons = Verdict.NOT_KNOWN, answer.reasons
    else:
        reasons = tuple(dict.fromkeys(item.reason for item in open_still))
        verdict = Verdict.COVERS if not open_still else Verdict.COVERS_PARTLY
        if len(open_still) == len(answer.items):
            verdict = Verdict.DOES_NOT_COVER
    return DisclosureCompared(
        disclosure=made.disclosure,
        basis=made.basis,
        verdict=verdict,
        words=words,
        reasons=reasons,
        rests_otherwise=tuple(sorted(set(looked.signs()))),
        written_after=bool(late),
        rule_version=answer.rule_version,
        policy_version=answer.policy_version,
    )


def proposal_of(made: DisclosureRecorded) -> Proposal:
    """The question that a check would have asked before it."""
    return Proposal(
        made.enquiry,
        made.subjects,
        made.agency,
        made.categories,
        made.purpose,
        made.direction,
    )


class _Deed:
    """A disclosure with the two looks at its time: as was known then, and by the end of the day.

    What was agreed before it and written down the same day is agreement, and is told from what was
    on record. Whatever else was written down since changes nothing of what was known.
    """

    def __init__(
        self, made: DisclosureRecorded, file: CaseFile, own: AuthorityFile, at: datetime
    ) -> None:
        self.made, self.file, self.own = made, file, own
        self.then = made.effective_at
        midnight = end_of_working_days_after(self.then, 0)
        self.by_evening = max(self.then, min(at, midnight - A_MOMENT))
        self._meant_at = View(file, self.then, self.then).then
        self.directory = own.directory(self.then)
        self.answer = self._decided(self.then)
        self._late = {r.seq for r in file.responses if r.recorded_at > self.then}
        self._after: dict[tuple[str, str, str], Item] = {}
        if any(item.outcome not in _GIVEN for item in self.answer.items) and self._late:
            items = self._decided(self.by_evening).items
            self._after = {(i.subject, i.category, i.direction): i for i in items}

    def _decided(self, known: datetime) -> Answer:
        view = View(self.file, self.then, known)
        return decide(view, self.own.policy(self.then), proposal_of(self.made), self.directory)

    def is_written_after(self, item: Item) -> bool:
        """Somebody had agreed to it, and only their writing down came after."""
        after = self._after.get((item.subject, item.category, item.direction))
        return (
            item.outcome not in _GIVEN
            and after is not None
            and after.outcome is Outcome.COVERED
            and any(
                p.decides and p.says is Says.YES and p.entry in self._late for p in after.positions
            )
        )

    # ── what it is said to rest on ──────────────────────────────────────────────────────────

    def signs(self) -> Iterator[Mismatch]:
        """Every way in which what was claimed does not reach what was done."""
        grounds = self._grounds()
        for ground in grounds:
            if self._is_later(ground):
                yield Mismatch.LATER
            if ground.event.enquiry != self.made.enquiry:
                yield Mismatch.ANOTHER_ENQUIRY
        agency = as_asked(self.made.agency, self.directory)
        for asked in proposal_of(self.made).points():
            point = msgspec.structs.replace(asked, agency=agency)
            misled = [tuple(self._beside(ground, point)) for ground in grounds]
            yield from min(misled, key=len, default=())

    def _grounds(self) -> Sequence[Ground]:
        file, named = self.file, set(self.made.rests_on)
        if self.made.basis == "AUTHORISED":
            return [a for a in file.of(AuthorisationMade) if a.event.authorisation in named]
        return [
            r
            for r in file.of(ResponseRecorded)
            if r.event.answer in AGREEMENTS and r.event.response in named
        ]

    def _is_later(self, ground: Ground) -> bool:
        """Said after it was done; or put on record after, but for an answer of the same day."""
        known = self.by_evening if isinstance(ground.event, ResponseRecorded) else self.then
        return ground.effective_at > self.then or ground.recorded_at > known

    def _beside(self, ground: Ground, point: Point) -> Iterator[Mismatch]:
        then = self._meant_at(ground.seq)
        for missed in misses(ground.event.scope, point, then, self.directory):
            yield _SIGNS[missed]
        if excludes(ground.event.scope, point, self.directory) >= Reach.NAMED:
            yield Mismatch.LEFT_OUT


# ── the words ───────────────────────────────────────────────────────────────────────────────


def _words_compared(
    made: DisclosureRecorded, file: CaseFile, own: AuthorityFile, check: Check | None
) -> WordsCompared:
    if check is None:
        return WordsCompared.NONE_OFFERED
    view = View(file, check.at, check.at)
    offered = words_for_agency(check.answer, check.proposal, view, own=own)
    if offered is None:
        return WordsCompared.NONE_OFFERED
    return (
        WordsCompared.AS_OFFERED if as_offered(offered, made.words_sent) else WordsCompared.DIFFER
    )


#: What only the worker knows stands in square brackets, and is filled in.
_TO_FILL_IN: Final = re.compile(r"\[[^\]]*\]")


def as_offered(offered: str, sent: str) -> bool:
    """The same words, whatever was filled in and however the lines were broken."""
    first, *others = (_plain(part) for part in _TO_FILL_IN.split(offered))
    said = _plain(sent)
    if not others:
        return said == first
    if not said.startswith(first):
        return False
    place = len(first)
    for part in others[:-1]:
        found = said.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return said.endswith(others[-1]) and len(said) - len(others[-1]) >= place


def _plain(words: str) -> str:
    return " ".join(words.split())
