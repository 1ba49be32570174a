"""What a person agreed to, what they said no to and what has ended, in plain words. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from ..codes import TEXTS
from ..file.held import Held, by_place
from ..memo import Memo, cached_property
from ..recorded.events import Response
from ..said.contradicting import AGREEMENTS, NOES, noes_of
from ..said.saidlater import by_what_they_name, takes_the_place_of
from ..scopes.near import Near
from ..scopes.scope import ANY, Exclusions, Scope
from . import words
from .again import may_be_said_yes_to
from .bymatter import ByMatter
from .children import reader_of
from .counted import AFTER_A_NO, CountedItems
from .firsttalks import FIRST_TALK, FirstTalks
from .holding import WhatHolds, what_holds
from .ofage import old_enough_from, until_each_decides
from .reaching import is_the_same, meets
from .seen import Seen
from .toldbyanother import CHANGED, is_told_by_another, why_not_counted, why_over

#: Of a part of a yes: that a check goes by it, as far as they may know.
_COUNTS: Final = (None, AFTER_A_NO)
#: The rows in which an agreement is read.
_ROWS: Final = ("who", "about", "what", "why", "how")


class OwnAnswers:
    """Their own answers, as they stand on their page at a moment."""

    def __init__(self, seen: Seen, at: datetime) -> None:
        self._seen = seen
        self._at = at
        self._given = [r for r in seen.responses if r.event.answer in AGREEMENTS]
        self._agreements = [
            part for r in self._given for part in until_each_decides(seen.told, seen.person, r)
        ]
        self._noes = ByMatter(seen.responses, noes_of)
        self._naming = by_what_they_name(seen.responses)
        self._counted = CountedItems(
            seen.told, seen.person, seen.responses, seen.children, seen.besides
        )
        self._first_talks = FirstTalks(seen)
        every = (*seen.responses, *seen.on_another_file, *seen.undecided)
        #: By its id: the answer as it was given.
        self._whole = {said.event.response: said for said in reversed(every)}
        self._left: Memo[tuple[Scope, tuple[Scope, ...]], tuple[WhatHolds, ...]] = Memo(
            lambda of: what_holds(*of)
        )

    def agreed(self) -> list[dict[str, Any]]:
        """Each agreement of theirs that has not ended, as far as a check goes by it now. What reads
        alike is one: they said it for two parts of our work, and stop it in both.
        """
        found = [
            self._agreement(r) | {"but": self._of_age(r)} | _as_one(parts)
            for r in self._each_once()
            if (parts := [part for part, why in self._in_words(r) if why is None])
        ]
        return _each_as_read(found, _as_read)

    def not_counted(self) -> list[dict[str, Any]]:
        """What else they said yes to, each part of it, and why nobody goes by it now."""
        return _each_thing(
            [
                self._agreement(r) | part | why_not_counted(self._seen.told, r, why)
                for r in self._each_once()
                for part, why in self._in_words(r)
                if why is not None and why != AFTER_A_NO
            ]
        )

    def yes_since(self) -> list[dict[str, Any]]:
        """What they said yes to after a no of theirs to it, each part of it. It is the same whether
        or not anybody goes by it: that may rest on what no page tells.
        """
        return _each_thing(
            [
                self._agreement(r)
                | part
                | {"because": AFTER_A_NO, "may_say_yes": False, "was_theirs": True}
                for r in self._each_once()
                for part, why in self._in_words(r)
                if why == AFTER_A_NO
            ]
        )

    def no_before(self) -> list[dict[str, Any]]:
        """Each part of a no to which they have said yes since, as far as they may know: a check may
        hear it still.
        """
        return _each_thing(
            [
                self._a_no(r, scope, words.words("answers", said), AFTER_A_NO)
                | {"may_say_yes": False}
                for r, no, said in self._every_no()
                for scope in self.said_before(r, no)
            ]
        )

    def not_decided(self) -> list[dict[str, Any]]:
        """What they said that they were not sure of, and have not answered since."""
        return _each_thing(
            [
                self._a_no(r, r.event.scope, words.words("answers", r.event.answer))
                for r in self._seen.undecided
            ]
        )

    def _each_once(self) -> list[Held[Response]]:
        """Of what they said again in the very same words, the last time alone: two cards that read
        alike say nothing of which of them holds.
        """
        return [r for r in self.still_agreed if not self._holds.any_later(is_the_same, r)]

    @cached_property
    def still_agreed(self) -> list[Held[Response]]:
        """Those of their agreements that stand on their page as agreed to."""
        return [r for r in self._agreements if self._why_ended(r) is None]

    @cached_property
    def _holds(self) -> ByMatter:
        """Of these, those of which all counts."""
        return ByMatter(
            r for r in self.still_agreed if all(why in _COUNTS for _, why in self.parts_of(r))
        )

    def ended(self) -> list[dict[str, Any]]:
        """Agreements that do not hold any more, and why."""
        over = [(r, self._why_ended(r)) for r in self._agreements]
        again = {words.words("shown_statuses", status) for status in ("WITHDRAWN", "EXPIRED")}
        in_error = words.words("shown_statuses", "CORRECTED")
        over += [(r, in_error) for r in self._seen.put_right]
        return _each_thing(
            [
                self._agreement(r)
                | {"may_say_yes": why in again and self._may_say_yes(r)}
                | why_over(self._seen.told, r, why, is_error=why == in_error)
                for r, why in over
                if why is not None
            ]
        )

    def said_no(self) -> list[dict[str, Any]]:
        """Their refusals, what they took back, and what they left out of an agreement: each part of
        it that no yes of theirs has lifted which counts.
        """
        found = [
            self._a_no(r, scope, words.words("answers", said), but) | self._alone(r)
            for r, no, said in self._every_no()
            for scope, but in self.still_said(r, no)
        ]
        # Who stops everything stops it in each enquiry that goes on. How many those are is not
        # theirs to count.
        return _each_thing(_each_as_read(found[::-1], _without_id)[::-1])

    def _every_no(self) -> Iterator[tuple[Held[Response], Scope, str]]:
        """The answer it stands in, what it says no to, and as which answer."""
        for r in (*self._seen.responses, *self._seen.on_another_file):
            if r.event.answer in NOES:
                yield r, r.event.scope, self._as_said(r)
        for response in self._given:
            left_out = response.event.scope.exclusions
            parts: list[dict[str, Any]] = [{"agencies": (a,)} for a in left_out.agencies]
            parts += [{"categories": (c,)} for c in left_out.categories]
            whole = msgspec.structs.replace(response.event.scope, exclusions=Exclusions())
            for part in parts:
                yield response, msgspec.structs.replace(whole, **part), "REFUSED"

    def _alone(self, said: Held[Response]) -> dict[str, Any]:
        """What they left out of a yes is a part of that answer, and no answer of its own."""
        return {} if said.event.answer in NOES else {"may_say_yes": False}

    def _may_say_yes(self, said: Held[Response]) -> bool:
        """To all of the answer: what is shown may be a part of it."""
        whole = self._whole.get(said.event.response, said)
        return may_be_said_yes_to(self._seen, said) and may_be_said_yes_to(self._seen, whole)

    def _a_no(
        self, said: Held[Response], scope: Scope, what: str, but: str | None = None
    ) -> dict[str, Any]:
        return {
            "response": said.event.response,
            "on": words.day_of(said.effective_at),
            "what_you_said": what,
            FIRST_TALK: self._first_talks.of(said),
            "may_say_yes": self._may_say_yes(said),
            "your_words": list(self._seen.said_of.get(said.event.response, ())),
            **scope_in_words(self._seen, scope, reader_of(self._seen, said.event.scope)),
            "but": but,
        }

    def _of_age(self, yes: Held[Response]) -> str | None:
        """By the day of birth alone: of a child who was old enough when they said yes for it, the
        law asks the child.
        """
        named = yes.event.scope.subjects
        about = {*self._seen.children} if ANY in named else {*named}
        days = (old_enough_from(self._seen.told, one) for one in about - {self._seen.person})
        is_of_age = any(day is not None and day <= self._at for day in days)
        return TEXTS["own_of_age"] if is_of_age else None

    def _agreement(self, response: Held[Response]) -> dict[str, Any]:
        begins = response.event.valid_from or response.effective_at
        ends = response.event.expires_at
        return {
            "response": response.event.response,
            "kind": words.words("response_kinds", response.event.response_kind),
            "on": words.day_of(response.effective_at),
            "begins": words.day_of(begins),
            FIRST_TALK: self._first_talks.of(response),
            "until": None if ends is None else words.last_day(ends),
            **scope_in_words(self._seen, response.event.scope),
            "you_said_no_to": _left_out(
                response.event.scope, reader_of(self._seen, response.event.scope)
            ),
            "your_words": list(self._seen.said_of.get(response.event.response, ())),
        }

    def _as_said(self, no: Held[Response]) -> str:
        """Who never said yes to any of it themself, in whichever enquiry, has not changed their
        mind.
        """
        first = self._first_yes[no.event.response_kind, no.event.scope]
        is_first = first is None or first > no.seq
        return "REFUSED" if no.event.answer == "WITHDRAWN" and is_first else no.event.answer

    @cached_property
    def _first_yes(self) -> Memo[tuple[str, Scope], int | None]:
        """By what is said no to: the place of the first yes to any of it."""
        firsts: dict[str, dict[Scope, int]] = defaultdict(dict)
        for yes in self._given:
            if is_told_by_another(self._seen.told, yes):
                continue
            firsts[yes.event.response_kind].setdefault(yes.event.scope, yes.seq)
        near = {kind: Near((one[0], one) for one in of.items()) for kind, of in firsts.items()}

        def first(of: tuple[str, Scope]) -> int | None:
            among = near[of[0]].to(of[1]) if of[0] in near else ()
            return min((seq for scope, seq in among if meets(scope, of[1])), default=None)

        return Memo(first)

    def still_said(self, no: Held[Response], scope: Scope) -> list[tuple[Scope, str | None]]:
        """Each part of a no that nothing has lifted."""
        return self._counted.still_said(no, scope)

    def said_before(self, no: Held[Response], scope: Scope) -> list[Scope]:
        """Each part of a no that a yes of theirs has lifted, as far as they may know."""
        return self._counted.said_before(no, scope)

    def parts_of(self, agreement: Held[Response]) -> list[tuple[Scope, str | None]]:
        """Each part that they have not taken back; and why it does not count, if it does not."""
        status = self._seen.left_open.get(agreement.event.response)
        found: list[tuple[Scope, str | None]] = []
        for left in self._left_of(agreement):
            if status is not None:
                found.append((left.scope, words.words("shown_statuses", status)))
            elif left.less:
                found.append((left.scope, TEXTS["own_some_no"]))
            else:
                found += self._counted.parts_of(agreement, left.scope)
        return found

    def _in_words(self, agreement: Held[Response]) -> Iterator[tuple[dict[str, Any], str | None]]:
        """In those of the whole: in them they choose what they stop."""
        reader = reader_of(self._seen, agreement.event.scope)
        for scope, why in self.parts_of(agreement):
            said = scope_in_words(self._seen, scope, reader)
            yield said | {"you_said_no_to": _left_out(scope, reader)}, why

    def _later_noes(self, agreement: Held[Response]) -> tuple[Scope, ...]:
        """To some of it, in the same enquiry and of the same kind, what a later yes leaves out
        included: a no does not reach further. Where it cannot be told which came last, the no
        counts. Each once, as they said it first.
        """
        first = {
            alike.scope: no
            for alike in self._noes.that_lie(meets, agreement)
            if (no := alike.earlier.first_not_than(agreement)) is not None
        }
        ordered = sorted({no.seq: no for no in first.values()}.values(), key=by_place)
        return tuple(scope for no in ordered for scope in noes_of(no) if first.get(scope) is no)

    def _left_of(self, agreement: Held[Response]) -> tuple[WhatHolds, ...]:
        """What they have not taken back since, of whatever has not ended with its enquiry."""
        purposes = self._seen.goes_on_for(agreement.event) or agreement.event.scope.purposes
        scope = msgspec.structs.replace(agreement.event.scope, purposes=purposes)
        return self._left[scope, self._later_noes(agreement)]

    def _why_ended(self, agreement: Held[Response]) -> str | None:
        if not self._left_of(agreement):
            return CHANGED
        naming = self._naming.get(agreement.event.response, ())
        if any(takes_the_place_of(r, agreement) and self._has_begun(r) for r in naming):
            return words.words("shown_statuses", "REPLACED")
        if agreement.event.expires_at is not None and agreement.event.expires_at <= self._at:
            return words.words("shown_statuses", "EXPIRED")
        if not self._seen.goes_on_for(agreement.event):
            return words.words("shown_statuses", "ENDED_WITH_ENQUIRY")
        return None

    def _has_begun(self, said: Held[Response]) -> bool:
        return said.event.valid_from is None or said.event.valid_from <= self._at


def _as_one(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Where that is several parts, each of them; and all that is in any of them, to choose from."""
    if len(parts) == 1:
        return {**parts[0], "parts": []}
    rows = {row: [word for part in parts for word in part[row]] for row in _ROWS}
    each = {row: list(dict.fromkeys(found)) for row, found in rows.items()}
    return {**each, "you_said_no_to": [], "parts": parts}


