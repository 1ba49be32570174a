"""What protects somebody is kept though the form does not fit: each member, in each way.

Of every write that may hold something of the kind, as it is sent. Whatever is wrong with one of its
members, the write is kept and nobody is less protected; but for what says whom it is about and what
they said, which nobody else can know.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from typing import Any, Final
from zlib import crc32

import marshmallow
import msgspec
import pytest

from consent_service.actions.said import Said
from consent_service.api.edge import fields
from consent_service.api.edge.problems import ProblemError
from consent_service.api.edge.usable import load_as_far
from consent_service.api.recorded.parts import ScopeSchema
from consent_service.domain.codes import label
from consent_service.domain.scopes.leftopen import everything_unless_named
from consent_service.domain.scopes.scope import ANY, DIMENSIONS, Agency, Scope
from tests.domain.night.bodies import IS_WHAT_IT_SAYS, TYPED
from tests.domain.night.families import ADULTS, CHILDREN, family
from tests.domain.night.test_nothing_protective_is_refused import (
    ROWS,
    assert_it_protects,
    people_of,
    written,
)

#: Two enquiries are open, so that a no without one must be heard in both.
ENQUIRIES: Final = "two open"
#: What goes by an id in those families; as it is sent, an id is of hexadecimal digits.
NAMED: Final = {
    name: sha256(name.encode()).hexdigest()[:24]
    for name in (
        *(*ADULTS, *CHILDREN, "E1", "E2", "yes-E1", "yes-E2", "way-of-dad", "sent", "now"),
        *("decision", "waits", "nobody", "talk-of-nobody"),
    )
}
_BACK: Final = {sent: name for name, sent in NAMED.items()}

#: None fits any member: a number that is none, null, an object, a list of lists.
NEVER: Final = (1e9, None, {"Zz": 1}, [["Zz"]])
#: What a text may not be: blank, too long, turned round, unreadable, stacked.
TEXTS: Final = ("", "Zz " * 2_000, "No\u202e", "\ue000\x00", "N" + "\u0301" * 40)


def as_sent(body: dict[str, Any], schema: marshmallow.Schema) -> dict[str, Any]:
    """As JSON would have it, under the names that are sent."""
    keys = {name: field.data_key or name for name, field in schema.fields.items()}
    plain = _plain({keys[name]: value for name, value in body.items() if name in keys})
    found: dict[str, Any] = json.loads(msgspec.json.encode(plain))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Said):
        return _plain({**value.members})
    if isinstance(value, msgspec.Struct):
        return _plain(
            {name: held for name in value.__struct_fields__ if (held := getattr(value, name))}
        )
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    return NAMED.get(value, value) if isinstance(value, str) else value


def named(value: Any) -> Any:
    """With each id as the families know it."""
    if isinstance(value, Said):
        return Said(value.kind, named(dict(value.members)))
    if isinstance(value, msgspec.Struct):
        held = {name: named(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **held)
    if isinstance(value, dict):
        return {key: named(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return tuple(named(held) for held in value)
    return _BACK.get(value, value) if isinstance(value, str) else value


def faults(field: Any, value: Any) -> Iterator[Any]:
    """The value of a member, wrong in each way in which it may be; and one deep inside it."""
    yield from NEVER
    if isinstance(field, fields.Line):
        yield from TEXTS
    elif isinstance(field, fields.Several) and isinstance(value, list):
        yield []
        yield from faults_inside(field, value)
    elif isinstance(field, fields.Part) and isinstance(value, dict):
        yield from faults_of(field.schema, value)
    else:
        yield "Zz"


def faults_inside(field: Any, value: list[Any]) -> Iterator[list[Any]]:
    """Something is there; it is too much, or something in it is wrong."""
    yield [one for one in value for _ in range(60)]
    yield [*value, "Zz"]
    if isinstance(field.inner, fields.Part):
        for place, one in enumerate(value):
            for wrong in faults_of(field.inner.schema, one):
                yield [*value[:place], wrong, *value[place + 1 :]]


def faults_of(schema: marshmallow.Schema, sent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each member of an object wrong in each way, and one that is not known; what says who is
    meant and what they said stays, if not all that stands beside it.
    """
    yield {**sent, "Zz": 1}
    for member, field in schema.fields.items():
        key = field.data_key or member
        is_text = isinstance(field, fields.Line)
        may_go = is_text or (isinstance(field, fields.Code) and field.unknown is not None)
        if key not in sent or (field.required and not may_go):
            continue
        found = faults(field, sent[key])
        if member in IS_WHAT_IT_SAYS:
            is_list = isinstance(field, fields.Several)
            found = faults_inside(field, sent[key]) if is_list else iter(())
        for wrong in found:
            yield {**sent, key: wrong}
        if may_go:
            yield {other: held for other, held in sent.items() if other != key}


