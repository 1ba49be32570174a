"""The rules of `domain.md` 5.2, 5.3 and 5.6 read a second time, to hold the first reading to it.

It answers a scenario from its JSON form alone. It imports nothing of the project, stores nothing
and is as slow as it is plain: every question walks every fact again.

Where the text leaves a reading open, the one taken is marked "Reading:".
"""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from tests.domain.second_reading_of_one import (
    ABOUT_AN_ADULT,
    ALWAYS,
    Dict,
    about,
    first_miss,
    last,
    listed,
    one,
    position,
    seen,
    times,
    when,
)

WHO_DECIDES = ["YES", "UNCONFIRMED", "DISPUTED"]
NEEDS_NO_AGREEMENT = [
    "STRATEGY_DISCUSSION",
    "S47_ENQUIRY",
    "IMMEDIATE_PROTECTION",
    "CP_CONFERENCE",
    "COURT_OR_LEGAL",
    "DOMESTIC_ABUSE_MARAC",
    "TRANSFER_OTHER_LA",
    "AUDIT_REVIEW",
]
GAPS_NEAREST_FIRST = [
    "AWAITING_REPLY",
    "UNDECIDED",
    "VALIDITY_CONCERN",
    "REPORTED_NOT_CONFIRMED",
    "EXPIRED",
    "ENQUIRY_CLOSED",
    "OUT_OF_SCOPE_CATEGORY",
    "OUT_OF_SCOPE_DIRECTION",
    "OUT_OF_SCOPE_AGENCY",
    "OUT_OF_SCOPE_PURPOSE",
    "OUT_OF_SCOPE_CHILD",
    "NOT_ASKED",
]


def answer(facts: Dict, question: Dict) -> Dict:
    """Outcome, reasons, flags and items of a scenario, in the form of its `answer`."""
    if question["urgency"] == "IMMEDIATE":
        return _bare("SHARE_NOW", "RISK_NOW")
    if not facts.get("ledger_readable", True):
        return _bare("UNAVAILABLE", "CANNOT_READ_LEDGER")
    directions = [question["direction"]]
    if directions == ["BOTH"]:
        directions = ["SEEK", "SHARE"]
    items = []
    for direction in directions:
        for subject in question["subjects"]:
            for category in question["categories"]:
                point = dict(question, subject=subject, category=category, direction=direction)
                items.append(_item(facts, point))
    flags = {flag for item in items for flag in item["flags"]}
    if not facts.get("advocate_discussed"):
        flags.add("ADVOCATE_NOT_DISCUSSED")
    return {
        "outcome": _headline({item["outcome"] for item in items}),
        "reasons": {item["reason"] for item in items},
        "flags": flags,
        "items": items,
    }


def _bare(outcome: str, reason: str) -> Dict:
    return {"outcome": outcome, "reasons": {reason}, "flags": {"RECORD_AFTER"}, "items": []}


def _headline(outcomes: set[str]) -> str:
    if len(outcomes) == 1:
        return next(iter(outcomes))
    if outcomes == {"COVERED", "AUTHORISED"}:
        return "AUTHORISED"
    if "COVERED" in outcomes or "AUTHORISED" in outcomes:
        return "PARTLY_COVERED"
    for outcome in ("OBJECTION", "DECISION_NEEDED"):
        if outcome in outcomes:
            return outcome
    return "ASK"


# ── one item ────────────────────────────────────────────────────────────────────────────────


def _age(child: Dict, point: Dict) -> int | None:
    if "dob" not in child:
        return child["age"]
    born = date.fromisoformat(child["dob"])
    today = when(point["as_of"]).astimezone(ZoneInfo("Europe/London")).date()
    birthday_to_come = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - (1 if birthday_to_come else 0)


def _relatives(child: Dict, point: Dict) -> list[tuple[str, str]]:
    """Everyone linked to the child, with the status of their responsibility, first linked first."""
    rows: list[tuple[Any, ...]] = []
    for person, given in child["parental_responsibility"].items():
        records = listed(given)
        newest = last(records, point)
        if newest is not None and not newest.get("ended"):
            first = min(when(r["recorded_at"]) for r in records)
            rows.append((first, len(rows), person, newest["value"]))
    return [(person, status) for _, _, person, status in sorted(rows)]


