"""Who is who, as known at a moment: what the second reading knows of the people of a scenario."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from consent_service.domain.codes import codes
from tests.domain.scenario_people import ROLES
from tests.domain.second_of_the_young import is_the_young_persons
from tests.domain.second_orders import COUNCIL, DECIDES, by_orders, councils, in_force, named

Dict = dict[str, Any]
LONDON = ZoneInfo("Europe/London")
ALWAYS = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
OWN_WORDS = {"AGREED", "AGREED_IN_PART", "REFUSED", "WITHDRAWN", "UNDECIDED"}
#: What an answer says of the conversation that it was given in.
TALKS = {"conversation", "explained", "check", "pressure", "notice"}


@cache
def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def span(given: Dict) -> tuple[datetime, datetime]:
    """The first moment that a typed time can mean, and the first that it cannot mean any more."""
    return _span(given["effective_at"], given.get("precision"))


@cache
def _span(text: str, precision: str | None) -> tuple[datetime, datetime]:
    typed = at(text)
    exact = precision or ("minute" if typed.second == 0 else "second")
    if exact == "day":
        first = typed.astimezone(LONDON).replace(hour=0, minute=0, second=0)
        return first, first + timedelta(days=1)
    zero = {"hour": {"minute": 0, "second": 0}, "minute": {"second": 0}, "second": {}}[exact]
    first = typed.replace(microsecond=0, **zero)  # type: ignore[arg-type]
    return first, first + timedelta(**{exact + "s": 1})


class Family:
    """The facts of a scenario as of one moment, as known at another."""

    def __init__(self, facts: Dict, as_of: datetime, known_at: datetime) -> None:
        self.facts, self.as_of, self.known_at = facts, as_of, known_at
        self.children = {
            one["id"]: one
            for one in facts["children"]
            if at(one["recorded_at"] if "recorded_at" in one else ALWAYS.isoformat()) <= known_at
        }
        self.every_child = {one["id"]: one for one in facts["children"]}
        self.adults = {one["id"]: one for one in facts["adults"]}
        #: Every reading of this family, itself among them, each with who is somebody else in it.
        self.beside: list[tuple[Family, dict[str, str]]] = [(self, {})]

    def known(self, fact: Dict, when: datetime | None = None) -> bool:
        return (
            at(fact["effective_at"]) <= (when or self.as_of)
            and at(fact["recorded_at"]) <= self.known_at
            and not fact.get("left_out")
        )

    def latest(
        self, given: Any, nothing: Any, purpose: str = "*", when: datetime | None = None
    ) -> Any:
        """The value that holds; what is for another purpose does not."""
        if not isinstance(given, list):
            return given
        held = [
            (fact["effective_at"], fact["recorded_at"], place, fact["value"])
            for place, fact in enumerate(given)
            if self.known(fact, when) and fact.get("purpose", "*") in ("*", purpose)
        ]
        return max(held)[-1] if held else nothing

    # ── children ────────────────────────────────────────────────────────────────────────────

    def stood_on_file(self, when: datetime) -> set[str]:
        """Whom `*` meant in what was recorded then."""
        there = {
            one
            for one, c in self.children.items()
            if at(c.get("recorded_at", "2000-01-01T00:00:00+00:00")) <= when
        }
        return there | set(self.adults)

    def age(self, child: str, when: datetime | None = None) -> int | None:
        held = self.every_child[child]
        day = (when or self.as_of).astimezone(LONDON).date()
        if "dob" in held:
            born = date.fromisoformat(held["dob"])
        elif held["age"] is None:
            return None
        else:
            born = date(self.as_of.astimezone(LONDON).year - held["age"], 1, 1)
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def competence(self, child: str, purpose: str, when: datetime | None = None) -> str:
        held = self.children[child]["competence"]
        return str(self.latest(held, "NOT_ASSESSED", purpose, when))

    def decides_alone(self, child: str, purpose: str, when: datetime | None = None) -> bool:
        return is_the_young_persons(self, child, purpose, when)

    def wishes(self, child: str) -> list[Dict]:
        """Those known, latest last."""
        held = self.every_child[child]
        plain, always = held["objects"], ALWAYS.isoformat()
        if not isinstance(plain, list):
            once = {"value": True, "effective_at": always, "recorded_at": always}
            plain = [once] if plain else []
        said = [{**one, "objects": one["value"]} for one in plain] + [
            {"recorded_at": one["effective_at"], **one} for one in held.get("wishes", ())
        ]
        there = [one for one in said if self.known(one)]
        return sorted(there, key=lambda one: (one["effective_at"], one["recorded_at"]))

    def confided(self, child: str) -> set[str]:
        """Who must not be told, by a wish that nobody has weighed in their favour."""
        return {p for one in self._upheld(child) for p in self._meant(one)}

    def of_nobody_named(self, child: str) -> list[Dict]:
        """Those of these that keep it from somebody, and do not say whom."""
        every = self._upheld(child)
        because = [one for one in every if one.get("not_to_be_told_because")]
        return [one for one in because if not self._meant(one) and not self._is_nobody_here(one)]

    def _meant(self, wish: Dict) -> list[str]:
        """Whom the child named, and whom a manager found that they mean."""
        found = (wish.get("weighed") or {}).get("means") or []
        return [*wish.get("not_to_be_told", ()), *(found if self._is_weighed(wish) else ())]

    def _is_nobody_here(self, wish: Dict) -> bool:
        return self._is_weighed(wish) and wish["weighed"].get("means") == []

    def _is_weighed(self, wish: Dict) -> bool:
        return wish.get("weighed") is not None and bool(self.known(wish["weighed"]))

    def _upheld(self, child: str) -> list[Dict]:
        return [one for one in self.wishes(child) if not self._may_be_told(one)]

    def _may_be_told(self, wish: Dict) -> bool:
        """A manager said so of those whom it means; of whom nobody knows nobody has said it."""
        is_said = self._is_weighed(wish) and wish["weighed"]["may_be_told"]
        return bool(is_said and self._meant(wish))

    # ── relationships ───────────────────────────────────────────────────────────────────────

    def link(self, person: str, child: str, when: datetime | None = None) -> Dict | None:
        """What counts of a person and a child, by what was recorded and by orders."""
        return by_orders(self, self.recorded_link(person, child, when), person, child, when)

    def recorded_link(self, person: str, child: str, when: datetime | None) -> Dict | None:
        rows = self._rows(person, child, when or self.as_of, self.known_at)
        if not rows:
            return None
        last = max(rows, key=lambda one: one[:3])
        row = last[-1]
        return {
            "status": row["value"],
            "role": _role(person, row),
            "ended": bool(row.get("ended")) and row["ended"] != "HOME",
            "began": last[0],
            "recorded": last[1],
        }

    def _rows(self, person: str, child: str, when: datetime, known: datetime) -> list[Any]:
        """What was recorded of the two: since when, on record when, its place, and what."""
        given = self.every_child[child]["parental_responsibility"].get(person, [])
        if not isinstance(given, list):
            given = [{"value": given, "effective_at": None}]
        rows = []
        for place, one in enumerate(given):
            typed = one.get("recorded_at") or one["effective_at"]
            recorded = ALWAYS if typed is None else at(typed)
            undated = recorded if place else ALWAYS
            began = at(one["effective_at"]) if one["effective_at"] else undated
            if began <= when and recorded <= known and not one.get("left_out"):
                rows.append((began, recorded, place, one))
        return rows

    def roles(self, person: str) -> set[str]:
        """Whatever they were or are to any child, by what was recorded of them."""
        return {
            _role(person, row)
            for child in self.every_child
            for *_, row in self._rows(person, child, self.as_of, self.known_at)
        }

    def was_thought_responsible(self, person: str, child: str, then: datetime) -> bool:
        """By anything that was on record of the two by then."""
        rows = self._rows(person, child, self.as_of, then)
        return any(row["value"] in DECIDES for *_, row in rows)

    def linked(self, child: str) -> list[str]:
        """In the order in which the relationships were recorded."""

        def first(person: str) -> datetime:
            given = self.every_child[child]["parental_responsibility"].get(person)
            if given is not None and not isinstance(given, list):
                return ALWAYS
            rows = [one for one in given or () if not one.get("left_out")]
            # Of whom nothing else is recorded, an order says what they are to the child.
            rows = rows or [one for one in in_force(self, child) if person in named(one)]
            return min(
                ALWAYS if not (t := one.get("recorded_at") or one["effective_at"]) else at(t)
                for one in rows
            )

        everybody = dict.fromkeys(
            [*self.every_child[child]["parental_responsibility"], *self.adults]
        )
        there = [p for p in everybody if self.link(p, child)]
        return sorted(there, key=first)

    def was_delegated(self, person: str, item: Dict, when: datetime | None = None) -> bool:
        """Exactly the purposes and kinds of information that were delegated to a carer."""
        return any(
            one["type"] == "DELEGATED_AUTHORITY"
            and person in one["people"]
            and item["purpose"] in one["purposes"]
            and item["category"] in one["categories"]
            for one in in_force(self, item["subject"], when)
        )

    def child_died(self, child: str) -> bool:
        died = self.every_child[child].get("died")
        return died is not None and at(died) <= min(self.as_of, self.known_at)

    def not_enough(self, person: str, child: str) -> bool:
        """Of whom a no is heard, and a yes is not enough: by a guardian, by a council."""
        guards = [
            one
            for one in in_force(self, child)
            if one["type"] == "SPECIAL_GUARDIANSHIP_ORDER"
            and not all(self.dead(guardian) for guardian in one["people"])
        ]
        holding, limited = councils(self, child)
        nobody_knows = any(one["type"] == "NOT_KNOWN" for one in in_force(self, child))
        beside = (
            (bool(guards) or nobody_knows)
            and not any(person in one["people"] for one in guards)
            and person not in holding
        )
        unproved = (self.link(person, child) or {}).get("unproved", False)
        return self.child_died(child) or beside or person in limited or unproved

    def has_status(self, person: str, child: str, when: datetime | None = None) -> bool:
        link = self.link(person, child, when)
        return link is not None and link["status"] in DECIDES and not link["ended"]

    def had_the_role(self, person: str, child: str, when: datetime | None) -> bool:
        """Not by what is only said of what an order alone gives."""
        unproved = (self.link(person, child, when) or {}).get("unproved", False)
        return self.has_status(person, child, when) and not unproved

    def is_council(self, person: str, child: str) -> bool:
        """They are on the file for a council or an agency."""
        link = self.link(person, child) if child in self.children else None
        return link is not None and link["role"] == COUNCIL and not link["ended"]

    def holds_responsibility(self, person: str, child: str) -> bool:
        """And so decides, unless the child does. Before birth it is the mother alone."""
        link = self.link(person, child)
        return self.has_status(person, child) and (
            self.age(child) is not None or (link is not None and link["role"] == "MOTHER")
        )

    def caring(self) -> set[str]:
        """Each adult, and each child of the file who is something to another."""
        every = [one["parental_responsibility"] for one in self.every_child.values()]
        return {*self.adults, *(p for of in every for p in of if p in self.every_child)}

    # ── adults ──────────────────────────────────────────────────────────────────────────────

    def dead(self, person: str, when: datetime | None = None) -> bool:
        died = (self.adults.get(person) or self.every_child.get(person, {})).get("died")
        known = died is not None and at(died) <= min(self.as_of, self.known_at)
        return known and at(died) <= (when or self.as_of)

    def has_capacity(self, person: str, purpose: str, when: datetime | None = None) -> bool:
        held = self.adults.get(person, {}).get("capacity", "PRESUMED")
        return bool(self.latest(held, "PRESUMED", purpose, when) != "LACKS")

    def said(self) -> list[tuple[int, Dict]]:
        """What is on record of what people said, as known then, without what was struck."""
        struck = {
            one["of"]
            for one in self.facts.get("corrections", ())
            if at(one["recorded_at"]) <= self.known_at and not one.get("left_out")
        }
        return [
            (place, one)
            for place, one in enumerate(self.facts["responses"])
            if place not in struck
            and not one.get("left_out")
            and span(one)[0] <= self.as_of
            and at(one["recorded_at"]) <= self.known_at
        ]

    def explained_to(self, person: str, given: Dict) -> str:
        """Whether all the nine points were explained, by word or by a notice they can read."""
        notice = given.get("notice", {})
        adult = self.adults.get(person)
        if adult is None:
            reads_at, language = self.age(person) or 0, "English"
        else:
            reads_at = 9 if adult.get("format") == "EASY_READ" else 18
            language = adult.get("language") or "English"
        level = notice.get("reading_age")
        # It counts from when it was put on record that it was given.
        there = "notice" in given and at(given["recorded_at"]) <= self.as_of
        fits = level is not None and level <= reads_at and notice["language"] == language
        read = there and fits
        return "FULL" if read else str(given.get("explained", "FULL"))

    def has_a_need(self, person: str) -> bool:
        """A language other than English, an interpreter, or another need on record."""
        adult = self.adults.get(person, {})
        reads = adult.get("format", "STANDARD") == "STANDARD"
        english = adult.get("language", "English") == "English"
        return bool(adult.get("needs")) or not english or not reads

    @staticmethod
    def ends(enquiry: Dict) -> bool:
        """It is closed, and not to something for which it is handed on."""
        if not enquiry.get("closed_at"):
            return False
        return "hands_on" not in codes("close_reasons")[enquiry["close_reason"]].attributes

    def ended(self, enquiry: str) -> list[tuple[str, str]]:
        """When it is on record as ended, and why."""
        found = [
            (one["closed_at"], one["close_reason"])
            for one in self.facts.get("enquiries", ())
            if one["id"] == enquiry and self.ends(one)
        ]
        when = self.facts.get("closed_enquiries", {}).get(enquiry)
        return found + ([(when, "NFA_ADVICE")] if when else [])

    def is_inside(self, enquiry: str, when: datetime) -> bool:
        """Between the beginning and the end of an enquiry, as far as they are on record."""
        known = min(self.as_of, self.known_at)
        ends = [self.facts.get("closed_enquiries", {}).get(enquiry)]
        for one in self.facts.get("enquiries", ()):
            if one["id"] == enquiry:
                ends.append(one["closed_at"] if self.ends(one) else None)
                if when < at(one["opened_at"]) <= self.known_at:
                    return False
        return all(when <= at(end) for end in ends if end and at(end) <= known)

    def reachable(self, person: str, enquiry: str) -> bool:
        given = self.adults.get(person, {}).get("reachable", True)
        if given is False:
            return False
        facts = [
            (at(one["effective_at"]), at(one["recorded_at"]), place, one["value"])
            for place, one in enumerate(given if isinstance(given, list) else ())
            if self.known(one)
        ]
        met = [
            span(one)[0]
            for _, one in self.said()
            if one["by"] == person and one["answer"] in OWN_WORDS and not one.get("elsewhere")
        ]
        # They were spoken to, whatever came of the answer.
        met += [
            at(one["effective_at"])
            for one in self.facts["responses"]
            if one["by"] == person and one.keys() & TALKS and self.known({**one, "left_out": False})
        ]
        met += [
            at(one["effective_at"])
            for one in self.facts.get("conversations", ())
            if one["with"] == person and self.known(one)
        ]
        since = max(met + [one[0] for one in facts if one[-1]], default=ALWAYS)
        last = max(facts, default=None)
        lost = last is not None and not last[-1] and not any(when > last[0] for when in met)
        tried = {
            span(one)[0].astimezone(LONDON).date()
            for _, one in self.said()
            if one["by"] == person
            and one["answer"] == "ASK_ATTEMPTED"
            and one.get("kind", "SHARE_INFO") == "SHARE_INFO"
            and one["enquiry"] == enquiry
            and span(one)[0] > since
            and self.is_inside(enquiry, span(one)[0])
        }
        return len(tried) < 3 and not lost


def _role(person: str, row: Dict) -> str:
    return str(row.get("role", ROLES.get(person, "OTHER_HOUSEHOLD")))
