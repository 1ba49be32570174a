"""The examples of `api_spec/examples`, taken from the service itself.

`python -m tests.api.make_examples` writes them again. Times come from the story's clock. Ids and
hashes are random, so each is replaced by a number of its own length, in the order in which they
come: an example stays valid, and two runs of the story give the same bytes.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import structlog
import structlog.testing
from werkzeug.test import TestResponse

from consent_service.api.table import operations
from tests.api.alone import ALONE, ids_of, path_of
from tests.api.breaking import away
from tests.api.example import Example, recorded
from tests.api.examples_of_each import each
from tests.api.examples_of_proofs import proofs, receipts_and_tokens
from tests.api.onfile import with_family
from tests.api.running import Family, Running, add_family, decision, reasons, running
from tests.made_up import MadeUp

FOLDER: Final = Path(__file__).resolve().parents[2] / "api_spec" / "examples"

_RANDOM: Final = re.compile(
    r"\b(?:[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{24}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b"
)


def story(service: Running) -> Iterator[Example]:
    """One family, from opening the file to a day on which the record cannot be read."""

    def record(
        name: str, about: str, path: str, body: dict[str, Any], role: str = "MASH_WORKER"
    ) -> Example:
        reply = service.post(path, body, role, key=name)
        return Example(name, about, path, body, name, reply)

    def ask(name: str, about: str, path: str, body: dict[str, Any]) -> Example:
        return Example(name, about, path, body, None, service.post(path, body, key=None))

    yield record(
        "open-file",
        "Open a case file under the case system's own reference.",
        "/v1/files",
        {"reference": "LCS-100234"},
    )
    family = add_family(service, typed=True)
    checks, question = f"{family.path}/checks", family.question
    yield ask("check-ask", "Nobody has been asked yet, which is not a no.", checks, question())
    yield ask(
        "check-decision-needed",
        "A strategy discussion needs a manager's decision on record, and no agreement.",
        checks,
        question(purpose="STRATEGY_DISCUSSION"),
    )
    service.clock.now += timedelta(minutes=10)
    yield record(
        "record-conversation",
        "A conversation and the answer given in it: one act.",
        f"{family.path}/conversations",
        _conversation(family),
    )
    yield ask("check-covered", "The mother agreed to exactly this.", checks, question())
    yield ask(
        "check-partly-covered",
        "She agreed to part of what is asked.",
        checks,
        question(categories=["CHILD_HEALTH", "FAMILY_HISTORY"]),
    )
    service.clock.now += timedelta(minutes=10)
    withdrawn = record(
        "withdraw",
        "She takes back what she agreed to.",
        f"{family.path}/withdrawals",
        {
            "person": family.mother,
            "method": "PHONE_VERBAL",
            "words": "I have changed my mind about the health visitor.",
            "scope": family.scope(),
        },
    )
    yield withdrawn
    yield ask("check-objection", "Somebody has said no.", checks, question())
    yield record(
        "record-authorisation",
        "A manager decides to go ahead, with reasons.",
        f"{family.path}/authorisations",
        _decision(family),
        "MASH_MANAGER",
    )
    yield ask("check-authorised", "A manager's decision is on record.", checks, question())
    yield record(
        "correct-entry",
        "An earlier entry was wrong: it stays readable and no longer counts.",
        f"{family.path}/corrections",
        {
            "corrects": withdrawn.reply.get_json()["entries"][0]["seq"],
            "what_was_wrong": "It was her sister who rang.",
        },
        "MASH_MANAGER",
    )
    yield ask(
        "check-share-now",
        "Immediate risk: nothing else is looked at, and nothing else has to be right.",
        checks,
        {"urgency": "IMMEDIATE"},
    )
    yield ask(
        "check-by-reference",
        "A reference that is not known here: no record, which is not a no.",
        "/v1/checks",
        {"reference": "LCS-999", **question()},
    )
    yield ask(
        "problem-invalid",
        "422: every member that cannot be used, by JSON Pointer. No value is repeated.",
        checks,
        question(direction="UP", subjects=[]),
    )
    nowhere = f"/v1/files/{'0' * 32}"
    yield Example(
        "problem-not-found",
        "404: a file that is not there, and one of another authority, look the same.",
        nowhere,
        None,
        None,
        service.get(nowhere),
    )
    # It is a trouble of ours, and the only one that is wanted here.
    with away(service), structlog.testing.capture_logs():
        yield ask(
            "check-unavailable",
            "The record cannot be read: use your judgement.",
            checks,
            question(),
        )


def _conversation(family: Family) -> dict[str, Any]:
    return family.conversation(
        family.agreement(words="Yes, ask the health visitor."),
        explained=["WHY_WORRIED", "WHO_WE_CONTACT", "CAN_SAY_NO", "CAN_CHANGE_MIND"],
        understanding_check="EXPLAINED_BACK",
        parent_words="I want to help.",
    )


def _decision(family: Family) -> dict[str, Any]:
    rationale = reasons(what_risk="A third injury in a month that nobody could explain.")
    return decision(family, rationale=rationale)


def _each(service: Running) -> Iterator[Example]:
    """The story, what it does not tell, and what neither does: made up from its declaration, each
    on a ledger of its own, so that one more moves no other.
    """
    told = [*proofs(service), *story(service), *each(service), *receipts_and_tokens(service)]
    yield from told
    shown = {one.operation for one in told}
    whole, family = with_family()
    for write in ALONE:
        if write.name in shown:
            continue
        name = re.sub(r"[A-Z]", lambda capital: f"-{capital[0].lower()}", write.name)
        body = MadeUp(ids_of(family)).body(write)
        path = path_of(write, family.file, ids_of(family))
        with tempfile.TemporaryDirectory() as made:
            url = f"sqlite:///{Path(made, 'test.db')}"
            with running(Path(made), url, whole=whole) as fresh:
                yield recorded(fresh, name, path, body)


def examples(service: Running) -> dict[str, str]:
    """Each example's file name and text."""
    found = {}
    sends = {
        one.name: "body" if one.body is not None else "form" if one.form is not None else None
        for one in operations()
    }
    for one in _each(service):
        if one.about == "":
            assert one.reply.status_code < 400, f"{one.name}: {one.reply.text}"
        request: dict[str, Any] = {"method": one.method, "path": one.path}
        if one.key is not None:
            request["headers"] = {"Idempotency-Key": one.key}
        sent = sends[one.operation]
        if one.body is not None and sent is not None:
            request[sent] = one.body
        document = {
            "about": one.says,
            "operation": one.operation,
            "request": request,
            "response": {
                "status": one.reply.status_code,
                "content_type": one.reply.content_type,
                "body": _body(one.reply),
            },
        }
        text = json.dumps(document, indent=2, ensure_ascii=False)
        found[f"{one.name}.json"] = steadied(text) + "\n"
    return found


