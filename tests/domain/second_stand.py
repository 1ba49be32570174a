"""Where one person stands on one item: a no that stands, else the last of their words."""

from __future__ import annotations

from datetime import datetime

from tests.domain.second_family import at
from tests.domain.second_naming import NAMED, NOT, PERHAPS, overlap
from tests.domain.second_word import HOLDING, NOES, YESES, Said, Stand, Word, closed, later, order


class OneOf(Said):
    """One person, one item, one enquiry."""

    def stand(self) -> Stand:
        stand = self._word_that_counts()
        return stand._replace(
            history=self._history(stand.word),
            spoke=stand.word is not None
            and stand.reason not in ("AWAITING_REPLY", "REPORTED_NOT_CONFIRMED"),
        )

    def _word_that_counts(self) -> Stand:
        standing, last = self.standing, self._last_word()
        undecided = [w for w in self.here if w.answer == "UNDECIDED" and self.reaches(w) >= NAMED]
        firm = [no for no in standing if not any(self._wavers(u, no) for u in undecided)]
        whole = [no for no in firm if no.no != PERHAPS]
        if whole:
            no = max(whole, key=order)
            return Stand("no", no.answer if no.answer in NOES else "EXCLUDED", True, word=no)
        # Said close together with a yes: it still holds, until a word that counts comes after.
        both = [no for yes in self.yeses for no in self._close_together(yes)]
        unsure = [no for no in both if not any(self._wavers(u, no) for u in undecided)]
        if (standing or both) and (last is None or last.reason != "AWAITING_REPLY"):
            why = {last.reason: last.word} if last is not None and last.holds else {}
            for reason, noes in (
                ("NAME_THE_SERVICE", firm),
                ("SAID_BOTH", unsure),
                ("UNDECIDED", [no for no in standing + both if no not in firm + unsure]),
            ):
                if noes:
                    why[reason] = max(noes, key=order)
            told = min(why, key=HOLDING.index)
            return Stand("gap", told, True, word=why[told])
        holds = bool(standing or both)
        if last is not None:
            return last._replace(holds=holds or last.holds)
        waiting = [w for w in self.yeses if not self.begun(w)]
        if waiting:
            return Stand("gap", "NOT_YET", holds, word=max(waiting, key=order))
        reported = [
            w for w in self.here if w.answer == "REPORTED_BY_REFERRER" and self.reaches(w) >= NAMED
        ]
        if reported:
            return Stand("gap", "REPORTED_NOT_CONFIRMED", word=max(reported, key=order))
        outside = [w for w in self.here if w.answer in YESES and w.misses and self.begun(w)]
        if outside:
            return Stand("gap", max(outside, key=order).misses[0], holds)
        return Stand("gap", "NOT_ASKED", holds)

    def _wavers(self, undecided: Word, no: Word) -> bool:
        """The last they said is that they have not decided."""
        return later(undecided, no) and not any(
            later(y, undecided) for y in self.yeses if self.begun(y)
        )

    def _last_word(self) -> Stand | None:
        """Of their words that are no noes, and of what is awaited of them: none certainly later,
        and the most careful of those."""
        words = [w for w in self.yeses if self.begun(w)] + [
            w
            for w in self.here
            if w.answer in ("UNDECIDED", "AWAITING")
            and self.reaches(w) >= NAMED
            and not self.ended_by_another(w)
        ]
        last = [w for w in words if not any(later(o, w) for o in words)]
        if not last:
            return None
        never = datetime.max.replace(tzinfo=self.family.as_of.tzinfo)
        word = min(
            last,
            key=lambda w: (
                self._careful(w),
                at(w.given["expires_at"]) if w.given.get("expires_at") else never,
                -w.recorded.timestamp(),
                -w.place,
            ),
        )
        stand = self._alone(word)
        if stand.says == "yes" and not self.item["agency"]["names"]:
            doubts = [w for w in self.here if w.place != word.place and self._doubts(w, word)]
            if doubts:
                return Stand("gap", "NAME_THE_SERVICE", True, word=max(doubts, key=order))
        return stand

    def _careful(self, word: Word) -> int:
        if word.answer not in YESES:
            return {"UNDECIDED": 0, "AWAITING": 1}[word.answer]
        stand = self._alone(word)
        return 4 if stand.says == "yes" else 2 if stand.holds else 3

    def _doubts(self, word: Word, yes: Word) -> bool:
        """About one service of the type, less than a yes, and not certainly before the yes."""
        named = [a for a in word.scope["agencies"] if a["names"] or a["described"]]
        about_one = overlap({**word.scope, "agencies": named}, self.item) != NOT
        if later(yes, word) or not about_one:
            return False
        if word.answer in YESES:
            return self.begun(word) and self._alone(word).says != "yes"
        return word.answer in ("UNDECIDED", "AWAITING")

    def _alone(self, word: Word) -> Stand:
        """What it comes to when nothing else was said."""
        if word.answer not in YESES:
            reason = "AWAITING_REPLY" if word.answer == "AWAITING" else "UNDECIDED"
            return Stand("gap", reason, word=word)
        ends = word.given.get("expires_at")
        for why, so, holds in (
            ("DISPUTED", self.disputed(word), True),
            ("VALIDITY_CONCERN", not self.counts_now(word), False),
            ("ENQUIRY_CLOSED", closed(self.family, self.enquiry, self.item["purpose"]), False),
            ("EXPIRED", ends is not None and at(ends) <= self.family.as_of, False),
        ):
            if so:
                return Stand("gap", why, holds, word=word)
        return Stand("yes", word=word)

    def _history(self, decided: Word | None) -> str | None:
        """The last thing said elsewhere, or beside the item, since the word that counts."""
        beside = [w for w in self.here if w.answer in NOES and w.no == NOT]
        told = [
            w
            for w in [*self.elsewhere, *beside]
            if w.answer in YESES | NOES and (decided is None or order(w) > order(decided))
        ]
        if not told:
            return None
        return "EARLIER_AGREEMENT" if max(told, key=order).answer in YESES else "RELATED_REFUSAL"