def tries(name: str) -> Iterator[dict[str, Any]]:
    """Of what is typed the first in each way, and of the others some."""
    schema = ROWS[name].body()
    for place, body in enumerate(TYPED[name](people_of(name)[0])):
        for number, sent in enumerate(faults_of(schema, as_sent(body, schema))):
            if place == 0 or number % 7 == place % 7:
                yield sent


@pytest.mark.swept
@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.campaign)])
@pytest.mark.parametrize("name", TYPED)
def test_a_form_that_does_not_fit_loses_nothing_that_protects(name: str, every: int) -> None:
    """Every sixth way each day, beginning with another for each write: what is dropped on one of
    the other ways alone is found by the campaign.
    """
    write = ROWS[name]
    schema = write.body()
    given = {one: TYPED[name](people_of(name)[0])[0].get(one) for one in write.from_path}
    for sent in islice(tries(name), crc32(name.encode()) % every, None, every):
        said, does_not_fit = load_as_far(schema, sent)
        body = {**named(dict(said.members)), **given}
        story, events = written(name, body, family(ENQUIRIES), does_not_fit)
        assert_it_protects(story, events, ENQUIRIES, sent)


def test_what_only_widens_is_refused_as_it_was() -> None:
    """A yes with a fault in it is none, and the fault is said as it always was."""
    body = {"person": "mum", "answer": "AGREED", "words": "Yes.\x00"}
    sent = as_sent(body, ROWS["recordResponse"].body())
    said, does_not_fit = load_as_far(ROWS["recordResponse"].body(), sent)
    with pytest.raises(ProblemError, match="invalid"):
        written("recordResponse", named(dict(said.members)), family(ENQUIRIES), does_not_fit)


@pytest.mark.parametrize("tried", ["yes", None, 1])
def test_whoever_may_only_have_meant_to_try_it_has_recorded_nothing(tried: Any) -> None:
    sent = as_sent({"person": "mum", "answer": "REFUSED"}, ROWS["recordResponse"].body())
    with pytest.raises(ProblemError):
        load_as_far(ROWS["recordResponse"].body(), {**sent, "dry_run": tried})


def test_no_no_is_smaller_for_what_cannot_be_read_of_it() -> None:
    """Of each part of its scope: it is all of that, or a service that nobody could read."""
    schema = ScopeSchema()
    no = as_sent({"scope": TYPED["withdraw"]("mum")[0]["scope"]}, ROWS["withdraw"].body())["scope"]
    no |= {"purposes": ["AGENCY_CHECKS"], "categories": ["EDUCATION"], "directions": ["SEEK"]}
    unread = Agency(ANY, described=label("taken_with_care", "NOT_WRITTEN_DOWN"))
    for name in DIMENSIONS:
        for wrong in (*NEVER, [*no[name], "Zz"], [*no[name], None]):
            scope, does_not_fit = load_as_far(schema, {**no, name: wrong})
            assert does_not_fit is not None
            held = getattr(everything_unless_named(scope), name)
            assert held == getattr(Scope(), name) or unread in held, (name, wrong)
    for left_out in ({"agencies": [7]}, {"categories": ["Zz"]}, 7):
        scope, _ = load_as_far(schema, {**no, "exclusions": left_out})
        assert unread in scope.exclusions.agencies
    for unsure in ({"id": "Zz"}, {"organisation": "Oak\u202e"}):
        scope, _ = load_as_far(schema, {**no, "agencies": [{"type": "GP", **unsure}]})
        (agency,) = scope.agencies
        assert (agency.type, agency.organisation, agency.id) == ("GP", None, None)
        assert agency.described
