"""Problems (RFC 9457): one table, one shape, one way to make them.

A problem says in plain words what is wrong and what to do next. It never repeats a value that was
sent, never names anybody, never carries a library's text, and never says that sharing is
forbidden: each ends with what to do if a child is at risk.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from flask import Response

from ..domain.codes import TEXTS

PROBLEM_JSON: Final = "application/problem+json"
PROBLEMS_PATH: Final = "/v1/problems/"


class Problem(NamedTuple):
    """One row of the table: HTTP status, what is wrong, what to do next."""

    status: int
    title: str
    next: str


#: Every problem this service answers with. `api_spec/problems.md` is made from this table.
PROBLEMS: Final[Mapping[str, Problem]] = {
    # the request as sent
    "malformed-json": Problem(
        400,
        "The body is not JSON we can read.",
        "Send one JSON object in UTF-8, without a byte order mark.",
    ),
    "not-an-object": Problem(400, "The body is not a JSON object.", "Send one JSON object."),
    "duplicate-member": Problem(
        400,
        "A member of the body comes twice.",
        "Send each member once, so that it is clear which one you mean.",
    ),
    "json-too-deep": Problem(400, "The body is nested too deep.", "Send at most 16 levels."),
    "json-too-many-members": Problem(
        400, "The body has too many members.", "Send at most 1,000 members and elements."
    ),
    "idempotency-key-missing": Problem(
        400,
        "The Idempotency-Key header is missing or not usable.",
        "Send a key of 1 to 255 visible ASCII characters, a new one for each new thing to record.",
    ),
    "bad-request": Problem(
        400, "The request cannot be read.", "Check the address, the headers and the host name."
    ),
    "unauthenticated": Problem(
        401, "We do not know who is asking.", "Sign in again, or send a valid bearer token."
    ),
    "not-your-role": Problem(
        403, "This is not for your role.", "Ask a colleague whose role it is, or a manager."
    ),
    "not-found": Problem(
        404,
        "There is nothing here.",
        "Check the address. 'Not found' is not an answer about agreement.",
    ),
    "method-not-allowed": Problem(
        405,
        "This address does not take that method.",
        "See the Allow header for the methods it takes.",
    ),
    "body-too-large": Problem(413, "The body is too large.", "Send at most 64 KiB."),
    "not-json": Problem(
        415,
        "The body is not declared as JSON.",
        "Send Content-Type: application/json, in UTF-8, not compressed.",
    ),
    # what was to be recorded
    "invalid": Problem(
        422,
        "Some of what was sent cannot be used.",
        "Correct the members listed under errors and send it again.",
    ),
    "number-out-of-range": Problem(
        422,
        "A number is too large to be kept exactly.",
        "Send whole numbers below 2 to the power 53.",
    ),
    "key-reused": Problem(
        422,
        "This Idempotency-Key was used for another request.",
        "Use a new key for a new thing to record.",
    ),
    "reference-in-use": Problem(
        422, "A file with this reference is open already.", "Use that file, or check the reference."
    ),
    "not-on-file": Problem(
        422,
        "This is not on the file.",
        "Add the person, child, enquiry, conversation or answer first, or check the id.",
    ),
    "no-open-enquiry": Problem(
        422, "No enquiry is open on this file.", "Open an enquiry first, or name the one you mean."
    ),
    "which-enquiry": Problem(422, "More than one enquiry is open.", "Say which enquiry you mean."),
    "enquiry-closed": Problem(
        422,
        "This enquiry has ended.",
        "Agreements end with their enquiry. Open a new one to record new answers.",
    ),
    "time-in-the-future": Problem(
        422,
        "This time has not come yet.",
        "Give the time at which it happened, or leave it out if it is now.",
    ),
    "date-not-believable": Problem(
        422, "This date cannot be right.", "Check the day, month and year."
    ),
    "dob-or-due-date": Problem(
        422,
        "A child needs a date of birth or, before birth, an estimated due date.",
        "Give one of the two.",
    ),
    "unknown-father-explained": Problem(
        422,
        "A father who is not yet known needs an explanation.",
        "Say why he is not known and what is being done to find out.",
    ),
    "agreement-needs-conversation": Problem(
        422,
        "An agreement needs the conversation in which it was given.",
        "Record the conversation with its answer, or name the conversation.",
    ),
    "agreement-not-by-referrer": Problem(
        422,
        "A referrer's word is not the parent's answer.",
        "Record it as REPORTED_BY_REFERRER, then speak to the parent.",
    ),
    "agreement-needs-scope": Problem(
        422,
        "The scope has a part that says nothing.",
        "Name at least one subject, agency, purpose, kind of information and direction.",
    ),
    "any-needs-reason": Problem(
        422,
        "'Any' needs a reason.",
        "Name what was agreed, or write in any_reason why it was left open.",
    ),
    "part-needs-exclusions": Problem(
        422,
        "An agreement in part needs what it leaves out.",
        "List the agencies or kinds of information the person said no to.",
    ),
    "exclusions-in-agreements-only": Problem(
        422,
        "Only an agreement leaves something out.",
        "Name what the person said no to or took back, and leave exclusions out.",
    ),
    "agreement-needs-end": Problem(
        422,
        "An agreement needs an end date.",
        "Give the date and time when it ends, as told to the person.",
    ),
    "agreement-too-long": Problem(
        422,
        "The end is further away than this authority's policy allows.",
        "Give an earlier end; it can be renewed in a new conversation.",
    ),
    "ends-before-it-begins": Problem(422, "It would end before it begins.", "Check both times."),
    "concern-needs-reason": Problem(422, "A concern needs a reason.", "Say what the concern is."),
    "advocate-step-missing": Problem(
        422,
        "The advocate's status cannot go there in one step.",
        "Record the steps between, or check the present status.",
    ),
    "advocate-needs-name": Problem(
        422, "A nominated advocate needs a name.", "Say who was nominated."
    ),
    "advocate-needs-checks": Problem(
        422,
        "An advocate is confirmed once every suitability question is answered.",
        "Answer each with YES or NO.",
    ),
    "advocate-needs-permission": Problem(
        422,
        "An advocate is confirmed once the parent has said what they may be told.",
        "Record the parent's information permission.",
    ),
    "relies-on-whom": Problem(
        422, "Relying on one parent names that parent.", "Give the person relied on."
    ),
    "order-needs-reference": Problem(
        422, "A court's order is cited by its reference.", "Give the order's reference."
    ),
    "decision-needs-end": Problem(
        422, "A decision needs an end.", "Give the time when it ends; it can be renewed on review."
    ),
    "no-such-entry": Problem(
        422,
        "No such entry on this file can be corrected.",
        "Give the seq of an entry that recorded something about this family.",
    ),
    "corrected-already": Problem(
        422, "This entry was corrected before.", "Record what is right as a new entry."
    ),
    # the service itself
    "internal": Problem(
        500,
        "Something went wrong on our side.",
        "Try again. If it was a write, use the same Idempotency-Key.",
    ),
    "storage-unavailable": Problem(
        503,
        "We cannot reach the record right now. Nothing was recorded.",
        "Try again in a moment with the same Idempotency-Key.",
    ),
    "outcome-unknown": Problem(
        503,
        "We cannot tell whether this was recorded.",
        "Send it again with the same Idempotency-Key: it is then recorded once.",
    ),
    "ledger-not-sound": Problem(
        503,
        "The record is being checked and takes nothing new.",
        "Write down what you were to record, and tell the person who runs the service.",
    ),
    "record-damaged": Problem(
        503,
        "This file cannot be opened.",
        "Tell the person who runs the service. The rest of the record is not affected.",
    ),
}


class ProblemError(Exception):
    """Ends a request with a problem. `errors` are pairs of JSON Pointer and what is wrong."""

    def __init__(self, code: str, errors: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.errors = tuple(errors)


def problem_response(
    code: str, errors: Sequence[tuple[str, str]] = (), request_id: str | None = None
) -> Response:
    """The response of one problem, with the way to share now."""
    problem = PROBLEMS[code]
    body: dict[str, object] = {
        "type": f"{PROBLEMS_PATH}{code}",
        "title": problem.title,
        "status": problem.status,
        "detail": f"{problem.next} {TEXTS['share_now']}",
        "instance": f"urn:uuid:{request_id or uuid.uuid4()}",
    }
    if errors:
        body["errors"] = [{"pointer": pointer, "detail": detail} for pointer, detail in errors]
    response = Response(
        json.dumps(body, ensure_ascii=False), status=problem.status, content_type=PROBLEM_JSON
    )
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if problem.status == 503:
        response.headers["Retry-After"] = "2"
    return response


def problems_page() -> str:
    """The table as Markdown, for `api_spec/problems.md`."""
    lines = [
        "# Problems",
        "",
        "Every error of the API is a problem (RFC 9457, `application/problem+json`). `type` is the",
        "address below; `detail` says what to do next and ends with how to share now if a child is",
        "at risk. `errors`, where present, gives a JSON Pointer (RFC 6901) and what is wrong.",
        "A value that was sent is never repeated.",
        "",
        "Made from `consent_service/api/problems.py`; do not edit by hand.",
        "",
        "| type | status | what is wrong | what to do next |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{PROBLEMS_PATH}{code}` | {p.status} | {p.title} | {p.next} |"
        for code, p in PROBLEMS.items()
    ]
    return "\n".join(lines) + "\n"