def _each_as_read(
    found: Iterable[dict[str, Any]], read: Callable[[dict[str, Any]], str]
) -> list[dict[str, Any]]:
    """Those that read alike once, as the last of them; by no day that not all have."""
    each: dict[str, dict[str, Any]] = {}
    for item in found:
        other = each.setdefault(read(item), item)
        is_one = other[FIRST_TALK] == item[FIRST_TALK]
        each[read(item)] = item if is_one else {**item, FIRST_TALK: None}
    return list(each.values())


#: What tells two times apart at which somebody said the same.
_OF_ONE_TIME: Final = frozenset(
    {
        *("response", "on", "begins", "until", FIRST_TALK, "may_say_yes"),
        *("first_on", "was_theirs"),
    }
)


def _each_thing(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What they said several times once, as they said it last, which counts; and when they said it
    first. What was entered in error was never said.
    """
    each: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in found:
        said = {name: one for name, one in item.items() if name not in _OF_ONE_TIME}
        each[json.dumps(said)].append(item)
    return [_last_of(alike) for alike in each.values()]


def _last_of(alike: list[dict[str, Any]]) -> dict[str, Any]:
    first, last = min(map(_said_on, alike)), max(alike, key=_said_on)
    return {**last, "first_on": None if first == last["on"] else first}


def _said_on(item: dict[str, Any]) -> str:
    on: str = item["on"]
    return on


def _without_id(item: dict[str, Any]) -> str:
    but = ("response", FIRST_TALK)
    return json.dumps({name: said for name, said in item.items() if name not in but})


def _as_read(item: dict[str, Any]) -> str:
    """A card says until when they said yes, and not when they said it."""
    return _without_id({name: said for name, said in item.items() if name not in ("on", "begins")})


def _left_out(scope: Scope, reader: words.Reader) -> list[str]:
    left_out = scope.exclusions
    return [*words.services(left_out.agencies), *words.information(left_out.categories, reader)]


def scope_in_words(
    seen: Seen, scope: Scope, reader: words.Reader | None = None
) -> dict[str, list[str]]:
    """Who, about whom, what, why, how; a part reads in the words of the whole."""
    reader = reader or reader_of(seen, scope)
    return {
        "who": words.services(scope.agencies) or [TEXTS["own_any_service"]],
        "about": words.people(scope.subjects, seen.person, seen.names_said),
        "what": words.information(scope.categories, reader),
        "why": words.reasons(scope.purposes, reader),
        "how": words.ways(scope.directions),
    }