def _item(facts: Dict, point: Dict) -> Dict:
    child = one(facts["children"], point["subject"])
    if child is not None and when(child.get("recorded_at", str(ALWAYS))) > when(point["known_at"]):
        child = None
    if child is not None:
        outcome, reason, flags, everyone, noes = _childs(facts, child, point)
    elif one(facts["adults"], point["subject"]) is not None:
        outcome, reason, flags, everyone, noes = _adults(facts, point)
    else:
        outcome, reason, flags, everyone, noes = "ASK", "NO_RECORD", set(), None, False
    if outcome != "COVERED" and everyone is not None:
        in_force = _decisions(facts, point, everyone)
        if in_force:
            outcome, reason = "AUTHORISED", max(in_force)[3]
            told = all(row[4] for row in in_force)
            flags.add("TELL_PARENTS" if told else "DO_NOT_TELL")
    if outcome not in ("COVERED", "AUTHORISED") and point["purpose"] in NEEDS_NO_AGREEMENT:
        outcome, reason = "DECISION_NEEDED", "PURPOSE_NEEDS_NO_AGREEMENT"
    if noes and outcome in ("AUTHORISED", "DECISION_NEEDED"):
        flags.add("PARENT_POSITION_NO")
    return {
        "subject": point["subject"],
        "category": point["category"],
        "direction": point["direction"],
        "outcome": outcome,
        "reason": reason,
        "flags": flags,
    }


def _decisions(facts: Dict, point: Dict, everyone: list[Dict]) -> list[tuple[Any, ...]]:
    found = []
    for place, decision in enumerate(facts.get("authorisations", [])):
        ended = decision.get("ended_at")
        over = ended is not None and seen({"effective_at": ended, "recorded_at": ended}, point)
        past = decision["end"] is not None and when(decision["end"]) <= when(point["as_of"])
        fact = {"effective_at": decision["start"], "recorded_at": decision["recorded_at"]}
        if not seen(fact, point) or over or past or decision["enquiry"] != point["enquiry"]:
            continue
        if first_miss(decision, point) is not None:
            continue
        relied = decision.get("relies_on") or _first_to_agree(facts)
        if decision["kind"] == "RELY_ONE_PARENT" and not any(
            # Reading: one parent is relied on as a parent, so somebody without PR is not.
            p["person"] == relied and p["says"] == "yes" and p.get("status") in WHO_DECIDES
            for p in everyone
        ):
            continue
        found.append((*times(fact), place, decision["kind"], decision["safe_to_tell"]))
    return found


def _first_to_agree(facts: Dict) -> str | None:
    return next((r["by"] for r in facts["responses"] if r["answer"] == "AGREED"), None)


Draft = tuple[str, str, set[str], list[Dict] | None, bool]


def _adults(facts: Dict, point: Dict) -> Draft:
    own = position(facts, point["subject"], point)
    flags = {own["history"]} - {None}
    if not own["capable"]:
        outcome, reason = "DECISION_NEEDED", "LACKS_CAPACITY"
    elif own["says"] == "yes":
        outcome, reason = "COVERED", "AGREED_BY_ADULT"
    elif own["says"] == "no":
        outcome, reason = "OBJECTION", "ADULT_" + own["reason"]
    elif not own["safe"]:
        outcome, reason = "DECISION_NEEDED", "NOT_SAFE_TO_ASK"
    elif not own["reachable"]:
        outcome, reason = "DECISION_NEEDED", "UNREACHABLE"
    else:
        outcome = "ASK"
        reason = "ADULT_NOT_ASKED" if own["reason"] == "NOT_ASKED" else own["reason"]
    return outcome, reason, flags, [own], own["says"] == "no"


