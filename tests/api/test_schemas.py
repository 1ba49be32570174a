"""What a request may say: each body becomes its command, or is refused without being repeated."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator
from itertools import cycle, product
from typing import Any, get_args, get_origin

import msgspec
import pytest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from openapi_spec_validator import OpenAPIV31SpecValidator

from consent_service import actions
from consent_service.actions.checks import CheckSharing
from consent_service.actions.covering import ShowCoverage
from consent_service.actions.moment import Moment
from consent_service.actions.said import Said
from consent_service.actions.sharenow import EnterSpooled
from consent_service.api.asked import bodies
from consent_service.api.edge import fields
from consent_service.api.recorded import by_family
from consent_service.api.recorded.bodies import body_of
from consent_service.api.recorded.write import Write
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.codes import codes
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import ResponseRecorded
from consent_service.domain.recorded.members import members_of
from consent_service.domain.scopes.proposal import Proposal, Urgency
from consent_service.domain.scopes.scope import BOTH, NOTHING_NAMED, Agency
from tests.api import schemas
from tests.api.bodies import BODIES, CANARY, CHECK, errors_of
from tests.api.said import CHILD, MOTHER
from tests.made_up import as_sent, names_of
from tests.sweeping import each

every_body = each("schema", of=BODIES, ids=lambda schema: schema.__name__)
#: Where two schemas make one thing, the part has a schema of its own; what several have in
#: common is no command.
COMMANDS = {
    found
    for module in pkgutil.iter_modules(actions.__path__)
    for found in vars(importlib.import_module(f"{actions.__name__}.{module.name}")).values()
    if isinstance(found, type) and dataclasses.is_dataclass(found)
    if found.__module__.startswith(f"{actions.__name__}.")
    if not found.__subclasses__()
}


def plain(loaded: Any) -> Any:
    return json.loads(msgspec.json.encode(as_sent(loaded)))


def missing_from(loaded: Any, sent: Any, at: str = "") -> list[str]:
    """Where `loaded` does not say what was sent."""
    if isinstance(sent, dict):
        return [
            place
            for key, value in sent.items()
            for place in missing_from(loaded.get(key), value, f"{at}/{key}")
        ]
    if isinstance(sent, list):
        if len(loaded) != len(sent):
            return [at]
        return [
            place
            for n, value in enumerate(sent)
            for place in missing_from(loaded[n], value, f"{at}/{n}")
        ]
    return [] if loaded == sent else [at]


# ── what is declared is what is sent ───────────────────────────────────────────────────────


def test_every_command_can_be_sent() -> None:
    declared = {write.records for write in WRITES} | {write.command for write in by_family.WRITES}
    declared |= {part for kind in declared for part in parts_said_in(kind)}
    assert COMMANDS - {Moment, Said, EnterSpooled, CheckSharing, ShowCoverage} <= declared


def parts_said_in(kind: Any) -> Iterator[Any]:
    for member in members_of(kind):
        each = member.holds if member.holds.each is None else member.holds.each
        yield from get_args(each.base) if get_origin(each.base) is Said else ()


def test_every_body_has_its_examples() -> None:
    sent = {write.body for write in WRITES} | {write.body for write in by_family.WRITES}
    assert sent == set(BODIES) - {schemas.CheckSchema}


@each("write", of=WRITES, ids=lambda write: write.name)
def test_what_the_path_gives_is_a_member_that_nobody_sends(write: Write[Any]) -> None:
    names = dict(names_of(write.records))
    assert set(write.from_path) <= set(names)
    assert not set(write.from_path) & set(write.body().fields)
    assert write.perform is not None or issubclass(write.records, Event)


def test_a_text_that_says_nothing_of_what_may_stand_in_it_is_no_member() -> None:
    class Vague(msgspec.Struct):
        words: str

    with pytest.raises(TypeError, match="Nothing says what may stand in a member"):
        body_of(Vague, "Vague")


@each("schema", of=[schemas.AgencySchema, schemas.ExclusionsSchema, schemas.ScopeSchema])
def test_the_members_of_a_part_are_the_fields_of_what_it_stands_for(schema: Any) -> None:
    assert set(schema().fields) == set(schema.makes.__struct_fields__)


def test_a_check_has_the_members_of_its_proposal_and_the_two_times() -> None:
    members = set(Proposal.__struct_fields__) | {"as_of", "known_at"}
    assert set(schemas.CheckSchema().fields) == members
    assert set(schemas.CheckByReferenceSchema().fields) == members | {"reference"}


@every_body
def test_the_least_body_says_no_more_than_was_sent(schema: Any) -> None:
    body = BODIES[schema][0]
    loaded = schema().load(body)
    assert missing_from(plain(loaded), {} if schema is schemas.CheckSchema else body) == []
    if isinstance(loaded, Said):
        assert set(as_sent(loaded)) == set(body)


@every_body
def test_the_fullest_body_arrives_whole(schema: Any) -> None:
    body = BODIES[schema][1]
    sent_as = {field.data_key or name for name, field in schema().fields.items()}
    assert set(body) == sent_as, "the example says everything that can be said"
    loaded = schema().load(body)
    if isinstance(loaded, CheckSharing):
        sent = dict(body)
        past = {name: sent.pop(name) for name in ("as_of", "known_at")}
        assert missing_from(plain(loaded), {"proposal": sent, **past}) == []
    else:
        assert missing_from(plain(loaded), body) == []


@every_body
def test_b27_b28_a_member_that_is_not_the_clients_to_send_is_refused(schema: Any) -> None:
    for name in ("is_admin", "seq", "recorded_at", "la_id", "actor", CANARY):
        assert errors_of(schema(), {**BODIES[schema][0], name: 1}) == {name: ["Unknown field."]}


def parts_of(body: Any) -> list[dict[str, Any]]:
    inner = body.values() if isinstance(body, dict) else body if isinstance(body, list) else ()
    found = [body] if isinstance(body, dict) else []
    return found + [part for member in inner for part in parts_of(member)]


@every_body
def test_an_unknown_member_is_refused_at_every_level(schema: Any) -> None:
    for n in range(len(parts_of(BODIES[schema][1]))):
        body = json.loads(json.dumps(BODIES[schema][1]))
        parts_of(body)[n][CANARY] = 1
        assert "Unknown field." in json.dumps(errors_of(schema(), body))


#: A text, a list, an object, a list of objects, a number: none fits any member.
WRONG = (
    CANARY + "\x00",
    [CANARY + "\x00"],
    {"a": CANARY},
    [{CANARY: CANARY}],
    12345678901234567890,
)


@every_body
@pytest.mark.parametrize(
    "sent",
    [
        # Every day each member is sent one of them.
        pytest.param(lambda full: zip(full, cycle(WRONG), strict=False), id="one of them"),
        pytest.param(lambda full: product(full, WRONG), id="each", marks=pytest.mark.campaign),
    ],
)
def test_no_error_repeats_what_was_sent(schema: Any, sent: Callable[[Any], Any]) -> None:
    full = BODIES[schema][1]
    for name, wrong in sent(full):
        messages = errors_of(schema(), {**full, name: wrong})
        said = json.dumps(sentences(messages))
        assert CANARY not in said
        assert "12345678901234567890" not in said


def sentences(messages: Any) -> list[str]:
    """The sentences alone: the names of unknown members are the route's to leave out."""
    if isinstance(messages, str):
        return [messages]
    inner = messages.values() if isinstance(messages, dict) else messages
    return [sentence for member in inner for sentence in sentences(member)]


