"""What edition 2026.3 knows of a family, added to one that was made without it.

Spellings and the directory, how exactly times were typed, how an answer was given and what was said
of it since, who must not be told, signs, deaths, late comers, enquiries that stand open together.
Each is rare enough to leave the rest of a family answerable, and two of them often enough meet.
"""

from __future__ import annotations

from random import Random
from typing import Any

Dict = dict[str, Any]

OWN_WORDS = ("AGREED", "AGREED_IN_PART", "REFUSED", "WITHDRAWN", "UNDECIDED")
#: Exact, folded, by its alias, with common words, contained in another, of two entries, no name.
SPELLINGS = [
    *[
        "Hillside",
        "Hillside Surgery",
        "the HILL-SIDE  surgery",
        "Dr Patel and Partners",
        "Hillside",
    ],
    *["Parkview", "Park", "Park Surgery", "Parkview Practice", "Hillside Medical Centre"],
    *["the surgery", "Elm", "Ng's surgery", "Hillside School"],
]
#: As a question may put it as well.
ASKED_AS = [None, None, *SPELLINGS, *["Newmead Clinic"] * 3]
DIRECTORY = [
    {"id": "hillside", "type": "GP", "names": ["Hillside Surgery", "Dr Patel and Partners"]},
    {"id": "hill-school", "type": "SCHOOL", "names": ["Hillside School"]},
    {"id": "parkview", "type": "GP", "names": ["Parkview Practice", "Elm"]},
    {"id": "elm", "type": "GP", "names": ["Elm", "Elm Tree Practice"]},
]
#: Listed on some day, and named by nobody before: whom "*" meant depends on when it was said.
LATE_COMER = {"id": "newmead", "type": "GP", "names": ["Newmead Clinic"]}
INTRUSIVE = "IMMIGRATION_HOME_OFFICE"
SIGNS = [
    *["NOT_SAFE", "SAFE", "SAFE", "ALLEGED_ABUSER", "DOMESTIC_ABUSE_NEED", "CODE_WORD"],
    *["UNSAFE_CONTACT", "PRESSURE"],
]
HELD_AS = ["MOTHER", "FATHER", "SECOND_PARENT", "STEPPARENT", "PARENTS_PARTNER", "GRANDPARENT"]
TICKS = ["NOT_STATED", "YES", "NO", "PARENTS_AWARE"]
CLOSINGS = [
    "NFA_ADVICE",
    "CIN_ASSESSMENT",
    "CIN_ASSESSMENT",
    "S47",
    "S47",
    "TRANSFER",
    "EARLY_HELP",
    "ENTERED_IN_ERROR",
]
#: By how exactly it was typed.
CLOCKS: dict[str | None, list[str]] = {
    None: ["T00:00:00", "T11:30:00", "T12:00:00", "T12:00:30", "T12:01:00", "T15:00:00"],
    "second": ["T12:00:00", "T12:00:30"],
    "minute": ["T12:00:00", "T12:01:00"],
    "hour": ["T11:00:00", "T12:00:00"],
    "day": ["T00:00:00"],
}


def with_circumstances(chance: Random, facts: Dict, days: list[str]) -> Dict:
    """The same family, with more known of it."""
    adults = [one["id"] for one in facts["adults"]]
    facts = facts | {
        "directory": [*DIRECTORY, LATE_COMER | {"recorded_at": chance.choice(days)}],
        "responses": [
            _said(chance, one, place, days) for place, one in enumerate(facts["responses"])
        ],
        "authorisations": [_decided(chance, one, days) for one in facts["authorisations"]],
        "children": [_child(chance, one, adults, days) for one in facts["children"]],
        "adults": [
            one
            | ({"needs": True} if chance.random() < 0.15 else {})
            | ({"died": chance.choice(days)} if chance.random() < 0.05 else {})
            for one in facts["adults"]
        ],
    }
    if chance.random() < 0.4:
        facts["safety"] = [a_sign(chance, adults, days) for _ in range(chance.choice([1, 1, 2]))]
    if chance.random() < 0.4:
        facts["enquiries"] = [an_enquiry(chance, id, days) for id in ("E1", "E0", "E2")]
        facts["closed_enquiries"] = {}
        facts["responses"] = [_in_another(one, chance.random()) for one in facts["responses"]]
    return facts


def _in_another(said: Dict, chance: float) -> Dict:
    """What was said stands in another enquiry; or, if it is a no, in none."""
    if chance < 0.15:
        return said | {"enquiry": "E2"}
    unbound = chance > 0.9 and said["answer"] in ("REFUSED", "WITHDRAWN")
    return said | {"enquiry": ""} if unbound else said


