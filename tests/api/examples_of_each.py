"""One example of each operation that the story of `make_examples` does not tell.

A second family, whose record has a little of everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric import ec

from tests.access.vendors import registered
from tests.api.closing import why_each
from tests.api.disclosing import disclosure
from tests.api.example import Example, recorded
from tests.api.examples_of_meetings import meetings
from tests.api.examples_of_oversight import overseen
from tests.api.examples_of_own import own
from tests.api.examples_of_people import (
    MANAGER,
    found_right,
    id_of,
    people,
    restricting,
    words_read,
    writing_read,
)
from tests.api.examples_of_plans import plans
from tests.api.examples_of_taking_in import must_not_hear, taken_in
from tests.api.running import Family, Running, add_family, decision, reasons
from tests.reasons import ENOUGH

PRINTED = {"copy_sha256": "5e" * 32, "style": "LARGE_PRINT"}
NOTICE = {"version": "2026-01", "language": "Polish", "reading_age": 9, "text_sha256": "5e" * 32}


def each(service: Running) -> Iterator[Example]:
    """What a hub records and reads on an ordinary day."""

    def write(name: str, path: str, body: dict[str, Any], role: str = "MASH_WORKER") -> Example:
        return recorded(service, name, path, body, role)

    family = add_family(service, "LCS-100235", typed=True)
    yield from people(service, family, write)
    yield from _answers(service, family, write)
    yield from _informing(service, family, write)
    yield from _deciding(service, family, write)
    yield from _sharing(service, family, write)
    yield from _correcting(service, family, write)
    yield from meetings(family, write)
    yield from plans(family, write)
    yield from _reading(service, family)
    yield from own(service, family)
    yield from _machines(service)
    # A child of another birth: of one who may be the same a danger on the first file is heard.
    service.births = repeat("2019-04-02")
    closed = add_family(service, "LCS-100236", typed=True)
    ways = f"{closed.path}/people/{closed.mother}/ways-in"
    given = write("give-way-in", ways, {"how": "READ_OUT"})
    yield given
    yield write("end-way-in", f"{closed.path}/ways-in/{id_of(given)}/end", {})
    mine = f"{closed.path}/enquiries/{closed.enquiry}"
    yield write("assign-enquiry", f"{mine}/assignments", {"team": "Assessment team"})
    yield write("rate-enquiry", f"{mine}/ratings", {"rating": "RED", "reason": "A second bruise."})
    yield write("claim-enquiry", f"{mine}/claims", {})
    yield _look(service, "list-tasks", "/v1/tasks?mine=true&limit=200")
    yield _look(service, "count-tasks", "/v1/tasks/counts?for_role=MASH_MANAGER")
    yield _look(service, "list-enquiries", "/v1/enquiries?mine=true&open=true")
    table = service.get(f"{mine}/closing").get_json()
    closing = {"reason": "EARLY_HELP", "gaps": why_each(table, "TRIED")}
    yield write("close-enquiry", f"{mine}/end", closing)
    mine = f"{closed.path}/drafts-of-mine"
    begun = {"address": f"{closed.path}/wishes", "typed": f'{{"child": "{closed.child}", '}
    kept = write("keep-draft", mine, begun)
    yield kept
    draft = kept.reply.get_json()["draft"]
    yield _look(service, "list-my-drafts", mine)
    yield _look(service, "show-my-draft", f"{mine}/{draft}")
    yield write("throw-away-draft", f"{mine}/{draft}/end", {})
    wish = {"child": closed.child, "words": "I want to stay with Gran.", "objects": False}
    whole = {"address": f"{closed.path}/wishes", "typed": orjson.dumps(wish).decode()}
    draft = service.record(mine, whole)["draft"]
    yield write("send-draft", f"{mine}/{draft}/sending", {})
    yield from found_right(service, closed, write)
    yield from words_read(service, closed, write)
    yield from writing_read(service, closed, write)
    yield from restricting(service, closed, write)
    yield from taken_in(service, closed.path, write)
    yield from must_not_hear(service, write)


def _answers(service: Running, family: Family, write: Any) -> Iterator[Example]:
    path = family.path
    said = service.record(f"{path}/conversations", family.conversation())
    yield write(
        "record-response", f"{path}/responses", {"person": family.father, "answer": "UNDECIDED"}
    )
    yield write("record-attempt", f"{path}/attempts", {"person": family.father})
    answer = said["entries"][1]["id"]
    yield write("record-summary-sent", f"{path}/written-summaries", {"response": answer})
    yield write(
        "change-validity",
        f"{path}/validity",
        {"response": answer, "status": "CONCERN", "reasons": ["PRESSURE"]},
    )


def _informing(service: Running, family: Family, write: Any) -> Iterator[Example]:
    path, mother = family.path, family.mother
    yield write(
        "change-advocate-status", f"{path}/advocates", {"person": mother, "status": "OFFERED"}
    )
    yield write("record-needs", f"{path}/needs", {"person": mother, "indicators": ["CARE_LEAVER"]})
    yield write(
        "record-contact-point",
        f"{path}/contact-points",
        {"person": mother, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"},
    )
    address = {"person": mother, "type": "ADDRESS", "value": "7 Example Row", "safety": "SAFE"}
    kept = service.record(f"{path}/contact-points", {**address, "protected": True})["id"]
    yield write(
        "open-contact",
        f"{path}/contact-points/{kept}/openings",
        {"reason": "To send her the written copy of what she agreed to."},
    )
    opening = {"reason": "Sampled for the inspection of March."}
    yield write("open-record", f"{path}/openings", opening, "AUDITOR")
    yield write(
        "agree-keep-informed",
        f"{path}/keep-informed",
        {"person": mother, "methods": ["CALL"], "times": ["WEEKLY"], "agreed_with_person": True},
    )
    yield write(
        "record-contact-made", f"{path}/contacts-made", {"person": mother, "method": "CALL"}
    )
    gone = {"person": mother, "which": "NOT_REACHED", "how": "HANDED_OVER"} | PRINTED
    yield write("record-letter", f"{path}/letters", gone)
    yield write(
        "tell-referrer",
        f"{path}/enquiries/{family.enquiry}/referrer-feedback",
        {"level": "RECEIVED"},
    )
    asked = write(
        "record-family-request", f"{path}/family-requests", {"person": mother, "wants": "LETTER"}
    )
    yield asked
    yield write(
        "answer-family-request",
        f"{path}/family-requests/{id_of(asked)}/answers",
        {"words": "Rang her. A letter goes out today."},
    )


def _deciding(service: Running, family: Family, write: Any) -> Iterator[Example]:
    path = family.path
    yield write(
        "request-decision",
        f"{path}/decision-requests",
        {"scope": family.scope(), "why": "He was seen near the school twice."},
    )
    fixed = reasons(what_risk="He was seen near the school twice this week.")
    made = service.post(f"{path}/authorisations", decision(family, rationale=fixed), MANAGER)
    assert made.status_code == 201, made.text
    decided = made.get_json()["id"]
    yield write(
        "review-decision",
        f"{path}/decisions/{decided}/reviews",
        {"reason": "Still needed.", "review_due": "2026-03-20"},
        MANAGER,
    )
    yield write(
        "end-authorisation",
        f"{path}/authorisations/{decided}/end",
        {"reason": "The risk has passed."},
        MANAGER,
    )
    yield write(
        "decide-not-to-share",
        f"{path}/not-share-decisions",
        {
            "scope": family.scope(),
            "rationale": reasons(what_risk="What he told the nurse would reach his father."),
            "duty_test": {"relevant": True, "may_help": False, "more_harm_than_good": True},
            "reason_codes": ["MORE_DETRIMENTAL_TO_CHILD"],
            "review_due": "2026-03-20",
        },
        MANAGER,
    )
    service.post(f"{path}/authorisations", decision(family, rationale={}), MANAGER)
    yield write(
        "adopt-policy",
        "/v1/policies",
        {"one_parent_enough": True, "longest_agreement_days": 180},
        "HEAD_OF_SERVICE",
    )
    staff = {"staff": "worker-1", "names": "Priya Example"}
    yield write("record-staff", "/v1/staff", staff, "HEAD_OF_SERVICE")
    given = {"staff": "auditor-2", "role": "AUDITOR", "until": "2026-04-09T17:00:00Z"}
    right = write("grant-right", "/v1/rights", given, "SYSTEM_ADMIN")
    yield right
    yield _look(service, "list-rights", "/v1/rights", "SYSTEM_ADMIN")
    yield _look(service, "list-rights-of", "/v1/staff/auditor-2/rights", "SYSTEM_ADMIN")
    yield write("revoke-right", f"/v1/rights/{id_of(right)}/end", {}, "SYSTEM_ADMIN")
    school = {
        "type": "SCHOOL",
        "names": ["Elm Primary School", "Elm Lane School"],
        "identifier": {"scheme": "URN", "value": "100001"},
        "opening_hours": "8 to 4 in term",
    }
    yield write("list-service", "/v1/services", school, "SYSTEM_ADMIN")
    yield write("publish-notice", "/v1/privacy-notices", NOTICE, "IG_OFFICER")


def _sharing(service: Running, family: Family, write: Any) -> Iterator[Example]:
    path = family.path
    check = service.check(family.file, family.question())
    yield write(
        "follow-up-check",
        f"{path}/follow-ups",
        {"check": check["ledger"]["seq"], "action_taken": "CONTACTED"},
    )
    made = write(
        "record-disclosure", f"{path}/disclosures", disclosure(family, check=check["ledger"]["seq"])
    )
    yield made
    one = f"{path}/disclosures/{id_of(made)}"
    yield write("record-reply", f"{one}/replies", {"outcome": "DELAYED", "because": "NO_CAPACITY"})
    yield _look(service, "show-escalation-words", f"{one}/escalation-words")
    yield write(
        "send-stop-notice",
        f"{one}/stop-notice",
        {"words_sent": "Please stop: the agreement has been taken back."},
    )
    yield write("acknowledge-stop-notice", f"{one}/stop-notice/acknowledgement", {})
    yield write(
        "review-disclosure", f"{one}/reviews", {"words": "It went out before we had heard."}
    )
    yield write(
        "record-telling",
        f"{path}/tellings",
        {"about": id_of(made), "person": family.mother, "told": True},
    )
    yield write(
        "change-safe-to-tell",
        f"{path}/safe-to-tell",
        {
            "about": id_of(made),
            "safe": False,
            "reason": "He reads her post.",
            "review_on": "2026-03-20",
        },
    )
    at_once = service.check(family.file, family.question(urgency="IMMEDIATE"))["share_now"]["used"]
    elsewhere = service.check_reference(
        {"reference": "LCS-777", **family.question(urgency="IMMEDIATE")}
    )
    service.beat()
    yield write(
        "record-share-now",
        f"{path}/share-now-uses",
        {"share_now": at_once, "shared": False, "risk": "He was on his way to the house."},
    )
    yield write(
        "review-share-now",
        f"{path}/share-now-uses/{at_once}/reviews",
        {"upheld": True, "words": "It could not wait."},
        MANAGER,
    )
    yield write(
        "link-share-now",
        f"/v1/share-now-uses/{elsewhere['share_now']['used']}/link",
        {"file": family.file},
    )


def _correcting(service: Running, family: Family, write: Any) -> Iterator[Example]:
    path, mother = family.path, family.mother
    asked = write(
        "ask-correction",
        f"{path}/correction-requests",
        {"person": mother, "words": "I never said that."},
    )
    yield asked
    yield write(
        "answer-correction",
        f"{path}/correction-requests/{id_of(asked)}/answers",
        {"accepted": False, "reason": "The worker wrote it down as she spoke."},
    )
    said = service.record(f"{path}/conversations", family.conversation())
    yield write(
        "state-disagreement",
        f"{path}/disagreements",
        {"about": said["entries"][1]["id"], "person": mother, "words": "That is not what I said."},
    )
    for name, how in (("refuse-effect", "refusal"), ("confirm-effect", "confirmation")):
        unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
        service.record(f"{path}/safety", unsafe)
        safe = {
            "person": family.father,
            "safe_to_ask": True,
            "code": "SAFE_AGAIN",
            "reason": ENOUGH,
        }
        waits = service.record(f"{path}/safety", safe)["entries"][-1]["id"]
        if how == "confirmation":
            yield _look(service, "list-waiting", "/v1/waiting?limit=1", MANAGER)
        yield write(
            name,
            f"{path}/waiting/{waits}/{how}",
            {"reason": ENOUGH},
            MANAGER,
        )


def _look(service: Running, name: str, path: str, role: str = "MASH_WORKER") -> Example:
    reply = service.client.get(path, headers=service.headers(role))
    return Example(name, "", path, None, None, reply)


def _reading(service: Running, family: Family) -> Iterator[Example]:
    path = family.path
    several = {"agencies": [{"type": "HEALTH_VISITOR"}, {"type": "GP"}]}
    question = {k: v for k, v in family.question().items() if k != "agency"} | several
    yield recorded(service, "check-agencies", f"{path}/agency-checks", question)
    seq = service.check(family.file, family.question())["ledger"]["seq"]
    listed = service.get("/v1/services").get_json()["services"][0]["service"]
    notice = service.get("/v1/privacy-notices").get_json()["notices"][0]["notice"]
    for name, where in (
        ("show-file", path),
        ("show-history", f"{path}/history?limit=2"),
        ("show-coverage", f"{path}/coverage?agency=GP&category=CHILD_HEALTH"),
        ("show-card", f"{path}/card"),
        ("show-letter", f"{path}/people/{family.mother}/letters/ANSWER_COPY"),
        ("list-tasks-of-file", f"{path}/tasks?limit=2"),
        ("list-disclosures", f"{path}/disclosures?limit=1"),
        ("show-closing", f"{path}/enquiries/{family.enquiry}/closing"),
        ("list-withdrawals", f"{path}/withdrawals?limit=1"),
        ("show-check", f"{path}/checks/{seq}"),
        ("show-policy", "/v1/policies/current"),
        ("show-staff", "/v1/staff/worker-1"),
        ("list-services", "/v1/services?type=SCHOOL"),
        ("show-service", f"/v1/services/{listed}"),
        ("list-notices", "/v1/privacy-notices"),
        ("show-notice", f"/v1/privacy-notices/{notice}"),
        ("show-problem", "/v1/problems/key-reused"),
        ("list-changes", "/v1/changes?after=3&limit=6"),
        ("show-me", "/v1/me"),
        ("alive", "/livez"),
        ("ready", "/readyz"),
    ):
        yield _look(service, name, where)
    yield Example(
        "list-drafts",
        "",
        f"{path}/drafts",
        None,
        None,
        service.client.get(f"{path}/drafts", headers=service.headers(MANAGER, "manager-1")),
    )
    yield from overseen(service, path)
    asked = {"names": "Baby Ng", "dob": "2026-03-08"}
    yield Example(
        "search", "", "/v1/searches", asked, None, service.post("/v1/searches", asked, key=None)
    )
    sought = {"type": "SCHOOL", "organisation": "The Elm Primary"}
    reply = service.post("/v1/services/searches", sought, key=None)
    yield Example("find-services", "", "/v1/services/searches", sought, None, reply)
    asked = {
        key: family.question()[key] for key in ("subjects", "categories", "purpose", "direction")
    }
    service.school = listed
    where = f"{path}/partner-checks"
    yield Example(
        "check-as-partner",
        "",
        where,
        asked,
        None,
        service.post(where, asked, "PARTNER_REP", key=None),
    )
    body = disclosure(family, agency={"type": "SCHOOL", "id": listed}, categories=["EDUCATION"])
    request = service.record(f"{path}/disclosures", body)["id"]
    yield _look(service, "list-requests", "/v1/requests", "PARTNER_REP")
    done = {"outcome": "SENT", "words": "By letter this morning."}
    where = f"{path}/requests/{request}/answers"
    yield recorded(service, "answer-request", where, done, "PARTNER_REP")


def _machines(service: Running) -> Iterator[Example]:
    # The same key each time: what is shown is written into the specification.
    registered(service, key=ec.derive_private_key(2**200 + 1, ec.SECP256R1()))
    yield _look(service, "list-clients", "/v1/clients", "SYSTEM_ADMIN")
    yield _look(service, "show-client", "/v1/clients/lcs", "SYSTEM_ADMIN")
    ended = {"why": "Its contract has ended."}
    path = "/v1/clients/lcs/end"
    yield recorded(service, "disable-client", path, ended, "SYSTEM_ADMIN")
    yield _look(service, "show-authorization-server", "/.well-known/oauth-authorization-server")