@every_body
def test_null_is_no_way_to_leave_something_out(schema: Any) -> None:
    full = BODIES[schema][1]
    for name in full:
        messages = errors_of(schema(), {**full, name: None})
        assert messages == {name: ["Leave this out instead of sending null."]}


@every_body
def test_what_is_missing_is_named(schema: Any) -> None:
    needed = {field.data_key or name for name, field in schema().fields.items() if field.required}
    if needed:
        assert errors_of(schema(), {}) == {name: ["This is needed."] for name in needed}


# ── lists and scopes ───────────────────────────────────────────────────────────────────────


@each(
    "schema",
    "name",
    "one",
    "most",
    of=[
        (schemas.ScopeSchema, "subjects", "*", 50),
        (schemas.ScopeSchema, "purposes", "*", 50),
        (schemas.ScopeSchema, "agencies", {"type": "*"}, 50),
        (schemas.ScopeSchema, "categories", "*", 50),
        (schemas.ScopeSchema, "directions", BOTH, 50),
        (schemas.ExclusionsSchema, "agencies", {"type": "GP"}, 50),
        (schemas.ExclusionsSchema, "categories", "EDUCATION", 50),
        (schemas.AddChildSchema, "communication_needs", "BSL", 20),
        (schemas.RecordConversationSchema, "responses", {"answer": "REFUSED"}, 20),
    ],
)
def test_a_list_has_its_limits(schema: Any, name: str, one: Any, most: int) -> None:
    least_body = BODIES[schema][0] if schema in BODIES else {}
    loaded = schema().load({**least_body, name: [one] * most})
    held = loaded.members[name] if isinstance(loaded, Said) else getattr(loaded, name)
    assert len(held) == most
    assert isinstance(held, tuple)
    for wrong in ([one] * (most + 1), "abc", {"0": one}, 1):
        assert set(errors_of(schema(), {**least_body, name: wrong})) == {name}