def spelled(chance: Random, question: Dict) -> Dict:
    """The same question, with another spelling of the service, a hard one, or no enquiry named."""
    question = dict(question)
    if chance.random() < 0.5:
        question["organisation"] = chance.choice(ASKED_AS)
    if chance.random() < 0.04:
        question["agency"] = INTRUSIVE
    if chance.random() < 0.15:
        question["enquiry"] = None
    if chance.random() < 0.2:
        # Inside the hour or the minute that was typed.
        question["as_of"] = question["as_of"][:10] + chance.choice(CLOCKS[None]) + "+00:00"
    return question


def _named(chance: Random, agency: Any) -> Any:
    """A service of the same type, by name, by entry or by words that name nobody."""
    kind = agency["type"] if isinstance(agency, dict) else agency
    if kind not in ("GP", "SCHOOL") or (isinstance(agency, str) and chance.random() < 0.8):
        return agency
    if chance.random() < 0.15:
        return {"type": kind, "described": "my old practice"}
    if chance.random() < 0.15:
        return {"id": chance.choice([one["id"] for one in DIRECTORY if one["type"] == kind])}
    return {"type": kind, "organisation": chance.choice(SPELLINGS)}


def _scoped(chance: Random, one: Dict) -> Dict:
    if chance.random() < 0.5:
        return one
    changed = {"agencies": [_named(chance, agency) for agency in one["agencies"]]}
    if chance.random() < 0.05:
        changed["agencies"] = [INTRUSIVE, *one["agencies"]]
    if chance.random() < 0.1:
        # By name, and all of its type as well.
        changed["agencies"] = [*changed["agencies"], _named(chance, {"type": "GP"}), "GP"]
    if "exclusions" in one:
        changed["exclusions"] = [_named(chance, excluded) for excluded in one["exclusions"]]
    return one | changed


def _said(chance: Random, one: Dict, place: int, days: list[str]) -> Dict:
    one = _scoped(chance, one)
    if chance.random() < 0.3:
        day = one["effective_at"][:10]
        exact = chance.choice([None, None, *CLOCKS])
        one = one | {"effective_at": f"{day}{chance.choice(CLOCKS[exact])}+00:00"}
        if exact is not None:
            one["precision"] = exact
    if one["answer"] not in OWN_WORDS or one["kind"] != "SHARE_INFO":
        return one
    if chance.random() < 0.15:
        # One conversation explains one thing, whatever was answered in it.
        one = one | {
            "conversation": f"talk-{one['by']}-{one['enquiry']}-{one['effective_at'][:10]}"
        }
    elif chance.random() < 0.2:
        one = one | {
            "explained": chance.choice(["FULL", "PART", "NOTHING"]),
            "check": chance.choice(["NOT_CHECKED", "EXPLAINED_BACK", "SAID_YES_ONLY"]),
        }
    if chance.random() < 0.05 and "validity" not in one and "conversation" not in one:
        one = one | {"pressure": True}
    if place and chance.random() < 0.1 and one["answer"] != "WITHDRAWN":
        one = one | {"supersedes": chance.randrange(place)}
    if one["answer"].startswith("AGREED") and chance.random() < 0.1:
        day = chance.choice([one["effective_at"], one["effective_at"], *days])
        when = max(day, one["effective_at"])[:10] + "T18:00:00+00:00"
        typed = max(chance.choice([when, when, *days]), when)
        one = one | {"disputed": [{"effective_at": when, "recorded_at": typed}]}
    return one


def _decided(chance: Random, one: Dict, days: list[str]) -> Dict:
    one = _scoped(chance, one)
    if chance.random() < 0.15:
        one = one | {"made_at": chance.choice(days)}
    if chance.random() < 0.1:
        excluded = chance.choice(["EDUCATION", _named(chance, {"type": "GP"})])
        one = one | {"exclusions": [excluded]}
    return one | ({"agencies": ["*"]} if chance.random() < 0.2 else {})


def _child(chance: Random, one: Dict, adults: list[str], days: list[str]) -> Dict:
    links = {
        person: _undated(chance, given) for person, given in one["parental_responsibility"].items()
    }
    one = one | {"parental_responsibility": links}
    if chance.random() < 0.15:
        one["recorded_at"] = chance.choice(days)
    if chance.random() < 0.15:
        one["wishes"] = [_wish(chance, adults, days)]
    return one


def _undated(chance: Random, given: Any) -> Any:
    if not isinstance(given, list) or chance.random() < 0.4:
        return given
    return [
        row
        | ({"effective_at": None} if chance.random() < 0.4 else {})
        | {"ended": chance.choice([False, "HOME", "RESPONSIBILITY"])}
        | ({"role": chance.choice(HELD_AS)} if chance.random() < 0.3 else {})
        for row in given
    ]


