"""Small families: one child, her mother and her father, and any two or three things known of them.

Among the many facts of a large family a rare one seldom decides anything. Here each is as likely as
the next, and every two meet every day (`test_second_reading.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Any, Final, NamedTuple

from tests.domain.scenario_besides import DOORS, TICKED
from tests.domain.strategies import DAYS, HILLSIDE, MONTHS_END, an_authorisation
from tests.domain.strategies_of_circumstances import (
    DIRECTORY,
    LATE_COMER,
    TICKS,
    a_sign,
    an_enquiry,
    an_injury,
    with_birthdays,
)
from tests.domain.strategies_of_what_waits import (
    WIDELY,
    a_joining,
    an_order,
    heard_elsewhere,
    let_wait,
)

Dict = dict[str, Any]
ADULTS: Final = ["mum", "dad", "gran"]
#: How many a wish names; how it was weighed; how many a manager found that it means, if they did.
WISHES: Final = [
    *((named, weighed, None) for named in (1, 2) for weighed in ("", "may be told", "not")),
    *(
        (0, "", None),
        *((0, way, means) for way in ("may be told", "not") for means in (None, 0, 1)),
    ),
]


class Now(NamedTuple):
    """Of whom a thing is, and when: mostly of whoever the last was of, and after it. What two of
    them said seldom meets.
    """

    by: str
    day: str


def _said(chance: Random, facts: Dict, now: Now, answer: str, **more: Any) -> Dict:
    one: Dict = {
        "by": now.by,
        "answer": answer,
        "kind": "SHARE_INFO",
        **WIDELY,
        "purposes": ["*"],
        "directions": ["BOTH"],
        "exclusions": [],
        "effective_at": now.day,
        "recorded_at": chance.choice([now.day, now.day, now.day, DAYS[-1]]),
        "valid_from": None,
        "expires_at": MONTHS_END,
        "valid": True,
        "written_summary_sent": True,
    }
    if chance.random() < 0.2:
        one |= {"agencies": [HILLSIDE]}
    facts["responses"].append(one | more)
    return one


def _answers(*answers: str, **more: Any) -> Callable[[Random, Dict, Now], None]:
    def said(chance: Random, facts: Dict, now: Now) -> None:
        _said(chance, facts, now, chance.choice(answers), **more)

    return said


def _denied(chance: Random, facts: Dict, now: Now) -> None:
    when = max(now.day, chance.choice([now.day, *DAYS]))[:10] + "T18:00:00+00:00"
    denied = {"effective_at": when, "recorded_at": when}
    _said(chance, facts, now, "AGREED", recorded_at=now.day, disputed=[denied])


def _elsewhere(chance: Random, facts: Dict, now: Now) -> None:
    answer = chance.choice(["REFUSED", "WITHDRAWN", "NOT_CLEAR", "AGREED"])
    _said(chance, facts, now, answer, enquiry=chance.choice(["E0", "E2"]))


def _on_another_file(chance: Random, facts: Dict, now: Now) -> None:
    _said(chance, facts, now, "REFUSED")
    facts["responses"][-1] = heard_elsewhere(chance, facts["responses"][-1], DAYS)


def _in_their_place(chance: Random, facts: Dict, now: Now) -> None:
    _said(chance, facts, now, chance.choice(["AGREED", "REFUSED"]))
    place = len(facts["responses"]) - 1
    _said(chance, facts, now, chance.choice(["AGREED", "UNDECIDED"]), supersedes=place)


def _pressed(chance: Random, facts: Dict, now: Now) -> None:
    why = {"pressure": True}, {"check": "SAID_YES_ONLY"}, {"explained": "NOTHING"}, {"valid": False}
    _said(chance, facts, now, "AGREED", **chance.choice(why))


def _later_or_ended(chance: Random, facts: Dict, now: Now) -> None:
    member = chance.choice(["valid_from", "expires_at"])
    _said(chance, facts, now, "AGREED", **{member: chance.choice(DAYS)})


def _enquiries(chance: Random, facts: Dict, now: Now) -> None:
    facts["enquiries"] = [an_enquiry(chance, id, DAYS) for id in ("E1", "E0", "E2")]


def _ticked(chance: Random, facts: Dict, now: Now) -> None:
    if "enquiries" not in facts:
        _enquiries(chance, facts, now)
    facts["enquiries"][0] |= {
        "opened_at": chance.choice(DAYS[:2]),
        "referrer_reported_consent": chance.choice(TICKS[1:]),
        "closed_at": None,
    }


def _corrected(chance: Random, facts: Dict, now: Now) -> None:
    said = _said(chance, facts, now, chance.choice(["AGREED", "REFUSED"]))
    place = len(facts["responses"]) - 1
    when = max(said["recorded_at"], chance.choice(DAYS))
    facts["corrections"].append({"of": place, "recorded_at": when})


def _wish(chance: Random, facts: Dict, now: Now) -> None:
    """Each way in which one can be put and weighed is as likely as the next."""
    when = sorted(chance.choices(DAYS, k=2))
    named, weighed, means = chance.choice(WISHES)
    wish: Dict = {
        "objects": chance.random() < 0.3,
        "not_to_be_told": chance.sample(ADULTS, named),
        "effective_at": when[0],
    }
    if not named:
        wish["not_to_be_told_because"] = "Zz"
    if weighed:
        wish["weighed"] = {
            "may_be_told": weighed == "may be told",
            "effective_at": when[1],
            "recorded_at": when[1],
        }
        if means is not None:
            wish["weighed"]["means"] = chance.sample(ADULTS, means)
    facts["children"][0].setdefault("wishes", []).append(wish)


def _sign(chance: Random, facts: Dict, now: Now) -> None:
    facts.setdefault("safety", []).append(a_sign(chance, ADULTS, DAYS))


def _order(chance: Random, facts: Dict, now: Now) -> None:
    of_it = facts | {"children": facts["children"][:1] * 3}
    facts.setdefault("orders", []).append(an_order(chance, of_it, DAYS))


def _joined(chance: Random, facts: Dict, now: Now) -> None:
    facts.setdefault("joined", []).append(a_joining(chance, facts, DAYS))


def _injury(chance: Random, facts: Dict, now: Now) -> None:
    facts.setdefault("injuries", []).append(an_injury(chance, facts, DAYS))


def _words(chance: Random, facts: Dict, now: Now) -> None:
    door = chance.choice(sorted(DOORS.keys() - {"a sign", "tried", "in a talk", "of an advocate"}))
    one: Dict = {"by": now.by, "door": door, "effective_at": now.day, "recorded_at": now.day}
    if chance.random() < 0.3:
        one |= {"read_at": chance.choice(DAYS)}
    elif door in TICKED and chance.random() < 0.3:
        one |= {"not_a_no": True}
    facts.setdefault("words", []).append(one)


def _over_time(chance: Random, values: Iterable[Any]) -> list[Dict]:
    days = sorted(chance.choices(DAYS, k=2))
    both = chance.sample(list(values), k=2)
    return [
        {"value": value, "effective_at": day, "recorded_at": day}
        for value, day in zip(both, days, strict=True)
    ]


def _of_a_parent(chance: Random, facts: Dict, now: Now) -> None:
    one = chance.choice(facts["adults"][:2])
    change: Dict = chance.choice(
        [
            {"safe_to_ask": _over_time(chance, [True, False])},
            {"reachable": chance.choice([False, _over_time(chance, [True, False])])},
            {
                "capacity": chance.choice(
                    ["LACKS", *[_over_time(chance, ["LACKS", "PRESUMED"])] * 2]
                )
            },
            {"needs": True},
            {"language": "Punjabi", "format": "STANDARD"},
            {"died": chance.choice(DAYS)},
        ]
    )
    one |= change


def _of_the_child(chance: Random, facts: Dict, now: Now) -> None:
    change: Dict = chance.choice(
        [
            {"objects": chance.choice([True, _over_time(chance, [True, False])])},
            {"competence": _over_time(chance, ["COMPETENT", "NOT_COMPETENT", "NOT_ASSESSED"])},
            {"age": chance.choice([None, 0, 13, 16, 17, 18])},
            {"recorded_at": chance.choice(DAYS)},
            {"died": chance.choice(DAYS)},
        ]
    )
    facts["children"][0] |= change


def _responsible(chance: Random, facts: Dict, now: Now) -> None:
    held = facts["children"][0]["parental_responsibility"]
    values = ["YES", "UNCONFIRMED", "DISPUTED", "NO", "RESTRICTED_BY_COURT", "ENDED"]
    rows = _over_time(chance, values)
    rows[0] |= {"effective_at": chance.choice([None, rows[0]["effective_at"]])}
    rows[1] |= {"ended": chance.choice([False, "HOME", "RESPONSIBILITY"])}
    held[chance.choice(ADULTS)] = rows


def _decision(chance: Random, facts: Dict, now: Now) -> None:
    whole = {"subjects": ["*"], "categories": ["*"], "agencies": ["GP"], "purposes": ["*"]}
    facts["authorisations"].append(an_authorisation(chance) | whole)


#: By its name: what is known of a family, each as likely as the next.
THINGS: Final[dict[str, Callable[[Random, Dict, Now], None]]] = {
    "a yes": _answers("AGREED"),
    "a no": _answers("REFUSED", "WITHDRAWN"),
    "what it leaves out": _answers("AGREED_IN_PART", exclusions=[HILLSIDE]),
    "neither": _answers("UNDECIDED", "UNDECIDED", "AWAITING", "ASK_ATTEMPTED"),
    "not clear": _answers("NOT_CLEAR"),
    "of a referrer": _answers("REPORTED_BY_REFERRER"),
    "not asked, as unsafe": _answers("NOT_ASKED_UNSAFE"),
    "denied": _denied,
    "in another enquiry": _elsewhere,
    "in none": _answers("REFUSED", "WITHDRAWN", enquiry=""),
    "on another file": _on_another_file,
    "in place of another": _in_their_place,
    "pressed": _pressed,
    "later, or ended": _later_or_ended,
    "struck": _corrected,
    "enquiries": _enquiries,
    "a tick": _ticked,
    "a wish": _wish,
    "a sign": _sign,
    "an order": _order,
    "joined": _joined,
    "an injury": _injury,
    "words": _words,
    "of a parent": _of_a_parent,
    "of the child": _of_the_child,
    "responsible": _responsible,
    "a decision": _decision,
}


def of_few(chance: Random, things: Iterable[str]) -> Dict:
    """The `facts` of a scenario of which these are known."""
    adult = {"safe_to_ask": True, "reachable": True, "capacity": "PRESUMED"}
    facts: Dict = {
        "children": [
            {
                "id": "ann",
                "age": chance.choice([4, 4, 4, 14]),
                "objects": False,
                "competence": "NOT_ASSESSED",
                "parental_responsibility": {"mum": "YES", "dad": "YES", "gran": "NO"},
            }
        ],
        "adults": [{"id": one, **adult} for one in ADULTS],
        **{name: [] for name in ("responses", "authorisations", "corrections", "conversations")},
        "closed_enquiries": {},
        "policy": {},
        "advocate_discussed": True,
        "directory": [*DIRECTORY, LATE_COMER | {"recorded_at": chance.choice(DAYS)}],
    }
    if chance.random() < 0.5:
        _said(chance, facts, Now("dad", DAYS[0]), "AGREED")
    speaker, in_turn = chance.choice(["mum", "mum", "mum", "dad", "ann"]), [*things]
    chance.shuffle(in_turn)
    days = sorted(chance.choices(DAYS, k=len(in_turn)))
    for thing, day in zip(in_turn, days, strict=True):
        by = speaker if chance.random() < 0.8 else chance.choice(["mum", "dad", "ann"])
        THINGS[thing](chance, facts, Now(by, day))
    if chance.random() < 0.2:
        let_wait(chance, facts, DAYS)
    return with_birthdays(facts, DAYS)


def a_small_question(chance: Random) -> Dict:
    """Mostly the plainest: what is asked otherwise passes by what is known."""
    pick = chance.random
    return {
        "agency": "GP",
        "organisation": "Hillside" if pick() < 0.4 else None,
        "subjects": ["mum" if pick() < 0.1 else "ann"],
        "direction": "SEEK",
        "enquiry": None if pick() < 0.2 else "E1",
        "categories": ["ADULT_MENTAL_HEALTH" if pick() < 0.15 else "CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "urgency": "STANDARD",
        "as_of": chance.choice(DAYS) if pick() < 0.2 else DAYS[-1],
        "known_at": DAYS[-1],
    }
