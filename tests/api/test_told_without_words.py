"""Whoever looks in without unlocking is told by code what the whole record says, and in no reply
stands what somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import pytest

from consent_service.api.edge.withoutnames import _ours, _said_to_all
from consent_service.domain.file.looks import VERIFY
from consent_service.domain.file.pseudonyms import LEFT_OUT, STAYS
from consent_service.domain.writing import folded
from consent_service.storage.door.queries import read_file
from tests.api.disclosing import disclose
from tests.api.examples_of_each import each
from tests.api.running import Family, Running, agree
from tests.api.test_kept_and_as_careful import FAMILIES, MINUTE
from tests.api.test_what_settles_a_doubt import DOUBTS

WHY: Final = "Sampled for the inspection of March."
OVERSEER, ROLE, OTHER = "looks-1", "AUDITOR", "worker-9"
#: What names nobody; what a request was typed as; and codes of what is missing in it.
_NO_TEXT: Final = STAYS | {"typed", "kind", "missing"}
_NO_WORD: Final = re.compile(r"[-0-9T:.Z+]*|[0-9a-f]{24,}|/\S* [A-Z_]+")
#: Whose the texts are: codes and ids are what is told, and these are not.
_BY_NAME: Final = {"names", *LEFT_OUT, "was", "words", "child_words", "staff", "before_writing"}


def typed_in(part: Any, name: str = "") -> Iterator[str]:
    """Whatever text stands in what was recorded, whatever it is marked as."""
    if isinstance(part, dict):
        for key, one in part.items():
            yield from typed_in(one, key)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from typed_in(one, name)
    elif isinstance(part, str) and name not in _NO_TEXT and not _NO_WORD.fullmatch(part):
        yield from [part] if " " in part or name in {"names", "value", "reference"} else []


def hidden_of(service: Running, file: str) -> set[str]:
    """What somebody typed on this file that this service does not say itself."""
    found = set[str]()
    for held in read_file(service.storage.records, service.authority, file, VERIFY).every():
        found |= {*typed_in(msgspec.to_builtins(held.event))}
    words = {one: tuple(re.findall(r"\w+", folded(one))) for one in found}
    return {one for one, each in words.items() if one not in _said_to_all() and each not in _ours()}


def reads(service: Running, file: str) -> Iterator[str]:
    """Where what is in a file is read."""
    path = f"/v1/files/{file}"
    yield from (path, f"{path}/history?limit=200", f"{path}/tasks?limit=200")
    yield from (f"{path}/disclosures?limit=200", f"{path}/withdrawals?limit=200", f"{path}/looks")
    shown = whole(service, path)
    for enquiry in shown["enquiries"]:
        yield f"{path}/enquiries/{enquiry['id']}/closing"
    for one in whole(service, f"{path}/disclosures?limit=200")["disclosures"]:
        yield f"{path}/disclosures/{one['id']}/escalation-words"
    for entry in whole(service, f"{path}/history?limit=200")["entries"]:
        yield f"{path}/receipts/{entry['seq']}/print"
        if entry["kind"] in ("check-made", "history-asked", "check-unanswered"):
            yield f"{path}/checks/{entry['seq']}"


def looks_in(service: Running, file: str) -> None:
    service.record(f"/v1/files/{file}/openings", {"reason": WHY}, ROLE, subject=OVERSEER)


def whole(service: Running, path: str) -> Any:
    """The same as a worker reads it."""
    return service.client.get(path, headers=service.headers("MASH_WORKER")).get_json()


def as_overseer(service: Running, path: str) -> Any:
    return service.client.get(path, headers=service.headers(ROLE, OVERSEER))


def told(shown: Any, path: str = "") -> dict[str, Any]:
    """Codes, ids and how many of what there are: whatever is told that is no text."""
    if isinstance(shown, dict):
        shown = {key: one for key, one in shown.items() if key not in _BY_NAME}
        return {k: v for key, one in shown.items() for k, v in told(one, f"{path}/{key}").items()}
    if isinstance(shown, list):
        found: dict[str, Any] = {path: len(shown)}
        for place, one in enumerate(shown):
            found |= told(one, f"{path}/{place}")
        return found
    if isinstance(shown, str) and not re.fullmatch(r"[A-Z][A-Z0-9_]*|[0-9a-f]{16,}", shown):
        return {path: "a text"}
    return {path: shown}


@pytest.mark.parametrize("name", FAMILIES)
def test_whoever_looks_in_is_told_by_code_what_the_whole_record_says(
    service: Running, family: Family, name: str
) -> None:
    """Of a file without words nothing read as harm, and an auditor saw that nothing was due."""
    service.clock.now += MINUTE
    if name not in DOUBTS:
        agree(service, family)
        service.clock.now += MINUTE
    FAMILIES[name](service, family)
    disclose(service, family)
    service.clock.now += MINUTE
    service.check(family.file, family.question())
    looks_in(service, family.file)
    hidden = hidden_of(service, family.file)
    assert {"Ann Example", "Bo Example"} <= hidden
    service.beat()
    for path in reads(service, family.file):
        reply = as_overseer(service, path)
        assert reply.status_code == 200, (path, reply.text)
        assert [one for one in hidden if one in reply.text] == [], path
        if reply.is_json and not path.endswith("/looks"):
            assert told(reply.get_json()) == told(whole(service, path)), path


def test_nothing_that_anybody_typed_stands_in_what_is_told_without_it(service: Running) -> None:
    """Of a family whose record has a little of everything."""
    files = {one.path.split("/")[3] for one in each(service) if one.path.startswith("/v1/files/")}
    service.beat()
    leaks = []
    for file in sorted(files):
        hidden = hidden_of(service, file)
        looks_in(service, file)
        for path in reads(service, file):
            reply = as_overseer(service, path)
            assert reply.status_code == 200, (path, reply.text)
            leaks += [(path.replace(file, "*"), one) for one in hidden if one in reply.text]
    assert leaks == [], "\n".join(map(str, leaks))


@pytest.mark.parametrize("role", ["IG_OFFICER", "LEGAL_SERVICES"])
def test_nor_in_the_reply_to_what_whoever_looks_in_puts_on_record(
    service: Running, family: Family, role: str
) -> None:
    """To try a withdrawal told whoever had opened nothing which agencies were told, and whose."""
    agree(service, family)
    disclose(service, family)
    FAMILIES["harm"](service, family)
    service.clock.now += MINUTE
    hidden = hidden_of(service, family.file)
    asked = {"person": family.mother, "scope": family.scope(), "method": "PHONE_VERBAL"}
    sent = {**asked, "dry_run": True}

    def tried() -> Any:
        reply = service.post(f"{family.path}/withdrawals", sent, role, subject="looks-2")
        assert reply.status_code == 201, reply.text
        return reply

    unfit = {**sent, "response_kind": "NO_SUCH_KIND"}
    reply = service.post(f"{family.path}/withdrawals", unfit, role, subject="looks-2")
    assert reply.status_code == 201, "What does not fit is said as to whoever may read it."
    assert "CANNOT_BE_USED" in {one["code"] for one in reply.get_json()["notices"]}
    first = tried()
    assert [one for one in hidden if one in first.text] == []
    for more in ({}, {"unlocks": True}):
        opened = {"reason": WHY, **more}
        service.record(f"{family.path}/openings", opened, role, subject="looks-2")
    then = tried().get_json()
    assert [one["code"] for one in then["notices"]] == [
        one["code"] for one in first.get_json()["notices"]
    ]
    assert len(then["travels"]) == len(first.get_json()["travels"])
