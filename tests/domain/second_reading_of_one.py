"""Where one person stands on one item: the second reading of `domain.md` 5.6, from the bottom up.

Here are the facts with their two clocks, what can be said of a person, and the walk through what
they answered. `second_reading` puts persons together. Imports nothing of the project.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Dict = dict[str, Any]

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
WORDS_OF_THEIR_OWN = ["AGREED", "AGREED_IN_PART", "REFUSED", "UNDECIDED", "WITHDRAWN"]
ABOUT_AN_ADULT = [
    "ADULT_IDENTITY_HOUSEHOLD",
    "ADULT_HEALTH",
    "ADULT_MENTAL_HEALTH",
    "SUBSTANCE_USE",
    "DOMESTIC_ABUSE_VICTIM",
    "DOMESTIC_ABUSE_SUSPECT",
    "CRIMINAL_RECORD",
    "POLICE_INTELLIGENCE",
    "PARENTING_CAPACITY",
    "HOUSING_TENANCY",
    "FINANCE_BENEFITS",
    "IMMIGRATION_STATUS",
    "SEXUAL_LIFE",
    "ETHNICITY_RELIGION",
]
ABOUT_A_CHILD = [
    "IDENTITY_CONTACT",
    "CONCERN_DETAILS",
    "CHILD_HEALTH",
    "CHILD_MENTAL_HEALTH",
    "CHILD_SEXUAL_HEALTH",
    "INJURY_MEDICAL_FINDINGS",
    "DEVELOPMENT_DISABILITY",
    "EDUCATION",
    "SOCIAL_CARE_HISTORY",
    "POLICE_CHILD",
    "EXPLOITATION_MISSING_INFO",
    "WISHES_FEELINGS",
    "ASSESSMENT_REPORT",
    "SAFETY_PLAN",
    "FAMILY_HISTORY",
]


# ── facts and their two clocks ──────────────────────────────────────────────────────────────


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def seen(fact: Dict, point: Dict) -> bool:
    return when(fact["effective_at"]) <= when(point["as_of"]) and when(fact["recorded_at"]) <= when(
        point["known_at"]
    )


def last(facts: list[Dict], point: Dict) -> Dict | None:
    best = None
    for fact in facts:
        if seen(fact, point) and (best is None or times(fact) >= times(best)):
            best = fact  # in the order recorded, so a tie goes to the later place
    return best


def times(fact: Dict) -> tuple[datetime, datetime]:
    return when(fact["effective_at"]), when(fact["recorded_at"])


def listed(value: Any) -> list[Dict]:
    if isinstance(value, list):
        return value
    return [{"value": value, "effective_at": str(ALWAYS), "recorded_at": str(ALWAYS)}]


def one(things: list[Dict], id: str) -> Dict | None:
    for thing in things:
        if thing["id"] == id:
            return thing
    return None


def about(facts: list[Dict], purpose: str) -> list[Dict]:
    return [f for f in facts if f.get("purpose", "*") in ("*", purpose)]


def _responses(
    facts: Dict, person: str, point: Dict, kinds: tuple[str, ...] = ("SHARE_INFO",)
) -> list[Dict]:
    """What a person said about sharing, as known then, latest first."""
    found = []
    for index, response in enumerate(facts["responses"]):
        struck = any(
            c["of"] == index and when(c["recorded_at"]) <= when(point["known_at"])
            for c in facts.get("corrections", [])
        )
        # Taking part is another question (5.3).
        if (
            response["by"] == person
            and response.get("kind", "SHARE_INFO") in kinds
            and not struck
            and seen(response, point)
        ):
            found.append((*times(response), index, response))
    found.sort(key=lambda row: row[:3])
    return [row[3] for row in reversed(found)]


def _safe(facts: Dict, person: str, point: Dict) -> bool:
    adult = one(facts["adults"], person)
    rows: list[tuple[Any, ...]] = []
    for index, record in enumerate(listed(adult["safe_to_ask"] if adult else True)):
        if seen(record, point):
            rows.append((*times(record), "fact", index, bool(record["value"])))
    # Reading: what makes a person unsafe to ask is about them, whichever enquiry it came up in.
    either = ("SHARE_INFO", "TAKE_PART")
    for index, response in enumerate(reversed(_responses(facts, person, point, either))):
        if response["answer"] == "NOT_ASKED_UNSAFE":
            rows.append((*times(response), "response", index, False))
    return not rows or max(rows)[-1]


def _reachable(facts: Dict, person: str, point: Dict) -> bool:
    adult = one(facts["adults"], person)
    records = adult["reachable"] if adult else True
    if records is False:
        return False
    records = records if isinstance(records, list) else []
    responses = _responses(facts, person, point)
    reached = [ALWAYS]
    # Whoever answered about taking part was reached as well.
    answers = _responses(facts, person, point, ("SHARE_INFO", "TAKE_PART"))
    reached += [when(r["effective_at"]) for r in answers if r["answer"] in WORDS_OF_THEIR_OWN]
    reached += [
        when(talk["effective_at"])
        for talk in facts.get("conversations", [])
        if talk["with"] == person and seen(talk, point)
    ]
    reached += [
        when(record["effective_at"])
        for record in records
        if record["value"] is True and seen(record, point)
    ]
    # Reading: "until reached" also ends a record that they could not be reached.
    said = last(records, point)
    if said is not None and not said["value"] and when(said["effective_at"]) >= max(reached):
        return False
    # Reading: attempts made in another enquiry are history, like every response from there.
    occasions = {
        when(r["effective_at"])
        for r in responses
        if r["answer"] == "ASK_ATTEMPTED" and r["enquiry"] == point["enquiry"]
    }
    return len([at for at in occasions if at > max(reached)]) < 3


def _capable(facts: Dict, person: str, point: Dict) -> bool:
    adult = one(facts["adults"], person)
    records = listed(adult["capacity"] if adult else "PRESUMED")
    said = last(about(records, point["purpose"]), point)
    return said is None or said["value"] != "LACKS"


# ── one person's position ───────────────────────────────────────────────────────────────────


def _matches_agency(given: Any, point: Dict) -> bool:
    if isinstance(given, str):
        return given in ("*", point["agency"])
    same = given["organisation"].lower() == (point.get("organisation") or "").lower()
    return same and given["type"] in ("*", point["agency"])


def first_miss(scope: Dict, point: Dict) -> str | None:
    for part, value, reason in (
        ("subjects", point["subject"], "OUT_OF_SCOPE_CHILD"),
        ("purposes", point["purpose"], "OUT_OF_SCOPE_PURPOSE"),
        ("agencies", None, "OUT_OF_SCOPE_AGENCY"),
        ("categories", point["category"], "OUT_OF_SCOPE_CATEGORY"),
        ("directions", point["direction"], "OUT_OF_SCOPE_DIRECTION"),
    ):
        if part == "agencies":
            matched = any(_matches_agency(a, point) for a in scope["agencies"])
        else:
            matched = value in scope[part] or "*" in scope[part] or "BOTH" in scope[part]
        if not matched:
            return reason
    return None


def _excluded(response: Dict, point: Dict) -> bool:
    if first_miss(response, point) in ("OUT_OF_SCOPE_CHILD", "OUT_OF_SCOPE_PURPOSE"):
        return False
    for excluded in response.get("exclusions", []):
        if isinstance(excluded, str) and excluded in ABOUT_A_CHILD + ABOUT_AN_ADULT:
            if excluded == point["category"]:
                return True
        # Reading: one word can be an agency and a category; in exclusions it is the category.
        elif _matches_agency(excluded, point):
            return True
    return False


def _names_it(response: Dict, point: Dict) -> bool:
    named = [*response["agencies"], *response.get("exclusions", [])]
    return any(isinstance(n, dict) and _matches_agency(n, point) for n in named)


def _verdict(facts: Dict, response: Dict, point: Dict) -> tuple[str, str] | None:
    """What one response alone makes of the item: ("yes" | "no" | "gap", reason), or nothing."""
    kind = response["answer"]
    if kind in ("AGREED", "AGREED_IN_PART") and _excluded(response, point):
        return "no", "EXCLUDED"
    if first_miss(response, point) is not None:
        return None
    if kind in ("REFUSED", "WITHDRAWN"):
        return "no", kind
    if kind == "UNDECIDED":
        return "gap", "UNDECIDED"
    if kind == "AWAITING":
        return "gap", "AWAITING_REPLY"
    if kind == "REPORTED_BY_REFERRER":
        return "gap", "REPORTED_NOT_CONFIRMED"
    # Reading: an attempt, or not having asked, is no answer, so it hides none.
    if kind not in ("AGREED", "AGREED_IN_PART") or _not_begun(response, point):
        return None
    concerns = response.get("validity")
    if concerns is None:
        concerns = [] if response["valid"] else [{**response, "value": "CONCERN"}]
    latest = last(concerns, point)
    if latest is not None and latest["value"] != "VALID":
        return "gap", "VALIDITY_CONCERN"
    closed = facts.get("closed_enquiries", {}).get(response["enquiry"])
    if closed is not None and when(closed) <= min(when(point["as_of"]), when(point["known_at"])):
        return "gap", "ENQUIRY_CLOSED"
    ends = response.get("expires_at")
    if ends is not None and when(ends) <= when(point["as_of"]):
        return "gap", "EXPIRED"
    return "yes", ""


def _not_begun(response: Dict, point: Dict) -> bool:
    # Reading: an agreement that begins later is, until then, as if it had not been given.
    begins = response.get("valid_from")
    return begins is not None and when(begins) > when(point["as_of"])


def _last_own_no(older: list[Dict], point: Dict) -> tuple[str, str] | None:
    # Reading: what is recorded about somebody does not take back the no they gave themselves.
    for response in older:
        if response["enquiry"] != point["enquiry"]:
            continue
        agreed = response["answer"] in ("AGREED", "AGREED_IN_PART")
        if agreed and _excluded(response, point):
            return "no", "EXCLUDED"
        if first_miss(response, point) is not None or (agreed and _not_begun(response, point)):
            continue
        if response["answer"] in ("REFUSED", "WITHDRAWN"):
            return "no", response["answer"]
        if agreed or response["answer"] == "UNDECIDED":
            return None
    return None


def position(facts: Dict, person: str, point: Dict) -> Dict:
    said, reason, history, missing, yes = "gap", "NOT_ASKED", None, None, None
    responses = _responses(facts, person, point)
    for place, response in enumerate(responses):
        agreed = response["answer"] in ("AGREED", "AGREED_IN_PART")
        denied = response["answer"] in ("REFUSED", "WITHDRAWN")
        here = response["enquiry"] == point["enquiry"]
        verdict = _verdict(facts, response, point) if here else None
        if verdict is not None:
            said, reason = verdict
            yes = response if said == "yes" else None
            if response["answer"] in ("REPORTED_BY_REFERRER", "AWAITING"):
                said, reason = _last_own_no(responses[place + 1 :], point) or verdict
            if agreed and said != "no" and not _names_it(response, point):
                for older in responses[place + 1 :]:
                    if older["enquiry"] != point["enquiry"] or not _names_it(older, point):
                        continue
                    earlier = _verdict(facts, older, point)
                    if earlier is None or (
                        earlier[0] == "gap" and older["answer"] not in ("AGREED", "AGREED_IN_PART")
                    ):
                        continue
                    if earlier[0] == "no":
                        said, reason, yes = "no", earlier[1], None
                    break
            break
        if history is None and not here and agreed:
            history = "EARLIER_AGREEMENT"
        if history is None and denied:
            history = "RELATED_REFUSAL"
        if here and agreed and missing is None and not _not_begun(response, point):
            missing = first_miss(response, point)
    else:
        reason = missing or "NOT_ASKED"
    safe, reachable = _safe(facts, person, point), _reachable(facts, person, point)
    capable = _capable(facts, person, point)
    return {
        "person": person,
        "says": said,
        "reason": reason,
        "history": history,
        "written": yes is not None and _summary_sent(yes, point),
        "safe": safe,
        "reachable": reachable,
        "capable": capable,
        "askable": said == "gap" and safe and reachable and capable,
    }


def _summary_sent(response: Dict, point: Dict) -> bool:
    at = response.get("summary_sent_at")
    if at is not None:
        return seen({"effective_at": at, "recorded_at": at}, point)
    return bool(response["written_summary_sent"])
