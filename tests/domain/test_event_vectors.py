"""The bytes that are committed to, kind by kind, written out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

from consent_service.domain.recorded import events
from consent_service.domain.recorded.content import By, Content, format_content, parse_content
from consent_service.domain.recorded.event import kind_of, kinds, tag_of
from tests.domain.make_vectors import not_shown
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.sweeping import each
from tests.trying import tried

VECTORS: list[dict[str, str]] = json.loads(
    (Path(__file__).parent / "vectors/events.json").read_text()
)["vectors"]
KINDS = [tag_of(kind) for kind in kinds()]

each_vector = each("vector", of=VECTORS, ids=lambda vector: vector["kind"])


def test_every_kind_has_a_vector() -> None:
    assert {vector["kind"] for vector in VECTORS} == set(KINDS)


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


def test_of_each_field_that_can_be_shown_some_vector_of_its_kind_shows_it() -> None:
    """A field that stood at its default could change its type and no vector would tell. One that
    was added since the first has a vector of its own: those without it stay as they were.
    """
    assert not_shown(VECTORS) == {}


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


@tried(2, at_length=200)
@given(facts=families(), question=questions())
def test_parsing_undoes_formatting(facts: dict[str, Any], question: dict[str, Any]) -> None:
    for _, content in read(facts, question).entries:
        data = format_content(content)
        assert parse_content(data) == content
        assert format_content(parse_content(data)) == data