def _childs(facts: Dict, child: Dict, point: Dict) -> Draft:
    parents: list[Dict] = []
    carers: list[Dict] = []
    for person, status in _relatives(child, point):
        row = dict(position(facts, person, point), status=status)
        (parents if status in WHO_DECIDES else carers).append(row)
    age = _age(child, point)
    assessed = _assessed(child, point)
    alone = _decides_alone(age, assessed)
    everyone = parents + carers
    noes = any(p["says"] == "no" for p in parents)
    flags: set[str] = set()
    if point["category"] in ABOUT_AN_ADULT:
        outcome, reason = "ASK", "ADULT_NOT_ASKED"
    elif alone:
        own = position(facts, child["id"], point)
        everyone = [own, *everyone]
        outcome, reason = _young_persons(own)
        if outcome == "COVERED" and noes:
            flags.add("PARENT_OBJECTS_YP_AGREED")
        noes = noes or outcome == "OBJECTION"
    else:
        outcome, reason = _together(facts, parents)
        if outcome == "COVERED":
            flags |= _others(parents)
    flags |= _about_adults(parents, carers)
    wish = last(listed(child["objects"]), point)
    if not alone and wish is not None and wish["value"]:
        flags.add("CHILD_OBJECTS")
    if age is not None and 12 <= age <= 15 and assessed == "NOT_ASSESSED":
        flags.add("CONSIDER_COMPETENCE")
    flags |= {p["history"] for p in everyone} - {None}
    return outcome, reason, flags, everyone, noes


def _assessed(child: Dict, point: Dict) -> str:
    newest = last(about(listed(child["competence"]), point["purpose"]), point)
    return "NOT_ASSESSED" if newest is None else str(newest["value"])


def _decides_alone(age: int | None, assessed: str) -> bool:
    if age is None:
        return False
    # Reading: from 18 nobody holds parental responsibility, so nobody decides for them.
    if age >= 18:
        return True
    return assessed != "NOT_COMPETENT" if age >= 16 else assessed == "COMPETENT"


def _young_persons(own: Dict) -> tuple[str, str]:
    if own["says"] == "yes":
        return "COVERED", "AGREED_BY_YOUNG_PERSON"
    if own["says"] == "no":
        return "OBJECTION", "YP_" + own["reason"]
    return "ASK", "YP_NOT_ASKED"


def _about_adults(parents: list[Dict], carers: list[Dict]) -> set[str]:
    """Flags whose row in the table says nothing of who decides, so they are raised whoever does."""
    flags = set()
    for parent in parents:
        if parent["says"] == "yes" and not parent["written"]:
            flags.add("WRITTEN_CONFIRMATION_DUE")
        if parent["says"] == "yes" and parent["status"] != "YES":
            flags.add("PR_UNCONFIRMED")
    if not parents and any(c["says"] == "yes" for c in carers):
        flags.add("CARER_SUPPORTS")
    if any(c["says"] == "gap" and c["reason"] == "NOT_ASKED" for c in carers):
        flags.add("CARER_WITHOUT_PR_NOT_SPOKEN_TO")
    return flags


def _others(parents: list[Dict]) -> set[str]:
    flags = set()
    for parent in parents:
        if parent["says"] == "gap":
            # Reading: one of the three for each person, the one that protects most.
            if not parent["safe"]:
                flags.add("DO_NOT_CONTACT_OTHER_PARENT")
            elif not parent["reachable"]:
                flags.add("OTHER_CAREGIVER_UNREACHABLE")
            elif parent["askable"]:
                flags.add("OTHER_CAREGIVER_NOT_ASKED")
    return flags


def _together(facts: Dict, parents: list[Dict]) -> tuple[str, str]:
    yes = [p for p in parents if p["says"] == "yes"]
    no = [p for p in parents if p["says"] == "no"]
    gaps = [p for p in parents if p["says"] == "gap"]
    if not parents:
        return "ASK", "NO_PR_HOLDER_KNOWN"
    if no:
        return "OBJECTION", "PARENTS_DISAGREE" if yes else no[0]["reason"]
    enough = facts.get("policy", {}).get("one_parent_enough", True)
    if yes and (enough or not gaps):
        return "COVERED", "AGREED_BY_PARENT"
    for reason in GAPS_NEAREST_FIRST:
        if any(p["askable"] and p["reason"] == reason for p in gaps):
            return "ASK", reason
    for wanted, reason in (("safe", "NOT_SAFE_TO_ASK"), ("capable", "LACKS_CAPACITY")):
        if any(not p[wanted] for p in gaps):
            return "DECISION_NEEDED", reason
    return "DECISION_NEEDED", "UNREACHABLE"
