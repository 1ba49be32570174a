"""Most questions are read without the schema's machinery, and come to what the schema makes; as
most requests are answered without Flask's, and come to the same reply.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from consent_service.actions.refused import Refused
from consent_service.api.asked import checks
from consent_service.api.asked.bodies import CheckSchema, is_immediate
from consent_service.api.asked.usual import usual_question
from consent_service.domain.codes import codes
from consent_service.strict import parse_object
from tests.api.running import Family, Running

ID, OTHER = "0" * 24, "ab" * 12
QUESTION: dict[str, Any] = {
    "subjects": [ID],
    "agency": {"type": "GP"},
    "categories": ["CHILD_HEALTH"],
    "purpose": "CIN_ASSESSMENT",
    "direction": "SEEK",
}
USUAL: dict[str, Any] = {
    "subjects": [[ID], [ID, OTHER], [ID, ID]],
    "agency": [{"type": code} for code in codes("agencies")],
    "categories": [[code] for code in codes("categories")],
    "purpose": list(codes("purposes")),
    "direction": list(codes("directions")),
    "urgency": list(codes("urgencies")),
    "enquiry": [OTHER],
}
ODD: list[Any] = [
    *(None, True, 0, 1.5, "", " ", "GP", "*", ID, "A" * 24, ID + "\n", "\u0660" * 24),
    *([], [None], [[]], [{}], [ID] * 21, [ID, 1], ["CHILD_HEALTH"] * 31),
    *({}, {"type": None}, {"type": "gp"}, {"type": "GP", "id": ID}, {"type": ["GP"]}),
    *({"type": "GP", "organisation": "A Surgery"}, {"type": "GP", "described": ""}, {"other": 1}),
]


def by_schema(raw: bytes) -> Any:
    """What the strict reader and the schema make of it. What cannot wait comes to neither."""
    try:
        body = parse_object(raw)
        return None if is_immediate(body) else CheckSchema().load(body)
    except (ValidationError, Refused):
        return None


def sent(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def bodies() -> Iterator[dict[str, Any]]:
    yield {}
    for name in (*USUAL, "as_of", "known_at", "reference", "agencies", "purpose "):
        yield {member: value for member, value in QUESTION.items() if member != name}
        for value in (*USUAL.get(name, ()), *ODD):
            yield {**QUESTION, name: value}
    yield {**QUESTION, "as_of": "2026-03-09T14:30:00+00:00"}
    many = [f"{n:08x}" for n in range(20)]
    for some in (5, 6):
        yield {**QUESTION, "subjects": many, "categories": [*codes("categories")][:some]}


def test_what_it_makes_of_a_body_is_what_the_schema_makes_of_it() -> None:
    read = 0
    for raw in map(sent, bodies()):
        found = usual_question(raw)
        read += found is not None
        assert found is None or found == by_schema(raw), raw
    assert read > 100


def test_every_question_of_codes_and_ids_alone_is_read_so() -> None:
    for name, values in USUAL.items():
        for value in values:
            raw = sent({**QUESTION, name: value})
            assert (usual_question(raw) == by_schema(raw) is not None) or value == "IMMEDIATE"


def spelt_otherwise() -> Iterator[bytes]:
    """The same and nearly the same, as nobody's program writes it."""
    raw = sent({**QUESTION, "urgency": "STANDARD", "enquiry": OTHER})
    yield from (
        b"\xef\xbb\xbf" + raw,
        raw + b" ",
        b"\n\t" + raw,
        raw + b"{}",
        raw + b"\0",
        raw[:-1],
    )
    yield from (raw.replace(b": ", b" :\r\n"), raw.replace(b'"GP"', b'"\\u0047P"'))
    yield from (raw.replace(b'"GP"', b'"G\\/P"'), raw.replace(b"subjects", b"\\u0073ubjects"))
    for name in (*QUESTION, "urgency", "enquiry"):
        other: list[Any] = ["IMMEDIATE", None, [], {}, {"a:": ":"}, ":"]
        for value in (QUESTION.get(name, OTHER), *other):
            again = f"{json.dumps(name)}: {json.dumps(value)}".encode()
            yield raw[:-1] + b", " + again + b"}"
            yield b"{" + again + b", " + raw[1:]
    yield raw.replace(b'"type": "GP"', b'"type": "GP", "type": "GP"')
    yield raw.replace(b'"type": "GP"', b'"type": "POLICE", "type": "GP"')
    for odd in (b"\x00", b"\x1f", b"\x7f", b"\xff", b"\xc2\xa0", b"\xe2\x80\x8b", b"\n"):
        yield raw.replace(ID.encode(), ID.encode() + odd)
        yield raw.replace(b"{", b"{" + odd, 1)
    yield from (raw.replace(b'"', b"'"), raw.replace(b"]", b",]"), b"[" + raw + b"]", b"", b"null")


def test_however_it_is_spelt_it_is_read_as_the_strict_reader_reads_it_or_left_to_it() -> None:
    read = 0
    for raw in spelt_otherwise():
        found = usual_question(raw)
        read += found is not None
        assert found is None or found == by_schema(raw), raw
    assert read >= 3


_LEAF: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.text(max_size=30)


def _with(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """These, and what is made of some of them."""
    lists, objects = st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=8), inner)
    return inner | lists | objects


_VALUES = st.one_of(
    st.sampled_from([one for values in USUAL.values() for one in values]),
    st.sampled_from(ODD),
    _with(_with(_LEAF)),
)


@given(st.dictionaries(st.sampled_from([*USUAL, "as_of", "reference"]), _VALUES))
def test_whatever_a_body_holds(changed: dict[str, Any]) -> None:
    body = {**QUESTION, **changed}
    raw = sent(body) if _can_be_sent(body) else json.dumps(body).encode()
    found = usual_question(raw)
    assert found is None or found == by_schema(raw)


def _can_be_sent(body: Any) -> bool:
    try:
        return bool(sent(body))
    except UnicodeEncodeError:
        return False


@given(st.binary(max_size=3), st.integers(0), st.integers(0, 3))
def test_whatever_a_byte_of_it_becomes(put: bytes, place: int, gone: int) -> None:
    raw = sent({**QUESTION, "urgency": "STANDARD"})
    at = place % len(raw)
    raw = raw[:at] + put + raw[at + gone :]
    found = usual_question(raw)
    assert found is None or found == by_schema(raw)


def test_whichever_way_it_is_read_a_check_is_answered_and_refused_the_same(
    service: Running, covered: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [covered.question(), covered.question(purpose="ZZ"), {**covered.question(), "x": 1}]
    read: list[bytes] = []

    def replies() -> list[Any]:
        shown = [service.post(f"{covered.path}/checks", one, key=None) for one in asked]
        left_out = {"ledger", "receipt", "request", "instance"}
        return [
            (one.status_code, {k: v for k, v in one.get_json().items() if k not in left_out})
            for one in shown
        ]

    quickly = replies()
    monkeypatch.setattr(checks, "usual_question", lambda raw, _: read.append(raw))
    assert replies() == quickly
    assert len(read) == len(asked)
    assert [status for status, _ in quickly] == [200, 422, 422]
