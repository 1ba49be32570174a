"""The bytes that are committed to, kind by kind, written out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

from consent_service.domain import events
from consent_service.domain.content import By, Content, format_content, parse_content
from consent_service.domain.event import kind_of, kinds, tag_of
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.sweeping import each
from tests.trying import tried

VECTORS: list[dict[str, str]] = json.loads(
    (Path(__file__).parent / "vectors/events.json").read_text()
)["vectors"]
KINDS = [tag_of(kind) for kind in kinds()]

each_vector = each("vector", of=VECTORS, ids=lambda vector: vector["kind"])


def test_every_kind_has_one_vector() -> None:
    assert sorted(vector["kind"] for vector in VECTORS) == sorted(KINDS)


def test_no_two_kinds_share_a_tag() -> None:
    assert len(KINDS) == len(set(KINDS))


@each_vector
def test_the_bytes_of_a_kind_are_what_they_were(vector: dict[str, str]) -> None:
    """A failure here is a change of format: every ledger out there holds the old bytes."""
    content = vector["content"].encode()
    parsed = parse_content(content)
    assert kind_of(parsed.event) == vector["kind"]
    assert format_content(parsed) == content
    assert hashlib.sha256(content).hexdigest() == vector["sha256"]


@each_vector
def test_a_vector_shows_every_field_that_can_be_shown(vector: dict[str, str]) -> None:
    """A field that stood at its default could change its type and no vector would tell."""
    event = parse_content(vector["content"].encode()).event
    # What cannot be shown beside the rest: a birth date and a due date, or a guess; an ended link;
    # the one kind of response that there is besides the ordinary.
    unshown = {"estimated_due_date", "estimated_dob", "born_in", "due_in", "ended"}
    unshown |= {"response_kind"}
    fields = msgspec.structs.fields(event)
    at_default = {f.name for f in fields if not f.required and getattr(event, f.name) == _usual(f)}
    assert at_default <= unshown


def _usual(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default


@each_vector
def test_nobody_in_a_vector_is_real(vector: dict[str, str]) -> None:
    event = json.loads(vector["content"])["event"]
    for name in ("names", "child", "person"):
        held = event.get(name, "Zz")
        assert all(one.startswith("Zz") for one in ([held] if isinstance(held, str) else held))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'{"by":{"id":"Zz","role":"Zz"}}',
        b'{"by":{"id":"Zz","role":"Zz"},"event":{}}',
        b'{"by":{"id":"Zz","role":"Zz"},"event":{"kind":"never-heard-of"}}',
        b'{"by":{"id":"Zz","role":"Zz"},"event":{"kind":"adult-added","names":"Zz"}}',
        b'{"by":{"id":"Zz","role":"Zz"},"event":{"kind":"file-opened","reference":7}}',
        b'{"by":{"id":"Zz"},"event":{"kind":"file-opened"}}',
    ],
)
def test_what_is_not_a_content_is_refused(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        parse_content(data)


def test_a_field_added_later_is_read_from_bytes_without_it() -> None:
    """The law above the classes lets a field be added; what was written before must still read."""
    content = parse_content(b'{"by":{"id":"Zz","role":"Zz"},"event":{"kind":"file-opened"}}')
    assert content == Content(By("Zz", "Zz"), events.FileOpened())


@tried(5)
@given(facts=families(), question=questions())
def test_parsing_undoes_formatting(facts: dict[str, Any], question: dict[str, Any]) -> None:
    for _, content in read(facts, question).entries:
        data = format_content(content)
        assert parse_content(data) == content
        assert format_content(parse_content(data)) == data
