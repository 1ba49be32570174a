"""One item in one enquiry: who decides it, what they come to, what else a worker should know."""

from __future__ import annotations

from typing import Any

from consent_service.domain.codes import codes
from tests.domain.second_family import OWN_WORDS, Family, at
from tests.domain.second_naming import exclusion, missing, scope_of
from tests.domain.second_safety import safe_to_ask
from tests.domain.second_stand import OneOf, Stand
from tests.domain.second_word import closed

Dict = dict[str, Any]
NEAREST = (
    "AWAITING_REPLY", "UNDECIDED", "DISPUTED", "SAID_BOTH", "VALIDITY_CONCERN",
    "REPORTED_NOT_CONFIRMED", "NOT_YET", "EXPIRED", "ENQUIRY_CLOSED", "NAME_THE_SERVICE",
    "OUT_OF_SCOPE_CATEGORY", "OUT_OF_SCOPE_DIRECTION", "OUT_OF_SCOPE_AGENCY",
    "OUT_OF_SCOPE_PURPOSE", "OUT_OF_SCOPE_CHILD", "NOT_ASKED",
)  # fmt: skip


class Item:
    """One item in one enquiry."""

    def __init__(self, family: Family, item: Dict, enquiry: str) -> None:
        self.family, self.item, self.enquiry = family, item, enquiry
        self.subject = item["subject"]
        self.purpose = item["purpose"]
        self.flags: set[str] = set()

    def answered(self) -> Dict:
        outcome, reason = self._outcome()
        item = {member: self.item[member] for member in ("subject", "category", "direction")}
        return {**item, "outcome": outcome, "reason": reason, "flags": self.flags}

    def _outcome(self) -> tuple[str, str]:
        needed = codes("purposes")[self.purpose].attributes["agreement"] != "NOT_NEEDED"
        if self.subject not in self.family.children and self.subject not in self.family.adults:
            return (
                ("ASK", "NO_RECORD")
                if needed
                else ("DECISION_NEEDED", "PURPOSE_NEEDS_NO_AGREEMENT")
            )
        outcome, reason = self._by_agreement()
        if outcome == "COVERED":
            return outcome, reason
        decision = self._decision()
        if decision is not None:
            outcome, reason = "AUTHORISED", decision
        elif not needed:
            outcome, reason = "DECISION_NEEDED", "PURPOSE_NEEDS_NO_AGREEMENT"
        if outcome in ("AUTHORISED", "DECISION_NEEDED") and self._somebody_said_no():
            self.flags.add("PARENT_POSITION_NO")
        return outcome, reason

    # ── who stands where ────────────────────────────────────────────────────────────────────

    def _stand(self, person: str) -> Stand:
        return OneOf(self.family, person, self.item, self.enquiry).stand()

    def _by_agreement(self) -> tuple[str, str]:
        row = codes("categories")[self.item["category"]]
        fits_both = bool(row.attributes.get("fits_both"))
        about = row.attributes["about"]
        if self.subject in self.family.adults:
            self.stands = {self.subject: self._stand(self.subject)}
            self.deciders = [] if self.family.dead(self.subject) else [self.subject]
            self._history()
            if about == "CHILD" and not fits_both:
                return "ASK", "OUT_OF_SCOPE_CHILD"
            return self._adults_own()
        family = self.family
        self.linked = [p for p in family.linked(self.subject) if p in family.adults]
        self.stands = {p: self._stand(p) for p in self.linked}
        self.deciders = [
            p
            for p in self.linked
            if family.holds_responsibility(p, self.subject) and not family.dead(p)
        ]
        self.own = self._stand(self.subject)
        self.alone = family.decides_alone(self.subject, self.purpose)
        self.of_adults = about == "ADULT" and not fits_both
        self._ticked()
        self._history()
        self._about_the_child()
        self._about_the_parents()
        if self.of_adults:
            if any(
                self._refused_their_own(p)
                for p in self.linked
                if not (family.link(p, self.subject) or {})["ended"]
            ):
                self.flags.add("RELATED_REFUSAL")
            return "ASK", "ADULT_NOT_ASKED"
        return self._young_persons() if self.alone else self._parents()

    def _refused_their_own(self, person: str) -> bool:
        item = {**self.item, "subject": person}
        return OneOf(self.family, person, item, self.enquiry).stand().says == "no"

    def _ticked(self) -> None:
        """What the referrer ticked is hearsay of each parent who has said nothing of the child."""
        for one in self.family.facts.get("enquiries", ()):
            tick = one.get("referrer_reported_consent", "NOT_STATED")
            opened = at(one["opened_at"]) <= min(self.family.as_of, self.family.known_at)
            if (
                one["id"] != self.enquiry
                or tick == "NOT_STATED"
                or not opened
                or self.alone
                or self.of_adults
            ):
                continue
            for person in self.deciders:
                words = OneOf(self.family, person, self.item, self.enquiry).here
                said = any(
                    {self.subject, "*"} & set(w.given["subjects"]) and w.answer in OWN_WORDS
                    for w in words
                )
                reason = self.stands[person].reason
                nothing = not said and reason in ("NOT_ASKED", "OUT_OF_SCOPE_CHILD")
                if nothing or reason == "REPORTED_NOT_CONFIRMED":
                    self.stands[person] = self.stands[person]._replace(
                        reason="REPORTED_NOT_CONFIRMED"
                    )
                    if tick == "NO":
                        self.flags.add("RELATED_REFUSAL")

    def _history(self) -> None:
        """Of everybody who has a position: linked to the child, or heard about the item."""
        family, heard = self.family, list(self.stands.values())
        if self.subject in family.children:
            everybody = [*family.adults, self.subject]
            standing = {p: self._stand(p) for p in everybody}
            heard = [
                stand
                for person, stand in standing.items()
                if stand.spoke
                or (person == self.subject and self.alone)
                or (
                    person in self.linked and not (family.link(person, self.subject) or {})["ended"]
                )
            ]
        self.flags |= {stand.history for stand in heard if stand.history}

    def _somebody_said_no(self) -> bool:
        counted = [self.stands[p] for p in self.deciders]
        if self.subject in self.family.children and self.alone:
            counted.append(self.own)
        return any(one.says == "no" or one.holds for one in counted)

    # ── three ways to agree ─────────────────────────────────────────────────────────────────

    def _adults_own(self) -> tuple[str, str]:
        family, stand = self.family, self.stands[self.subject]
        self._explained(stand)
        if not family.has_capacity(self.subject, self.purpose):
            return "DECISION_NEEDED", "LACKS_CAPACITY"
        if stand.says == "yes":
            return "COVERED", "AGREED_BY_ADULT"
        if stand.says == "no":
            return "OBJECTION", "ADULT_" + stand.reason
        safe = safe_to_ask(family, self.subject)
        if safe != "YES":
            self.flags |= {"SAFETY_NOT_KNOWN"} if safe == "NOT_KNOWN" else set()
            return "DECISION_NEEDED", "NOT_SAFE_TO_ASK"
        if not family.reachable(self.subject, self.enquiry) or family.dead(self.subject):
            return "DECISION_NEEDED", "UNREACHABLE"
        return "ASK", "ADULT_NOT_ASKED" if stand.reason == "NOT_ASKED" else stand.reason

    def _young_persons(self) -> tuple[str, str]:
        self._explained(self.own)
        if self.own.says == "yes":
            if any(self.stands[p].says == "no" for p in self.deciders):
                self.flags.add("PARENT_OBJECTS_YP_AGREED")
            return "COVERED", "AGREED_BY_YOUNG_PERSON"
        if self.own.says == "no":
            return "OBJECTION", "YP_" + self.own.reason
        return "ASK", "YP_NOT_ASKED" if self.own.reason == "NOT_ASKED" else self.own.reason

    def _parents(self) -> tuple[str, str]:
        family, stands = self.family, {p: self.stands[p] for p in self.deciders}
        if not stands:
            return "ASK", "NO_PR_HOLDER_KNOWN"
        agreed = [p for p, s in stands.items() if s.says == "yes"]
        refused = [s.reason for s in stands.values() if s.says == "no"]
        gaps = [p for p, s in stands.items() if s.says == "gap"]
        if refused:
            return "OBJECTION", "PARENTS_DISAGREE" if agreed else refused[0]
        safe = {p: safe_to_ask(family, p) for p in gaps}
        reached = {p: family.reachable(p, self.enquiry) for p in gaps}
        able = {p: family.has_capacity(p, self.purpose) for p in gaps}
        one_is_enough = family.facts.get("policy", {}).get("one_parent_enough", True)
        held = any(s.holds for s in stands.values())
        if agreed and not held and (one_is_enough or not gaps):
            for p in gaps:
                if safe[p] != "YES":
                    unsafe = {"NO": "DO_NOT_CONTACT_OTHER_PARENT", "NOT_KNOWN": "SAFETY_NOT_KNOWN"}
                    self.flags.add(unsafe[safe[p]])
                elif not reached[p]:
                    self.flags.add("OTHER_CAREGIVER_UNREACHABLE")
                elif able[p]:
                    self.flags.add("OTHER_CAREGIVER_NOT_ASKED")
            return "COVERED", "AGREED_BY_PARENT"
        to_ask = [p for p in gaps if safe[p] == "YES" and reached[p] and able[p]]
        if to_ask:
            return "ASK", min((stands[p].reason for p in to_ask), key=NEAREST.index)
        if any(safe[p] != "YES" for p in gaps):
            if "NOT_KNOWN" in safe.values():
                self.flags.add("SAFETY_NOT_KNOWN")
            return "DECISION_NEEDED", "NOT_SAFE_TO_ASK"
        lacking = any(not able[p] for p in gaps)
        return "DECISION_NEEDED", "LACKS_CAPACITY" if lacking else "UNREACHABLE"

    # ── what else a worker should know ──────────────────────────────────────────────────────

    def _explained(self, stand: Stand) -> None:
        word = stand.word if stand.says == "yes" else None
        if word is not None and word.given.get("explained", "FULL") != "FULL":
            self.flags.add("AGREED_NOT_FULLY_EXPLAINED")

    def _about_the_child(self) -> None:
        family, child = self.family, self.subject
        age = family.age(child)
        assessed = family.competence(child, self.purpose) != "NOT_ASSESSED"
        if age is not None and 12 <= age <= 15 and not assessed:
            self.flags.add("CONSIDER_COMPETENCE")
        wishes = family.wishes(child)
        if (
            self.own.says == "no"
            or self.own.holds
            or (wishes and wishes[-1]["objects"] and not self.alone)
        ):
            self.flags.add("CHILD_OBJECTS")
        if family.confided(child):
            self.flags.add("TOLD_IN_CONFIDENCE")

    def _about_the_parents(self) -> None:
        family, child = self.family, self.subject
        for person in self.deciders:
            stand = self.stands[person]
            if stand.says != "yes" or stand.word is None:
                continue
            if not self.alone and not self.of_adults:
                self._explained(stand)
            if (family.link(person, child) or {})["status"] != "YES":
                self.flags.add("PR_UNCONFIRMED")
            given = stand.word.given
            sent = given.get("summary_sent_at")
            if not (
                at(sent) <= min(family.as_of, family.known_at)
                if sent
                else given.get("written_summary_sent")
            ):
                self.flags.add("WRITTEN_CONFIRMATION_DUE")
        carers = [
            p
            for p in self.linked
            if p not in self.deciders
            and not (family.link(p, child) or {})["ended"]
            and not family.dead(p)
        ]
        if not self.deciders and any(self.stands[p].says == "yes" for p in carers):
            self.flags.add("CARER_SUPPORTS")
        if any(self.stands[p].reason == "NOT_ASKED" for p in carers):
            self.flags.add("CARER_WITHOUT_PR_NOT_SPOKEN_TO")

    # ── a manager's decision ────────────────────────────────────────────────────────────────

    def _decision(self) -> str | None:
        family = self.family
        moment = min(family.as_of, family.known_at)
        found = []
        for place, one in enumerate(family.facts.get("authorisations", ())):
            made = at(one.get("made_at", one["recorded_at"]))
            scope = scope_of(one, family.facts.get("directory", []))
            if (
                one["enquiry"] == self.enquiry
                and at(one["start"]) <= family.as_of
                and made <= moment
                and not (one["end"] and at(one["end"]) <= family.as_of)
                and not (one.get("ended_at") and at(one["ended_at"]) <= moment)
                and not missing(scope, self.item, family.stood_on_file(made))
                and not exclusion(scope, self.item)
                and not closed(family, self.enquiry, self.purpose)
                and (
                    one["kind"] != "RELY_ONE_PARENT" or self._parent_said_yes(self._relied_on(one))
                )
            ):
                found.append(((at(one["start"]), made, place), one))
        if not found:
            return None
        secret = any(not one["safe_to_tell"] for _, one in found)
        self.flags.add("DO_NOT_TELL" if secret else "TELL_PARENTS")
        return str(max(found, key=lambda one: one[0])[1]["kind"])

    def _relied_on(self, one: Dict) -> str:
        said = self.family.facts["responses"]
        return str(one.get("relies_on") or next(r["by"] for r in said if r["answer"] == "AGREED"))

    def _parent_said_yes(self, person: str) -> bool:
        on_child = self.subject in self.family.children
        return on_child and person in self.deciders and self.stands[person].says == "yes"
