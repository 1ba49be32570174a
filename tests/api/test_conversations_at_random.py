"""Conversations and answers as anybody might type them, over HTTP: nobody's no is lost.

Held against a reading of the amendments of a few lines, which knows nothing of the rules' code: who
has said no, and has not certainly said yes to it since, of whatever else was typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final, NamedTuple

import pytest

from consent_service.domain.codes import codes
from tests.api.running import Family, Running, add_family, text_of
from tests.trying import is_campaign

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

YES: Final = ("AGREED", "AGREED_IN_PART")
NO: Final = ("REFUSED", "WITHDRAWN")
SERVICES: Final = (
    {"type": "GP"},
    {"type": "GP", "organisation": "Zz Park Surgery"},
    {"type": "HEALTH_VISITOR"},
)
KINDS: Final = ("CHILD_HEALTH", "EDUCATION")
#: A value that fits nothing.
UNFIT: Final[tuple[Any, ...]] = (
    None,
    7,
    "Zz",
    [],
    {"Zz": 1},
    "\u202e",
    ["Zz"],
    "2026-13-40",
    "0" * 24,
)
EXACTLY: Final = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
#: How many families, and how many things are said in each.
FAMILIES: Final = 40 if is_campaign() else 1
SAID: Final = 7 if is_campaign() else 5


class Said(NamedTuple):
    """What one person answered, as it was typed and fits: the moments at which it may have been."""

    person: str
    is_no: bool
    first: datetime
    last: datetime
    talk: object
    agency: dict[str, Any]
    category: str


class Typist:
    """Types of one family whatever comes to mind, and remembers what fits."""

    def __init__(self, service: Running, family: Family, chance: Random) -> None:
        self.service, self.family, self.chance = service, family, chance
        self.said: list[Said] = []
        self.ids: list[str] = []
        self.came_to: Counter[str] = Counter()

    @property
    def now(self) -> datetime:
        return self.service.clock.now

    def types(self) -> None:
        self.service.clock.now += timedelta(minutes=self.chance.choice((1, 3, 61, 1441)))
        one = self.chance.random()
        if one < 0.5:
            self.conversation()
        elif one < 0.8:
            self.response()
        else:
            self.withdrawal()

    def conversation(self) -> None:
        person, talk = self.person(), object()
        times = self.time()
        answers = [self.answer() for _ in range(self.chance.choice((0, 1, 1, 2, 3)))]
        body = {
            "person": person,
            "method": self.chance.choice(("PHONE_VERBAL", "IN_PERSON_VERBAL", "VIA_REFERRER")),
            "seen_alone": "YES",
            "pressure_concern": self.chance.choice(("NONE", "NONE", "POSSIBLE")),
            "explained": self.chance.sample(sorted(codes("explained")), 3),
            "parent_words": "Zz not the school.",
            **times,
            "responses": answers,
        }
        self.send("conversations", body, person, answers, talk)

    def talks(self, *, turned: bool) -> None:
        """Several answers at once, the first first or the last; then, or an hour before."""
        answers = [self.answer() for _ in range(self.chance.choice((1, 2, 3)))]
        body = {
            "person": self.chance.choice((self.family.mother, self.family.father)),
            "method": "PHONE_VERBAL",
            "seen_alone": "YES",
            "pressure_concern": "NONE",
            "explained": self.chance.sample(sorted(codes("explained")), 9),
            **self.time(),
            "responses": answers[::-1] if turned else answers,
        }
        self.service.record(f"{self.family.path}/conversations", body)

    def outcomes(self) -> Iterator[tuple[Any, ...]]:
        for agency in SERVICES:
            for category in KINDS:
                question = self.family.question(agency=agency, categories=[category])
                answer = self.service.check(self.family.file, question)
                yield (
                    answer["outcome"],
                    *([one["code"] for one in answer[told]] for told in ("reasons", "flags")),
                )

    def response(self) -> None:
        person = self.person()
        body = {"person": person, **self.answer(), **self.time()}
        self.send("responses", body, person, [body], object())

    def withdrawal(self) -> None:
        person = self.person()
        body = {"person": person, "scope": self.scope(), **self.time()}
        self.send("withdrawals", body, person, [{**body, "answer": "WITHDRAWN"}], object())

    def send(
        self, where: str, body: dict[str, Any], person: str, answers: list[Any], talk: object
    ) -> None:
        broken = self.chance.random() < 0.4
        sent = self.broken(body, deep=self.chance.random() < 0.8) if broken else body
        reply = self.service.post(f"{self.family.path}/{where}", sent)
        assert reply.status_code in (201, 422), reply.text
        kept = [one for one in answers if _is_there(one, sent, where)]
        if any(one["answer"] in NO for one in kept):
            assert reply.status_code == 201, (sent, reply.text)
        if reply.status_code == 201:
            whose = person if not broken or sent.get("person") == person else None
            self.remember(body, whose, kept, talk, broken=broken)
            self.ids += [held for held in _ids(reply.get_json()) if held not in self.ids]

    def remember(
        self,
        body: dict[str, Any],
        person: str | None,
        answers: list[Any],
        talk: object,
        *,
        broken: bool,
    ) -> None:
        """What was broken of a no makes it no smaller; a yes that was is none, or is one: so that
        the test is not wrong it may be one.
        """
        first, last = self.span(body)
        last = first if broken else last
        for one in answers:
            if person is None or one["answer"] not in (*YES, *NO):
                continue
            for agency in one["scope"]["agencies"]:
                for category in one["scope"]["categories"]:
                    is_no = one["answer"] in NO
                    self.said.append(Said(person, is_no, first, last, talk, agency, category))

    def span(self, body: dict[str, Any]) -> tuple[datetime, datetime]:
        typed = body.get("effective_at")
        if typed is None:
            return self.now, self.now
        at = datetime.fromisoformat(typed)
        how = body.get("precision") or ("minute" if at.second == 0 else "second")
        if how == "day":
            first = at.replace(hour=0, minute=0, second=0)
        elif how == "hour":
            first = at.replace(minute=0, second=0)
        else:
            first = at if how == "second" else at.replace(second=0)
        return first, first + EXACTLY[how]

    # ── what is typed ───────────────────────────────────────────────────────────────────────

    def person(self) -> str:
        family = self.family
        return self.chance.choice((family.mother, family.father, family.father, family.child))

    def time(self) -> dict[str, Any]:
        pick = self.chance.choice
        if pick((True, False)):
            return {}
        at = self.now - pick((timedelta(), timedelta(minutes=2), timedelta(hours=20)))
        found: dict[str, Any] = {"effective_at": text_of(at)}
        return found | pick(({}, {"precision": pick(sorted(EXACTLY))}))

    def scope(self) -> dict[str, Any]:
        pick = self.chance.choice
        return {
            "subjects": [self.family.child],
            "purposes": ["AGENCY_CHECKS"],
            "agencies": self.chance.sample(SERVICES, pick((1, 1, 2))),
            "categories": self.chance.sample(KINDS, pick((1, 2))),
            "directions": ["SEEK"],
        }

    def answer(self) -> dict[str, Any]:
        pick = self.chance.choice
        answer = pick((*YES[:1] * 4, *YES, *NO[:1] * 3, "UNDECIDED", "AWAITING"))
        found: dict[str, Any] = {"answer": answer, "scope": self.scope()}
        if answer == "AGREED_IN_PART":
            found["scope"]["exclusions"] = {"agencies": [pick(SERVICES)], "categories": []}
        if answer in YES:
            found["expires_at"] = text_of(self.now + timedelta(days=20))
        if self.ids and self.chance.random() < 0.3:
            found["supersedes"] = pick(self.ids)
        return found

    def broken(self, body: Any, *, deep: bool) -> Any:
        """The same with one thing in it that does not fit, or is not there, or is twice."""
        if not isinstance(body, dict) or not body:
            return self.chance.choice(UNFIT)
        body = dict(body)
        name = self.chance.choice(sorted(body))
        held = body[name]
        if deep and isinstance(held, dict):
            body[name] = self.broken(held, deep=True)
        elif deep and isinstance(held, list) and held:
            place = self.chance.randrange(len(held))
            body[name] = [
                self.broken(one, deep=True) if n == place else one for n, one in enumerate(held)
            ]
        elif self.chance.random() < 0.3:
            del body[name]
        else:
            body[name] = self.chance.choice(UNFIT)
        return body

    # ── what must be so ─────────────────────────────────────────────────────────────────────

    def stands(self, person: str, agency: dict[str, Any], category: str) -> bool:
        """They said no to it, and nothing that they may have said since lifts it."""
        mine = [
            one
            for one in self.said
            if one.person == person
            and one.category == category
            and one.agency in (agency, {"type": agency["type"]})
        ]
        return any(
            all(yes.is_no or yes.talk is no.talk or yes.first < no.last for yes in mine)
            for no in mine
            if no.is_no
        )

    def assert_heard(self) -> None:
        family = self.family
        for agency in SERVICES:
            for category in KINDS:
                question = family.question(agency=agency, categories=[category])
                answer = self.service.check(family.file, question)
                (item,) = answer["items"]
                self.came_to[item["outcome"]] += 1
                for person in (family.mother, family.father):
                    if self.stands(person, agency, category):
                        assert item["outcome"] not in ("COVERED", "NOT_NEEDED"), self.said
                for position in item["positions"]:
                    spoke = any(
                        (one.person, one.agency, one.category)
                        == (position["person"], agency, category)
                        for one in self.said
                        if one.is_no
                    )
                    if spoke:
                        assert position["reason"] not in ("NOT_ASKED", "YP_NOT_ASKED"), position


def _is_there(answer: Any, sent: Any, where: str) -> bool:
    """It was sent as it was meant: who said it, and what."""
    if where == "withdrawals":
        return isinstance(sent, dict)
    if where == "responses":
        return isinstance(sent, dict) and sent.get("answer") == answer["answer"]
    answers = sent.get("responses") if isinstance(sent, dict) else None
    return isinstance(answers, list) and any(
        isinstance(one, dict)
        and one.get("answer") == answer["answer"]
        and (one is answer or one.get("scope") is answer["scope"] or _is_broken_of(one, answer))
        for one in answers
    )


def _is_broken_of(one: dict[str, Any], answer: dict[str, Any]) -> bool:
    """But for one member it is the same."""
    return sum(one.get(name) != held for name, held in answer.items()) <= 1


def _ids(body: Any) -> list[str]:
    if isinstance(body, dict):
        return [one for held in body.values() for one in _ids(held)]
    if isinstance(body, list):
        return [one for held in body for one in _ids(held)]
    return [body] if isinstance(body, str) and len(body) == 24 else []


def test_nothing_that_was_typed_at_random_covers_over_a_no(service: Running) -> None:
    came_to: Counter[str] = Counter()
    for seed in range(FAMILIES):
        typist = Typist(service, add_family(service), Random(seed))
        for _ in range(SAID):
            typist.types()
            typist.assert_heard()
        came_to += typist.came_to
    # A test in which nothing is agreed shows nothing.
    assert not is_campaign() or {"COVERED", "OBJECTION"} <= set(came_to)


def test_the_answers_of_one_talk_have_no_order(service: Running) -> None:
    """Two families that are told the same, one of them the other way round: outcome, reasons and
    flags. Which of two answers that say the same is quoted is not looked at.
    """
    for seed in range(FAMILIES):
        one, other = (Typist(service, add_family(service), Random(seed)) for _ in range(2))
        for _ in range(SAID):
            service.clock.now += timedelta(minutes=one.chance.choice((30, 90, 1441)))
            other.chance.setstate(one.chance.getstate())
            one.talks(turned=False)
            other.talks(turned=True)
            assert [*one.outcomes()] == [*other.outcomes()], seed