@each("answer", of=["AGREED", "AGREED_IN_PART", "REFUSED"])
def test_a_dimension_left_out_stays_empty_until_its_meaning_is_known(answer: str) -> None:
    sent = {"person": MOTHER, "answer": answer, "scope": {"categories": ["EDUCATION"]}}
    loaded = schemas.RecordResponseSchema().load(sent)
    assert loaded.members["scope"] == msgspec.structs.replace(
        NOTHING_NAMED, categories=("EDUCATION",)
    )
    del sent["scope"]
    assert "scope" not in schemas.RecordResponseSchema().load(sent).members


def test_an_answer_in_a_conversation_says_only_what_was_answered() -> None:
    body = BODIES[schemas.RecordConversationSchema][0]
    loaded = schemas.RecordConversationSchema().load({**body, "responses": [{"answer": "REFUSED"}]})
    assert loaded.members["responses"] == (Said(ResponseRecorded, {"answer": "REFUSED"}),)
    for name in ("person", "enquiry", "conversation", "effective_at"):
        answered = {"answer": "REFUSED", name: MOTHER}
        messages = errors_of(schemas.RecordConversationSchema(), {**body, "responses": [answered]})
        assert messages == {"responses": {0: {name: ["Unknown field."]}}}


@each("answer", of=["ASK_ATTEMPTED", "WITHDRAWN", "ENTERED_IN_ERROR"])
def test_what_has_its_own_command_is_no_answer(answer: str) -> None:
    sent = {"person": MOTHER, "answer": answer}
    assert set(errors_of(schemas.RecordResponseSchema(), sent)) == {"answer"}


@each("name", of=["subjects", "categories"])
def test_what_is_named_twice_is_one(name: str) -> None:
    twice = schemas.CheckSchema().load({**CHECK, name: [CHECK[name][0]] * 2})
    assert twice == schemas.CheckSchema().load({**CHECK, name: [CHECK[name][0]]})


@every_body
@pytest.mark.parametrize("blank", ["", " \u00a0\u200b", []])
def test_what_is_blank_and_may_be_left_out_is_left_out(schema: Any, blank: Any) -> None:
    kinds = fields.Several if blank == [] else fields.Line
    for name, field in schema().fields.items():
        if isinstance(field, kinds) and not field.required:
            key = field.data_key or name
            said = schema().load({**BODIES[schema][0], key: blank})
            if blank == [] and getattr(field, "says_none", False):
                assert said.members.pop(name) == (), "there are none any more"
            assert said == schema().load(BODIES[schema][0])


def test_a_check_has_its_limits() -> None:
    children = [f"{n:024x}" for n in range(21)]
    assert len(schemas.CheckSchema().load({**CHECK, "subjects": children[:20]}).proposal.subjects)
    assert set(errors_of(schemas.CheckSchema(), {**CHECK, "subjects": children})) == {"subjects"}
    for name in ("subjects", "categories"):
        assert set(errors_of(schemas.CheckSchema(), {**CHECK, name: []})) == {name}


def test_a_check_by_reference_loads_as_the_reference_and_the_check() -> None:
    reference, check = schemas.CheckByReferenceSchema().load({**CHECK, "reference": "LCS-1"})
    assert reference == "LCS-1"
    assert check == schemas.CheckSchema().load(CHECK)
    assert check.proposal.urgency is Urgency.STANDARD
    assert errors_of(schemas.CheckByReferenceSchema(), {**CHECK, "reference": "x" * 65})


