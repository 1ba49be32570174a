"""Where one person stands about one item: a search over the orders in which they may have spoken.

Written from the text alone (`domain.md` 5.6; edition 2026.3, 1 to 3). Two answers of which neither
is certainly the later may have been given either way round. So every order that the typed times
allow is played from its beginning, one word after another, and of the ends the most careful is
where the person stands. What lifts a no, what only softens it, what leaves it open which of two
holds: each is said once, in `_after`, of one word that follows what stood before it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tests.domain.second_family import at
from tests.domain.second_naming import DIMENSIONS, Meets
from tests.domain.second_word import HEARD, NOES, YESES, Said, Word, closed, later, order

#: Of several reasons why a word holds, which is told.
HOLDING = (
    *("UNDECIDED", "DISPUTED", "SAID_BOTH", "NOT_CLEAR", "NAME_THE_SERVICE"),
    "AWAITING_REPLY",
)
#: Why a yes does not count: of two alike, which is told.
DOUBTED = ("VALIDITY_CONCERN", "REPORTED_NOT_CONFIRMED", "EXPIRED", "ENQUIRY_CLOSED")
#: Of several noes that may all be the last, which is told.
OF_NOES = ("WITHDRAWN", "REFUSED", "EXCLUDED")
#: What has become of a no since it was said.
STANDS, SOFTENED, BOTH = "stands", "softened", "both"
NEVER = datetime.max.replace(tzinfo=UTC)


class Stand(NamedTuple):
    """Where somebody stands: `says` is yes, no or gap."""

    says: str
    reason: str = ""
    holds: bool = False
    history: str | None = None
    word: Word | None = None
    spoke: bool = False


class No(NamedTuple):
    """One part of one no, and what has become of it."""

    word: Word
    part: Meets
    now: str
    #: The undecided word that softened it.
    by: Word | None = None


class Played(NamedTuple):
    """What stands when so many words were said: noes, a yes they say was none, the last word that
    is no no.
    """

    noes: tuple[No, ...] = ()
    denied: Word | None = None
    last: Word | None = None
    #: They have left it open since whether they agree to what they denied.
    wavered: bool = False


class OneOf(Said):
    """One person's words on one item."""

    def stand(self) -> Stand:
        ends = self._ends()
        noes = {no.word for end in ends for no in end.noes if _is_said(no)}
        told = _no(noes) if noes else min(map(self._told, ends), key=self._careful)
        if told.word is None:
            told = self._nothing_reached()
        return told._replace(
            history=self._history(told.word),
            spoke=any(
                (w.is_own or w.answer in HEARD) and (w.contains or self._may_be_a_no(w))
                for w in self.here
            ),
        )

    def heard_yeses(self) -> list[Word]:
        """Each yes to the item that counted when it was said, whatever has become of it."""
        return [
            w
            for w in self.here
            if w.answer in YESES and w.contains and self.begun(w)
            if self.given_well(w) and not self.disputed(w)
        ]

    # ── every order ─────────────────────────────────────────────────────────────────────────

    def _ends(self) -> set[Played]:
        """What may stand at the end, over every order that the times allow."""
        # The referrer's word is history beside any of their own.
        own = any(w.is_own and (w.contains or self._certain(w)) for w in self.here)
        words = [
            w
            for w in self.here
            if (w.contains or w.meets or self._near(w))
            and w.answer not in ("ASK_ATTEMPTED", "NOT_ASKED_UNSAFE")
            and not (own and w.answer == "REPORTED_BY_REFERRER")
        ]
        before = {
            w.place: {v.place for v in words if later(w, v) or self.takes_its_place(w, v)}
            for w in words
        }
        now: set[tuple[frozenset[int], Played]] = {(frozenset(), Played())}
        for _ in words:
            now = {
                (said | {w.place}, self._after(held, w))
                for said, held in now
                for w in words
                if w.place not in said and before[w.place] <= said
            }
        return {held for _, held in now}

    def takes_its_place(self, one: Word, other: Word) -> bool:
        """It names the other as superseded, which was not said or recorded later."""
        return (
            one.given.get("supersedes") == other.place
            and (one.recorded, one.place) > (other.recorded, other.place)
            and not (one.talk is not None and one.talk == other.talk)
            and not later(other, one)
        )

    def _ended_whole(self, yes: Word) -> bool:
        """Another answer of theirs took its place, and has begun."""
        return any(self.takes_its_place(w, yes) and self.begun(w) for w in self.here)

    # ── one word after another ──────────────────────────────────────────────────────────────

    def _after(self, held: Played, word: Word) -> Played:
        if word.answer in HEARD:
            # What nobody could read answers nothing: what they deny they deny still.
            is_no = self._certain(word) and word.answer in NOES
            denied = None if is_no else held.denied
            heard = self._heard(held.noes, word)
            return Played(heard, denied, held.last, wavered=held.wavered and denied is not None)
        if word.answer in YESES:
            held = self._after_yes(held, word)
            return held._replace(noes=self._heard(held.noes, word)) if word.meets else held
        if not self._certain(word):
            # A doubt about one service, when another is asked for or none is named.
            return held._replace(last=word) if self._is_yes(held) else held
        if word.answer == "UNDECIDED":
            # A no that may have come after it stands.
            noes = tuple(
                no._replace(now=SOFTENED, by=word)
                if later(word, no.word) and self._answers(word, no.word)
                else no
                for no in held.noes
            )
            wavered = held.denied is not None and later(word, held.denied)
            return Played(noes, held.denied, word, held.wavered or wavered)
        # To wait for an answer is none: what holds still does. The referrer's word never decides:
        # it is told where there is nothing else.
        hearsay = word.answer == "REPORTED_BY_REFERRER"
        told = held.last is not None and held.last.answer != word.answer
        return held if hearsay and told else held._replace(last=word)

    def _heard(self, noes: tuple[No, ...], word: Word) -> tuple[No, ...]:
        return noes + tuple(No(word, part, STANDS) for part in sorted(word.meets))

    def _after_yes(self, held: Played, yes: Word) -> Played:
        if not yes.contains:
            doubted = self._near(yes) and self._is_yes(held)
            return held._replace(last=yes) if doubted else held
        if not self.begun(yes):
            return held
        noes = []
        for no in held.noes:
            if not self._lifts(yes, no):
                open_still = no.now == BOTH or (no.by is not None and not later(yes, no.by))
                noes.append(no if open_still else no._replace(now=STANDS, by=None))
            elif self._close_together(yes, no.word):
                # Said close together is what is known to have been said in this order.
                noes.append(no._replace(now=BOTH, by=None) if later(yes, no.word) else no)
        if self._ended_whole(yes):
            return held._replace(noes=tuple(noes))
        # What may be a no is lifted as a no is: by a yes that counts.
        lifted = self.given_well(yes) and (held.denied is None or self._answers(yes, held.denied))
        denied = yes if self.disputed(yes) else None if lifted else held.denied
        wavered = held.wavered and denied is held.denied is not None
        last = held.last
        awaited = last is not None and last.answer == "AWAITING" and not later(yes, last)
        if noes and last is not None and awaited and not self.takes_its_place(yes, last):
            # It may have come after: that a reply is awaited is the more careful of the two.
            return Played(tuple(noes), denied, last, wavered)
        return Played(tuple(noes), denied, yes, wavered)

    def _lifts(self, yes: Word, no: No) -> bool:
        return (
            self.given_well(yes)
            and not self.disputed(yes)
            and self._answers(yes, no.word)
            and (not no.part.by_name or yes.named or self.takes_its_place(yes, no.word))
        )

    def _answers(self, word: Word, no: Word) -> bool:
        """Whether it may lift that: whoever was found to be one person answers again since then,
        and so does whoever said no on another file.
        """
        if no.given.get("elsewhere"):
            since = (no.recorded, no.place)
            return word.first >= no.recorded and (word.recorded, word.place) > since
        people = frozenset(one.given.get("under", self.person) for one in (word, no))
        if len(people) == 1:
            return True
        return min(word.first, word.recorded) >= self.family.facts["since"][people]

    def _close_together(self, yes: Word, no: Word) -> bool:
        """The no was typed after the yes and said shortly before it."""
        return (no.recorded, no.place) > (yes.recorded, yes.place) and yes.first - no.end < (
            timedelta(hours=24)
        )

    # ── what it comes to ────────────────────────────────────────────────────────────────────

    def _certain(self, word: Word) -> bool:
        return any(part.certainly for part in word.meets)

    def _may_be_a_no(self, word: Word) -> bool:
        return self._certain(word) or (bool(word.meets) and word.answer != "UNDECIDED")

    def _near(self, word: Word) -> bool:
        """Of a yes: it is none to the item, and names a service which may be meant. Heard by
        overlap, as each doubt is: of a child who came later as well.
        """
        return (
            word.answer in YESES
            and bool(word.misses)
            and bool(word.near)
            and self._of_yes(word) != ""
            and self.begun(word)
            and not self._ended_whole(word)
        )

    def _of_yes(self, yes: Word) -> str:
        """Why it does not count; nothing where it does."""
        if yes.answer not in YESES:
            return ""
        if self.disputed(yes):
            return "DISPUTED"
        if not self.counts_now(yes):
            return "VALIDITY_CONCERN"
        if closed(self.family, self.enquiry, self.item["purpose"]):
            return "ENQUIRY_CLOSED"
        ends = yes.given.get("expires_at")
        return "EXPIRED" if ends is not None and at(ends) <= self.family.as_of else ""

    def _is_yes(self, held: Played) -> bool:
        return not held.noes and self._told(held).says == "yes"

    def _told(self, held: Played) -> Stand:
        certain = [no.word for no in held.noes if no.now == STANDS and no.part.certainly]
        if any(_is_said(no) for no in held.noes):
            return Stand("no", holds=True)
        last, why = held.last, ""
        if last is not None:
            why = {
                "UNDECIDED": "UNDECIDED",
                "AWAITING": "AWAITING_REPLY",
                "REPORTED_BY_REFERRER": "REPORTED_NOT_CONFIRMED",
            }.get(last.answer) or self._of_yes(last)
            if not (last.contains or self._certain(last)):
                why = "NAME_THE_SERVICE"
        held_by = [("SAID_BOTH", no.word) for no in held.noes if no.now == BOTH]
        denied = "UNDECIDED" if held.wavered else "DISPUTED"
        held_by += [(denied, held.denied)] if held.denied else []
        # A no that was left open is still what holds: history is what came after it.
        held_by += [("UNDECIDED", no.word) for no in held.noes if no.now == SOFTENED]
        held_by += [("NOT_CLEAR", word) for word in certain]
        perhaps = [no for no in held.noes if no.now == STANDS and not no.part.certainly]
        held_by += [("NAME_THE_SERVICE", no.word) for no in perhaps]
        held_by += [(why, last)] if last and why == "NAME_THE_SERVICE" else []
        if held_by:
            told = HOLDING[min(HOLDING.index(reason) for reason, _ in held_by)]
            by = [word for reason, word in held_by if reason == told]
            word = max(by, key=lambda word: (word is not held.denied, order(word)))
            awaited = last is not None and why == "AWAITING_REPLY"
            if last is not None and awaited and all(later(last, word) for _, word in held_by):
                # They were asked since, and may yet say which.
                told, word = why, last
            return Stand("gap", told, True, word=word)
        if last is None:
            return Stand("gap")
        return Stand("gap", why, word=last) if why else Stand("yes", word=last)

    def _careful(self, told: Stand) -> tuple[int, int, datetime, int, int, int]:
        """What may be a no, undecided, awaiting, a yes that does not count, yes. Of two alike the
        one that ends first, then by why it does not count; of two yeses the one with more to write
        or explain; then the one recorded last.
        """
        if told.holds:
            rank = (1, HOLDING.index(told.reason))
        elif told.reason in HOLDING:
            rank = (2, HOLDING.index(told.reason))
        else:
            rank = (4 if told.says == "yes" else 3 if told.reason else 5, 0)
        if told.word is None:
            return *rank, NEVER, 0, 0, 0
        if told.holds:
            return *rank, NEVER, 0, 0, -sorted(self.here, key=order).index(told.word)
        ends = told.word.given.get("expires_at")
        why = DOUBTED.index(told.reason) if told.reason in DOUBTED else 0
        recorded = sorted(self.here, key=lambda word: (word.recorded, word.place))
        left = self._left_to_do(told.word) if told.says == "yes" else 0
        return *rank, at(ends) if ends else NEVER, why, -left, -recorded.index(told.word)

    def _left_to_do(self, yes: Word) -> int:
        """A copy to send, and the rest to explain."""
        family, given = self.family, yes.given
        when, now = given.get("summary_sent_at"), min(self.family.as_of, self.family.known_at)
        sent = at(when) <= now if when else given.get("written_summary_sent")
        return (not sent) + (family.explained_to(self.person, given) != "FULL")

    def _nothing_reached(self) -> Stand:
        yet = [w for w in self.here if w.contains and not self.begun(w)]
        if yet:
            return Stand("gap", "NOT_YET", word=max(yet, key=order))
        missed = [w for w in self.here if w.answer in YESES and w.misses and self.begun(w)]
        if missed:
            last = max(missed, key=order)
            at_once = [w for w in missed if w is last or _at_once(w, last)]
            nearest = max(at_once, key=lambda w: [DIMENSIONS.index(why) for why in w.misses])
            return Stand("gap", "OUT_OF_SCOPE_" + nearest.misses[0])
        # They said yes to this once, and took that back with an answer about something else.
        ended = [w for w in self.here if w.answer in YESES and w.contains and self.begun(w)]
        if ended:
            return Stand("gap", "EXPIRED", word=max(ended, key=order))
        # Whose no stands elsewhere was asked, though not here.
        said_no = any(w.answer in NOES and w.meets for w in self.elsewhere)
        return Stand("gap", "NOT_ANSWERED" if said_no else "NOT_ASKED")

    def _history(self, told: Word | None) -> str | None:
        """The last piece of it since the word that is told, or of a no, that may be since. Of
        several that may be the last, the no.
        """
        noes = [w for w in self._beside() if told is None or not later(told, w)]
        agreed = [w for w in self.elsewhere if w.answer in YESES]
        agreed = [w for w in agreed if told is None or later(w, told)]
        if any(not any(later(other, no) for other in [*noes, *agreed]) for no in noes):
            return "RELATED_REFUSAL"
        return "EARLIER_AGREEMENT" if agreed else None

    def _beside(self) -> list[Word]:
        """Each no that is of another enquiry, or about something else."""
        return [w for w in (*self.elsewhere, *self.here) if w.answer in NOES and self._is_away(w)]

    def _is_away(self, word: Word) -> bool:
        return not word.meets or word in self.elsewhere


def _is_said(no: No) -> bool:
    """A no for certain, that nothing has lifted or softened."""
    return no.now == STANDS and no.part.certainly and no.word.answer != "NOT_CLEAR"


def _no(words: set[Word]) -> Stand:
    """Of the noes that may be the last, the one that is told."""
    told = {
        "EXCLUDED" if word.answer in YESES else word.answer: word
        for word in sorted(words, key=order)
        if not any(later(other, word) for other in words)
    }
    reason = next(one for one in OF_NOES if one in told)
    return Stand("no", reason, holds=True, word=told[reason])


def _at_once(one: Word, other: Word) -> bool:
    in_one_talk = one.talk is not None and one.talk == other.talk
    return in_one_talk or (one.first, one.end) == (other.first, other.end)
