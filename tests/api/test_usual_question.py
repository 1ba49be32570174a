"""Most questions are read without the schema's machinery, and come to what the schema makes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from consent_service.api.asked import usual
from consent_service.api.asked.bodies import CheckSchema
from consent_service.api.asked.usual import usual_question
from consent_service.domain.codes import codes
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


def by_schema(body: dict[str, Any]) -> Any:
    try:
        return CheckSchema().load(json.loads(json.dumps(body)))
    except ValidationError:
        return None


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
    for body in bodies():
        found = usual_question(body)
        read += found is not None
        assert found is None or found == by_schema(body), body
    assert read > 100


def test_every_question_of_codes_and_ids_alone_is_read_so() -> None:
    for name, values in USUAL.items():
        for value in values:
            body = {**QUESTION, name: value}
            assert usual_question(body) == by_schema(body) is not None


_VALUES = st.one_of(
    st.sampled_from([one for values in USUAL.values() for one in values]),
    st.sampled_from(ODD),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=30),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=4,
    ),
)


@given(st.dictionaries(st.sampled_from([*USUAL, "as_of", "reference"]), _VALUES))
def test_whatever_a_body_holds(changed: dict[str, Any]) -> None:
    body = {**QUESTION, **changed}
    found = usual_question(body)
    assert found is None or found == by_schema(body)


def test_whichever_way_it_is_read_a_check_is_answered_and_refused_the_same(
    service: Running, covered: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [covered.question(), covered.question(purpose="ZZ"), {**covered.question(), "x": 1}]

    def replies() -> list[Any]:
        shown = [service.post(f"{covered.path}/checks", one, key=None) for one in asked]
        left_out = {"ledger", "receipt", "request", "instance"}
        return [
            (one.status_code, {k: v for k, v in one.get_json().items() if k not in left_out})
            for one in shown
        ]

    quickly = replies()
    monkeypatch.setattr(usual, "_MUST", frozenset({"nothing that is ever sent"}))
    assert replies() == quickly
    assert [status for status, _ in quickly] == [200, 422, 422]
