"""What a hub's day costs, step by step, with ten thousand families on file against a hundred.

The same made-up day of a hundred families on two applications in turn, in processor time of whole
requests: from the referral to the closing table. The families on file before are `lists`'.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from .case import Case, case_on
from .lists import FEW, fill
from .table import Row, as_markdown

ROUNDS: Final = 4
SERVICE: Final = {"type": "HEALTH_VISITOR"}
ASKED: Final = {
    "categories": ["CHILD_HEALTH"],
    "purpose": "AGENCY_CHECKS",
    "direction": "SEEK",
}
#: By the name of the step: how often, and how much processor time it took, in seconds.
Spent = dict[str, list[float]]


def measure(families: int, of_a_day: int = 100) -> list[Row]:
    """Each step as so many for each second of processor time."""
    logging.disable(logging.CRITICAL)
    rows = []
    for database in ("sqlite", "postgresql"):
        with case_on(database) as few, case_on(database) as many:
            fill(few, FEW)
            fill(many, families)
            pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
            for number in range(ROUNDS):
                ours, theirs = _round(many, few, number, of_a_day // ROUNDS)
                for step, spent in ours.items():
                    pairs[step].append((_rate(spent), _rate(theirs[step])))
            mine = [
                Row(f"{step}, {families:,} families, {database}", f"{FEW} families", both)
                for step, both in pairs.items()
            ]
            print(as_markdown(mine), flush=True)
            rows += mine
            many.assert_sound()
    return rows


def _round(many: Case, few: Case, number: int, families: int) -> tuple[Spent, Spent]:
    """A family of each in turn, so that whatever else the machine does meets both."""
    ours: Spent = defaultdict(list)
    theirs: Spent = defaultdict(list)
    for family in range(families):
        for case, spent in ((many, ours), (few, theirs)):
            for step, seconds in _a_family(case, f"Sample {number} {family}"):
                spent[step].append(seconds)
    return ours, theirs


def _rate(spent: list[float]) -> float:
    return len(spent) / sum(spent)


def _a_family(case: Case, name: str) -> Iterator[tuple[str, float]]:
    """From the telephone to the closing table: each step, and its processor time."""
    said: dict[str, Any] = {}

    def step(called: str, path: str, body: Any = None) -> tuple[str, float]:
        began = time.process_time()
        reply = case.send(path, None if body is None else json.dumps(body).encode())
        spent = time.process_time() - began
        said.clear()
        said.update(json.loads(reply))
        return called, spent

    yield step("take in a referral, with the first check", "/v1/referrals", referral(name))
    file, enquiry = f"/v1/files/{said['file']}", said["enquiry"]
    people = {one["label"]: one["id"] for one in said["people"]}
    about = {"subjects": [people["kim"]], **ASKED}
    yield step("find a family", "/v1/searches", {"names": name})
    yield step("show a family", file)
    yield step("record a conversation", f"{file}/conversations", talk(people))
    agreed = next(one["id"] for one in said["entries"] if one["kind"] == "response-recorded")
    yield step("check one agency", f"{file}/checks", {**about, "agency": SERVICE})
    three = [SERVICE, {"type": "GP"}, {"type": "SCHOOL"}]
    yield step("check three agencies", f"{file}/agency-checks", {**about, "agencies": three})
    yield step("show what is agreed as a whole", f"{file}/coverage?purpose=AGENCY_CHECKS")
    sent = {
        **about,
        "agency": SERVICE,
        "basis": "AGREED",
        "rests_on": [agreed],
        "summary": "Growth and injuries.",
        "words_sent": "Please send what you hold.",
    }
    yield step("record what was asked", f"{file}/disclosures", sent)
    replies = f"{file}/disclosures/{said['id']}/replies"
    yield step("record a reply", replies, {"outcome": "SENT"})
    yield step("show a family's tasks", f"{file}/tasks")
    yield step("my tasks", "/v1/tasks?mine=true&limit=20")
    yield step("my enquiries", "/v1/enquiries?mine=true&open=true&limit=20")
    yield step("show the closing table", f"{file}/enquiries/{enquiry}/closing")
    gaps = [
        {"about": row["id"], "column": cell["column"], "reason": "STILL_TO_DO"}
        for row in said["rows"]
        for cell in row["cells"]
        if cell["asks_for_reason"]
    ]
    closing = {"reason": "NFA_ADVICE", "gaps": gaps}
    yield step("close an enquiry", f"{file}/enquiries/{enquiry}/end", closing)
    yield step("show a family's history", f"{file}/history")


def referral(name: str) -> dict[str, Any]:
    roles = (("mum", "MOTHER"), ("dad", "FATHER"))
    return {
        "children": [{"label": "kim", "names": f"Kim {name}", "dob": "2019-05-01"}],
        "adults": [{"label": who, "names": f"{who} {name}"} for who, _ in roles],
        "relationships": [
            {"person": who, "child": "kim", "role": role, "pr_status": "YES"} for who, role in roles
        ],
        "enquiry": {"rating": "AMBER", "referrer_agency": "SCHOOL", "worry": "He is hungry."},
        "assigned": {"team": "Front door"},
        "first_check": {**ASKED, "subjects": ["kim"], "agency": SERVICE},
    }


def talk(people: dict[str, str]) -> dict[str, Any]:
    """The mother agrees to one thing."""
    scope = {
        "subjects": [people["kim"]],
        "purposes": ["AGENCY_CHECKS"],
        "agencies": [SERVICE],
        "categories": ["CHILD_HEALTH"],
        "directions": ["SEEK"],
    }
    return {
        "person": people["mum"],
        "method": "PHONE_VERBAL",
        "seen_alone": "YES",
        "pressure_concern": "NONE",
        "responses": [{"answer": "AGREED", "scope": scope}],
    }


if __name__ == "__main__":
    print(as_markdown(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