def _wish(chance: Random, adults: list[str], days: list[str]) -> Dict:
    wish: Dict = {
        "objects": chance.random() < 0.3,
        "not_to_be_told": chance.sample(adults, chance.choice([0, 1, 1, 2])),
        "effective_at": chance.choice(days),
    }
    if not wish["not_to_be_told"] and chance.random() < 0.5:
        wish["not_to_be_told_because"] = "Zz"
    if chance.random() < 0.5:
        when = max(chance.choice(days), wish["effective_at"])
        wish["weighed"] = {
            "may_be_told": chance.random() < 0.6,
            "effective_at": when,
            "recorded_at": when,
        }
        if not wish["not_to_be_told"] and chance.random() < 0.6:
            wish["weighed"]["means"] = chance.sample(adults, chance.choice([0, 1, 1, 2]))
    return wish


def a_sign(chance: Random, adults: list[str], days: list[str]) -> Dict:
    code = chance.choice(SIGNS)
    sign: Dict = {
        "about": chance.choice(adults),
        "code": code,
        "effective_at": chance.choice(days),
    }
    if chance.random() < 0.3:
        sign["recorded_at"] = max(chance.choice(days), sign["effective_at"])
    if code == "ALLEGED_ABUSER":
        return sign | ({"elsewhere": True} if chance.random() < 0.4 else {})
    if code in SIGNS[4:] and chance.random() < 0.4:
        sign["names"] = [chance.choice([one for one in adults if one != sign["about"]])]
    return sign


def an_enquiry(chance: Random, id: str, days: list[str]) -> Dict:
    opened = chance.choice(["2026-11-01T12:00:00+00:00"] * 4 + days[:3])
    closed = max(chance.choice(days), opened) if chance.random() < 0.35 else None
    return {
        "id": id,
        "opened_at": opened,
        "referrer_reported_consent": chance.choice(TICKS)
        if chance.random() < 0.3
        else "NOT_STATED",
        "closed_at": closed,
        "close_reason": chance.choice(CLOSINGS),
    }


def with_injuries(facts: Dict, days: list[str]) -> Dict:
    """The same family, and now and then a child of it was hurt. By a chance of their own: each
    family that was made before there were injuries is made as it was.
    """
    chance = Random(repr(facts))
    if chance.random() >= 0.25:
        return facts
    return facts | {
        "injuries": [an_injury(chance, facts, days) for _ in range(chance.choice([1, 1, 2, 3]))]
    }


def with_birthdays(facts: Dict, days: list[str]) -> Dict:
    """The same family, and now and then a child of it turns 16 on one of these days, and it was
    found of them before or since what they can decide. By a chance of their own, likewise.
    """
    chance = Random(repr(facts) + "birthdays")
    return facts | {"children": [_turning_16(chance, one, days) for one in facts["children"]]}


def _turning_16(chance: Random, child: Dict, days: list[str]) -> Dict:
    if chance.random() >= (0.6 if child["age"] in range(14, 18) else 0.05):
        return child
    found = child["competence"]
    if not isinstance(found, list) and chance.random() < 0.8:
        values = ["NOT_COMPETENT", "NOT_COMPETENT", "NOT_COMPETENT", "COMPETENT", "NOT_ASSESSED"]
        found = [
            {
                "value": chance.choice(values),
                "effective_at": (at := chance.choice(days)),
                "recorded_at": max(at, chance.choice([at, *days])),
                "purpose": chance.choice(["*", "*", "AGENCY_CHECKS", "CIN_ASSESSMENT"]),
                **chance.choice([{}, {"by_manager": True}, {"by_manager": True}, {"waits": {}}]),
            }
            for _ in range(chance.choice([1, 1, 2]))
        ]
    born = chance.choice(days)[:10].replace("2026", "2010")
    return child | {"dob": born, "competence": found}


def an_injury(chance: Random, facts: Dict, days: list[str]) -> Dict:
    pick = chance.choice
    return {
        "injury": pick(["fall", "fall", "burn"]),
        "child": pick([one["id"] for one in facts["children"]]),
        "explained": pick([*["NOT_EXPLAINED"] * 3, "EXPLAINED", "NOT_KNOWN", "SOMEBODY_DID_IT"]),
        "moves": pick(["CANNOT", "CANNOT", "CAN", "NOT_KNOWN"]),
        "effective_at": (at := pick(days)),
        "recorded_at": max(pick(days), at),
        **({"by_manager": True} if chance.random() < 0.3 else {}),
    }