def _body(reply: TestResponse) -> Any:
    """What was answered, if it is JSON. A cursor ends with a hash of an address, which holds an id
    that was drawn: it is shown as zeros.
    """
    body = reply.get_json() if reply.is_json else None
    if isinstance(body, dict) and isinstance(body.get("next"), str) and body["next"].isalnum():
        plain = base64.urlsafe_b64decode(body["next"] + "=" * (-len(body["next"]) % 4)).decode()
        steady = f"{plain.rpartition('.')[0]}.{'0' * 16}"
        body["next"] = base64.urlsafe_b64encode(steady.encode()).decode().rstrip("=")
    return body


#: What is signed or drawn anew each time: a token, a key of a ledger, a checkpoint's root and its
#: signature, a public key of a service.
_SIGNED: Final = (
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"), "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"),
    (re.compile(r"\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}"), f"+00000000+{'A' * 44}"),
    (re.compile(r"(?<=\\n)[A-Za-z0-9+/]{43}=(?=\\n)"), f"{'A' * 43}="),
    (re.compile(r" [A-Za-z0-9+/]{90,}={0,2}(?=\\n)"), f" {'A' * 91}="),
    (re.compile(r'"(kid|x|y)": "[\w-]{43}"'), rf'"\1": "{"A" * 43}"'),
)

#: What somebody signs in with: a reference, or a code.
_WAY_IN: Final = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b|\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b")


def steadied(text: str) -> str:
    """Each random id or hash as the number of its first appearance, at its own length."""
    seen: dict[str, str] = {}
    for signed, shown in _SIGNED:
        text = signed.sub(shown, text)

    def number(found: re.Match[str]) -> str:
        value = found[0]
        if set(value) == {"0"}:
            return value
        if value not in seen:
            count = f"{len(seen) + 1:x}"
            digits = count.rjust(len(value.replace("-", "")), "0")
            if "-" in value:
                digits = "-".join(
                    (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
                )
            seen[value] = digits
        return seen[value]

    return _WAY_IN.sub(lambda found: re.sub(r"\w", "0", found[0]), _RANDOM.sub(number, text))


def main() -> None:
    """Write every example, and remove what is none any more."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running(folder, f"sqlite:///{folder / 'examples.db'}") as service:
            made = examples(service)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.json"):
        if path.name not in made:
            path.unlink()
    for file, text in made.items():
        (FOLDER / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
