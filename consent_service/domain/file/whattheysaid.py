"""What people of a file said to us: their answers, the talks, and whether they can be reached."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Final

from ..memo import cached_property, once_each
from ..recorded.events import (
    ConversationRecorded,
    ReachabilityRecorded,
    Response,
    ValidityChanged,
    WrittenSummarySent,
)
from ..recorded.joinedelsewhere import ON_ANOTHER_FILE
from ..recorded.losses import EntriesLost
from .attempts import occasions
from .goingon import BY_REFERRER, GoingOn
from .held import Held, in_order, that_hold

#: Answers that were spoken or written by the person, and so show that they were reached.
REACHED_BY: Final = frozenset({"AGREED", "AGREED_IN_PART", "REFUSED", "UNDECIDED", "WITHDRAWN"})

#: How what nobody on this file has heard from them comes: it reaches nobody, and is on no page.
NOT_HEARD_HERE: Final = frozenset({BY_REFERRER, ON_ANOTHER_FILE})

#: This many attempts on different occasions, none of which reached the person (`domain.md` 5.6).
ATTEMPTS_UNTIL_UNREACHABLE: Final = 3


class WhatTheySaid(GoingOn):
    """A look that knows who said what, and whom we have reached."""

    @cached_property
    def said(self) -> list[Held[Response]]:
        """Whatever anybody answered, about sharing or about taking part, the first first."""
        return sorted(that_hold(self._answers, self.as_of, self.known), key=in_order)

    @cached_property
    def _answers(self) -> list[Held[Response]]:
        """Whatever was ever recorded so, in the order recorded."""
        return self.read.responses if self.like is None else self.like._answers  # noqa: SLF001 - of its own kind

    @cached_property
    def said_as(self) -> dict[str, Held[Response]]:
        """The same by its id."""
        return {held.event.response: held for held in self.said}

    @cached_property
    def said_at(self) -> dict[int, Held[Response]]:
        """The same by its place in the ledger."""
        return {held.seq: held for held in self.said}

    @cached_property
    def said_instead(self) -> dict[str, list[Held[Response]]]:
        """By answer: those that were said to take its place."""
        found: dict[str, list[Held[Response]]] = defaultdict(list)
        for held in self.said:
            if held.event.supersedes is not None:
                found[held.event.supersedes].append(held)
        return dict(found)

    @cached_property
    def said_by(self) -> dict[str, list[Held[Response]]]:
        """The same by person."""
        found: dict[str, list[Held[Response]]] = defaultdict(list)
        for held in self.said:
            found[held.event.person].append(held)
        return found

    @cached_property
    def responses(self) -> dict[str, list[Held[Response]]]:
        """By person: what they answered about sharing, latest first."""
        return {
            person: [held for held in reversed(said) if held.event.response_kind == "SHARE_INFO"]
            for person, said in self.said_by.items()
        }

    @cached_property
    def conversations(self) -> dict[str, Held[ConversationRecorded]]:
        """Conversations on the file that were not entered in error."""
        if self.like is not None:
            return self.like.conversations
        return {held.event.conversation: held for held in self.recorded[ConversationRecorded]}

    @cached_property
    def unreliable(self) -> frozenset[str]:
        """Answers not to be relied on: a concern stands about how one was given, or a no of theirs
        may stand in why it is valid, as whoever wrote that says; or the conversation it was given
        in was entered in error, so that it rests on nothing.
        """
        validity = self.newest[ValidityChanged, "response"]
        doubted = {
            response
            for response, held in validity.items()
            if held.event.status != "VALID" or held.event.not_a_no is False
        }
        return frozenset(doubted) | {
            held.event.response
            for held in self._answers
            if held.event.conversation is not None
            and held.event.conversation not in self.conversations
        }

    @cached_property
    def in_doubt_since(self) -> datetime | None:
        """Since when a part of the file is missing; None if nothing is."""
        return self.read.in_doubt_since(self.known)

    @cached_property
    def in_doubt_before(self) -> int:
        """The place up to which answers were recorded before a part of this file was found to be
        lost, which nobody has confirmed since: that one was taken back may be what is missing.
        """
        if self.in_doubt_since is None:
            return 0
        return max(lost.seq for lost in self.read.of(EntriesLost))

    @cached_property
    def summarised(self) -> frozenset[str]:
        """Responses whose written copy had been sent."""
        return frozenset(self.by[WrittenSummarySent, "response"])

    @once_each
    def reachable(self, of: tuple[str, str | None]) -> bool:
        """By person and enquiry: not recorded as unreachable, nor tried three times in vain in
        this enquiry, unless they were reached since.
        """
        person, enquiry = of
        answers = self.said_by.get(person, ())
        facts = self.by[ReachabilityRecorded, "person"].get(person, ())
        if not facts and person not in self._tried:
            return True
        heard = [
            held.effective_at
            for held in answers
            if held.event.answer in REACHED_BY and held.event.method not in NOT_HEARD_HERE
        ]
        heard += [
            held.effective_at
            for held in self.by[ConversationRecorded, "person"].get(person, ())
            if held.event.method != BY_REFERRER
        ]
        heard += [held.effective_at for held in facts if held.event.reachable]
        last_heard = max(heard, default=None)
        said = max(facts, key=in_order, default=None)
        lost = said is not None and not said.event.reachable
        if said is not None and lost and (last_heard is None or said.effective_at >= last_heard):
            return False
        tries = [
            (held.effective_at, held.event.method)
            for held in self.responses.get(person, ())
            if held.event.answer == "ASK_ATTEMPTED"
            and held.event.enquiry == enquiry
            and self._is_inside(enquiry, held.effective_at)
            and (last_heard is None or held.effective_at > last_heard)
        ]
        return occasions(tries, ATTEMPTS_UNTIL_UNREACHABLE) < ATTEMPTS_UNTIL_UNREACHABLE

    @cached_property
    def _tried(self) -> frozenset[str]:
        """Whom somebody tried to ask."""
        return frozenset(r.event.person for r in self.said if r.event.answer == "ASK_ATTEMPTED")

    def _is_inside(self, enquiry: str | None, at: datetime) -> bool:
        """Between its beginning and its end, as far as they are on record."""
        opened, ended = self.enquiries.get(enquiry or ""), self.ended.get(enquiry or "")
        return (opened is None or opened.effective_at <= at) and (
            ended is None or at <= ended.effective_at
        )