# ── immediate risk ─────────────────────────────────────────────────────────────────────────


def test_only_the_word_immediate_is_immediate() -> None:
    for said in ("IMMEDIATE", "immediate", " Immediate\n"):
        assert bodies.is_immediate({"urgency": said})
        assert bodies.is_immediate({"Urgency": said})
    for other in ("IMMEDIATELY", "not immediate", True, ["IMMEDIATE"], None):
        assert not bodies.is_immediate({"urgency": other})
    for body in (None, ["urgency"], "IMMEDIATE", 1):
        assert not bodies.is_immediate(body)


@each("wrong", of=[None, CANARY, [], [None, {}], {}, 1.5, {"type": CANARY}])
def test_immediate_risk_is_answered_whatever_else_is_wrong(wrong: Any) -> None:
    names = [*schemas.CheckByReferenceSchema().fields, CANARY]
    loaded = bodies.lenient_proposal(dict.fromkeys(names, wrong) | {"urgency": "IMMEDIATE"})
    assert loaded == bodies.lenient_proposal({"urgency": "IMMEDIATE"})
    assert loaded == Proposal(
        enquiry=None,
        subjects=(),
        agency=Agency("OTHER_NAMED"),
        categories=(),
        purpose="IMMEDIATE_PROTECTION",
        direction=None,
        urgency=Urgency.IMMEDIATE,
    )


def test_immediate_risk_keeps_what_can_be_read() -> None:
    body = {
        **CHECK,
        "subjects": [CHILD, CANARY, CHILD, MOTHER],
        "categories": ["EDUCATION", 7],
        "direction": CANARY,
        "reference": "LCS-1",
        "urgency": "IMMEDIATE",
    }
    loaded = bodies.lenient_proposal(body)
    assert loaded.subjects == (CHILD, MOTHER)
    assert loaded.categories == ("EDUCATION",)
    assert loaded.agency == Agency("GP")
    assert loaded.purpose == "AGENCY_CHECKS"
    assert loaded.direction is None
    assert bodies.lenient_reference(body) == "LCS-1"
    assert bodies.lenient_reference({"reference": 7}) is None


def test_the_codes_of_a_proposal_nobody_could_read_exist() -> None:
    assert "OTHER_NAMED" in codes("agencies")
    assert "IMMEDIATE_PROTECTION" in codes("purposes")


# ── the specification ──────────────────────────────────────────────────────────────────────


def specification() -> dict[str, Any]:
    spec = APISpec(
        title="schemas", version="1", openapi_version="3.1.0", plugins=[MarshmallowPlugin()]
    )
    for schema in schemas.EVERY.values():
        name = schema.__name__.removesuffix("Schema")
        if name not in spec.components.schemas:
            spec.components.schema(name, schema=schema)
    return spec.to_dict()


def test_every_schema_is_valid_openapi() -> None:
    spec = specification()
    OpenAPIV31SpecValidator(spec).validate()
    for schema in schemas.EVERY.values():
        declared = spec["components"]["schemas"][schema.__name__.removesuffix("Schema")]
        assert declared["additionalProperties"] is False
        sent_as = {field.data_key or name for name, field in schema().fields.items()}
        assert set(declared["properties"]) == sent_as


def test_the_specification_says_what_is_refused() -> None:
    declared = specification()["components"]["schemas"]
    assert declared["AddChild"]["properties"]["names"]["maxLength"] == 200
    assert declared["AddChild"]["properties"]["dob"]["format"] == "date"
    assert declared["Withdraw"]["properties"]["effective_at"]["format"] == "date-time"
    assert declared["CorrectEntry"]["properties"]["corrects"]["maximum"] == 2**53 - 1
    check = declared["Check"]["properties"]
    assert (check["subjects"]["minItems"], check["subjects"]["maxItems"]) == (1, 20)
    assert check["subjects"]["items"]["pattern"] == "^[0-9a-f]{8,64}$"
    assert "MEDICAL_EXAM" not in check["purpose"]["enum"]
    assert check["urgency"]["enum"] == [urgency.value for urgency in Urgency]
    assert check["agency"] == {"$ref": "#/components/schemas/Agency"}
