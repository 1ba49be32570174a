"""One example of each operation that says who is on a file, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from werkzeug.test import TestResponse

from tests.api.asking_own import mother_of
from tests.api.example import Example
from tests.api.running import Family, Running
from tests.reasons import ENOUGH

MANAGER = "MASH_MANAGER"


def people(service: Running, family: Family, write: Any) -> Iterator[Example]:
    path, mother, child = family.path, family.mother, family.child
    unborn = write(
        "add-child", f"{path}/children", {"names": "Baby Ng", "estimated_due_date": "2026-05-01"}
    )
    yield unborn
    yield write("record-birth", f"{path}/children/{id_of(unborn)}/birth", {"dob": "2026-03-08"})
    adult = write("add-adult", f"{path}/adults", {"names": "Cai Example", "language": "Welsh"})
    yield adult
    yield write(
        "amend-person",
        f"{path}/people/{id_of(adult)}/amendments",
        {"names": "Cai Sample", "reason": "As he writes it himself."},
    )
    twice = service.record(f"{path}/adults", {"names": "C. Sample"})["id"]
    joined = write(
        "join-people",
        f"{path}/people/{id_of(adult)}/joinings",
        {"other": twice, "reason": "He says so himself."},
    )
    yield joined
    yield write(
        "part-people",
        f"{path}/joinings/{id_of(joined)}/parting",
        {"reason": "The second one is his brother."},
        MANAGER,
    )
    yield write(
        "tell-apart",
        f"{path}/people/{id_of(adult)}/tellings-apart",
        {"other": twice, "reason": "They are brothers: Mr Sample's sister says so."},
        MANAGER,
    )
    order = write(
        "record-order",
        f"{path}/orders",
        {
            "child": child,
            "type": "DELEGATED_AUTHORITY",
            "source": "The placement plan.",
            "people": [id_of(adult)],
            "purposes": ["AGENCY_CHECKS"],
            "categories": ["EDUCATION"],
        },
    )
    yield order
    yield write(
        "end-order", f"{path}/orders/{id_of(order)}/end", {"source": "The placement plan."}, MANAGER
    )
    yield write(
        "record-death",
        f"{path}/deaths",
        {"person": twice, "source": "His brother, by telephone."},
    )
    other = service.record("/v1/files", {})["file"]
    same = service.record(f"/v1/files/{other}/adults", {"names": "A. Example"})["id"]
    elsewhere = write(
        "join-elsewhere",
        f"{path}/people/{mother}/joinings-elsewhere",
        {"file": other, "other": same, "reason": "She says so herself."},
    )
    yield elsewhere
    yield write(
        "part-elsewhere",
        f"{path}/joinings-elsewhere/{id_of(elsewhere)}/parting",
        {"reason": "The other one is her cousin."},
        MANAGER,
    )
    unknown = service.record(f"{path}/adults", {"names": "Father not yet known"})["id"]
    yield write(
        "record-relationship",
        f"{path}/relationships",
        {
            "person": unknown,
            "child": id_of(unborn),
            "role": "UNKNOWN_FATHER",
            "pr_status": "UNCONFIRMED",
            "explanation": "The mother has not named him.",
        },
    )
    yield write(
        "identify-father",
        f"{path}/relationships/{unknown}/identification",
        {"child": id_of(unborn), "father": id_of(adult), "pr_status": "UNCONFIRMED"},
    )
    yield write("record-equality", f"{path}/equality", {"person": mother, "religion": "Christian"})
    yield write(
        "record-safety",
        f"{path}/safety",
        {"person": mother, "safe_to_ask": True, "reason": ENOUGH},
    )
    yield write(
        "record-reachability", f"{path}/reachability", {"person": mother, "reachable": True}
    )
    yield write("record-capacity", f"{path}/capacity", {"person": mother, "status": "ASSESSED_HAS"})
    yield write(
        "record-competence", f"{path}/competence", {"child": child, "status": "NOT_ASSESSED"}
    )
    yield write("record-sign", f"{path}/signs", {"person": mother, "code": "CODE_WORD"})
    wish = write(
        "record-wish",
        f"{path}/wishes",
        {"child": child, "objects": False, "words": "I do not mind.", "heard_by": "school nurse"},
    )
    yield wish
    yield write(
        "weigh-wish",
        f"{path}/wishes/{id_of(wish)}/weighings",
        {"may_be_told": True, "reason": ENOUGH},
        MANAGER,
    )
    yield write("open-enquiry", f"{family_path(service)}/enquiries", {"rating": "AMBER"})
    yield Example("list-staff", "", "/v1/staff", None, None, service.get("/v1/staff"))


def family_path(service: Running) -> str:
    """A file on which no enquiry is open yet."""
    file = service.record("/v1/files", {})["file"]
    return f"/v1/files/{file}"


def id_of(made: Example) -> str:
    reply: TestResponse = made.reply
    return str(reply.get_json()["id"])


def found_right(service: Running, family: Family, write: Any) -> Iterator[Example]:
    born = {"names": "Old Example", "dob": "1980-01-01"}
    seq = service.record(f"{family.path}/children", born)["entries"][0]["seq"]
    said = {"entry": seq, "reason": "Seen on the passport. The case is kept open for the leaving."}
    yield write("find-right", f"{family.path}/found-right", said, MANAGER)


def words_read(service: Running, family: Family, write: Any) -> Iterator[Example]:
    said = {"person": family.father, "methods": ["NO_CONTACT_REQUESTED"], "times": []}
    said["if_not_agreed_reason"] = "He works nights, and rings us himself."
    seq = service.record(f"{family.path}/keep-informed", said)["entries"][0]["seq"]
    read = {"entry": seq, "reason": "It is about when he can be reached, and about nothing asked."}
    yield write("read-words", f"{family.path}/words-read", read, MANAGER)


def writing_read(service: Running, family: Family, write: Any) -> Iterator[Example]:
    asked = {"wants": "SPEAK_TO_SOMEBODY", "words": "Proszę zadzwonić do mnie."}
    mother_of(service, family).receipt("requests", asked)
    unread = service.get(family.path).get_json()["unread_writing"]
    read = {"entry": unread[-1]["entry"], "holds": "MAY_BE_A_NO"}
    yield write("read-writing", f"{family.path}/writing-read", read)


def restricting(service: Running, family: Family, write: Any) -> Iterator[Example]:
    """A record that is kept to people by name, for a while."""
    why = "Her mother works in the team next door."
    sent = {"file": family.file, "staff": "worker-1", "reason": why}
    kept = write("restrict-record", "/v1/restrictions", sent, MANAGER)
    yield kept
    opening = f"{family.path}/openings"
    to_protect = {"reason": "A neighbour rings: the child is alone tonight."}
    opened = service.record(opening, to_protect, subject="worker-2")["id"]
    said = {"upheld": True, "words": "A child was alone, and the team went at once."}
    yield write("review-kept-record", f"{opening}/{opened}/reviews", said, MANAGER)
    where = "/v1/restrictions"
    reply = service.client.get(where, headers=service.headers("IG_OFFICER"))
    yield Example("list-restrictions", "", where, None, None, reply)
    ended = {"reason": "She has left the authority."}
    yield write("end-restriction", f"{where}/{id_of(kept)}/end", ended, "HEAD_OF_SERVICE")
