"""What a request may say: each body becomes its command, or is refused without being repeated."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
from typing import Any

import msgspec
import pytest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from openapi_spec_validator import OpenAPIV31SpecValidator

from consent_service import actions
from consent_service.actions.checks import CheckSharing
from consent_service.actions.moment import Moment
from consent_service.actions.responses import RecordResponse, Withdraw
from consent_service.actions.sharenow import EnterSpooled
from consent_service.api.recorded import schemas
from consent_service.api.recorded.tables import WRITES
from consent_service.domain.codes import codes
from consent_service.domain.proposal import Proposal, Urgency
from consent_service.domain.scope import BOTH, Agency, Scope
from tests.api.bodies import BODIES, CANARY, CHECK, errors_of
from tests.api.said import CHILD, MOTHER

COMMAND_SCHEMAS = [schema for schema in BODIES if schema is not schemas.CheckSchema]
ALL_SCHEMAS = [
    found for name in schemas.__all__ if isinstance(found := getattr(schemas, name), type)
]
#: What the tables say that a path gives; a draft keeps what was typed as it was sent.
FROM_THE_PATH: dict[Any, set[str]] = {
    write.schema: {write.from_path} for write in WRITES if write.from_path is not None
}
TYPED = {write.schema for write in WRITES if write.drafts}
every_body = pytest.mark.parametrize("schema", BODIES, ids=lambda schema: schema.__name__)


def plain(loaded: Any) -> Any:
    return json.loads(msgspec.json.encode(loaded))


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


# ── schemas and commands cannot drift apart ────────────────────────────────────────────────


def test_every_command_has_a_schema() -> None:
    commands = {
        found
        for module in pkgutil.iter_modules(actions.__path__)
        for found in vars(importlib.import_module(f"{actions.__name__}.{module.name}")).values()
        if isinstance(found, type) and dataclasses.is_dataclass(found)
        if found.__module__.startswith(f"{actions.__name__}.")
    }
    assert commands - {Moment, EnterSpooled} == {schema.makes for schema in BODIES}


@pytest.mark.parametrize("schema", COMMAND_SCHEMAS, ids=lambda schema: schema.__name__)
def test_the_members_are_the_fields_of_the_command(schema: Any) -> None:
    ours = set(schema.from_elsewhere)
    assert ours == FROM_THE_PATH.get(schema, set())
    typed = {"typed"} if schema in TYPED else set()
    command = {f.name for f in dataclasses.fields(schema.makes)}
    assert set(schema().fields) == command - ours - typed


@pytest.mark.parametrize("schema", COMMAND_SCHEMAS, ids=lambda schema: schema.__name__)
def test_a_member_is_needed_where_the_command_has_no_default(schema: Any) -> None:
    needed = {
        f.name
        for f in dataclasses.fields(schema.makes)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }
    if schema is schemas.RecordResponseSchema:
        needed.remove("scope")  # "no" without a scope is a no to everything
    required = {name for name, field in schema().fields.items() if field.required}
    assert required == needed - FROM_THE_PATH.get(schema, set())


@pytest.mark.parametrize(
    "schema",
    [
        schemas.AgencySchema,
        schemas.EvidenceSchema,
        schemas.ExclusionsSchema,
        schemas.IdentifierSchema,
        schemas.InterpreterSchema,
        schemas.ScopeSchema,
    ],
)
def test_the_members_of_a_part_are_the_fields_of_what_it_stands_for(schema: Any) -> None:
    assert set(schema().fields) == set(schema.makes.__struct_fields__)


def test_a_check_has_the_members_of_its_proposal_and_the_two_times() -> None:
    members = set(Proposal.__struct_fields__) | {"as_of", "known_at"}
    assert set(schemas.CheckSchema().fields) == members
    assert set(schemas.CheckByReferenceSchema().fields) == members | {"reference"}


@pytest.mark.parametrize("schema", COMMAND_SCHEMAS, ids=lambda schema: schema.__name__)
def test_the_least_body_leaves_every_default_as_the_command_has_it(schema: Any) -> None:
    body = BODIES[schema][0]
    loaded = schema().load(body)
    assert missing_from(plain(loaded), body) == []
    for field in dataclasses.fields(schema.makes):
        if field.default is not dataclasses.MISSING and field.name not in body:
            assert getattr(loaded, field.name) == field.default


@every_body
def test_the_fullest_body_arrives_whole(schema: Any) -> None:
    body = BODIES[schema][1]
    assert set(body) == set(schema().fields), "the example says everything that can be said"
    loaded = schema().load(body)
    assert type(loaded) is schema.makes
    if isinstance(loaded, CheckSharing):
        sent = dict(body)
        past = {name: sent.pop(name) for name in ("as_of", "known_at")}
        assert missing_from(plain(loaded), {"proposal": sent, **past}) == []
    else:
        assert missing_from(plain(loaded), body) == []


@every_body
@pytest.mark.parametrize("name", ["is_admin", "seq", "recorded_at", "la_id", "actor", CANARY])
def test_b27_b28_a_member_that_is_not_the_clients_to_send_is_refused(
    schema: Any, name: str
) -> None:
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


@every_body
@pytest.mark.parametrize(
    "wrong",
    [CANARY + "\x00", [CANARY + "\x00"], {"a": CANARY}, [{CANARY: CANARY}], 12345678901234567890],
    ids=["text", "list", "object", "list of objects", "number"],
)
def test_no_error_repeats_what_was_sent(schema: Any, wrong: Any) -> None:
    full = BODIES[schema][1]
    for name in full:
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
    needed = {name for name, field in schema().fields.items() if field.required}
    if needed:
        assert errors_of(schema(), {}) == {name: ["This is needed."] for name in needed}


# ── lists and scopes ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schema", "name", "one", "least", "most"),
    [
        (schemas.ScopeSchema, "subjects", "*", 1, 50),
        (schemas.ScopeSchema, "purposes", "*", 1, 50),
        (schemas.ScopeSchema, "agencies", {"type": "*"}, 1, 50),
        (schemas.ScopeSchema, "categories", "*", 1, 50),
        (schemas.ScopeSchema, "directions", BOTH, 1, 50),
        (schemas.ExclusionsSchema, "agencies", {"type": "GP"}, 0, 50),
        (schemas.ExclusionsSchema, "categories", "EDUCATION", 0, 50),
        (schemas.AddChildSchema, "communication_needs", "BSL", 0, 20),
        (schemas.RecordConversationSchema, "responses", {"answer": "REFUSED"}, 0, 20),
    ],
)
def test_a_list_has_its_limits(schema: Any, name: str, one: Any, least: int, most: int) -> None:
    least_body = BODIES[schema][0] if schema in BODIES else {}
    loaded = schema().load({**least_body, name: [one] * most})
    assert len(getattr(loaded, name)) == most
    assert isinstance(getattr(loaded, name), tuple)
    too_few: list[Any] = [[]] if least else []
    for wrong in (*too_few, [one] * (most + 1), "abc", {"0": one}, 1):
        assert set(errors_of(schema(), {**least_body, name: wrong})) == {name}


def test_a_dimension_left_out_of_a_no_means_all_of_it() -> None:
    schema = schemas.RecordResponseSchema()
    sent = {"person": MOTHER, "answer": "REFUSED"}
    assert schema.load(sent).scope == Scope()
    named = schema.load({**sent, "scope": {"categories": ["EDUCATION"]}}).scope
    assert named == Scope(categories=("EDUCATION",))
    withdrawal = {"person": MOTHER, "scope": {"subjects": [CHILD]}}
    assert schemas.WithdrawSchema().load(withdrawal) == Withdraw(MOTHER, Scope(subjects=(CHILD,)))
    assert schemas.RecordAttemptSchema().load(withdrawal).scope == Scope(subjects=(CHILD,))


@pytest.mark.parametrize("answer", ["AGREED", "AGREED_IN_PART"])
def test_a_dimension_left_out_of_a_yes_stays_empty(answer: str) -> None:
    sent = {"person": MOTHER, "answer": answer, "scope": {"categories": ["EDUCATION"]}}
    nothing = Scope(subjects=(), purposes=(), agencies=(), categories=(), directions=())
    loaded = schemas.RecordResponseSchema().load(sent).scope
    assert loaded == msgspec.structs.replace(nothing, categories=("EDUCATION",))
    del sent["scope"]
    assert schemas.RecordResponseSchema().load(sent).scope == nothing


def test_a_dimension_left_out_of_a_decision_stays_empty() -> None:
    body = BODIES[schemas.RecordAuthorisationSchema][0]
    loaded = schemas.RecordAuthorisationSchema().load({**body, "scope": {"subjects": [CHILD]}})
    assert loaded.scope.subjects == (CHILD,)
    assert loaded.scope.agencies == ()


def test_an_answer_in_a_conversation_says_only_what_was_answered() -> None:
    body = BODIES[schemas.RecordConversationSchema][0]
    loaded = schemas.RecordConversationSchema().load({**body, "responses": [{"answer": "REFUSED"}]})
    assert loaded.responses == (RecordResponse(person="", answer="REFUSED", scope=Scope()),)
    for name in ("person", "enquiry", "conversation", "effective_at"):
        answered = {"answer": "REFUSED", name: MOTHER}
        messages = errors_of(schemas.RecordConversationSchema(), {**body, "responses": [answered]})
        assert messages == {"responses": {0: {name: ["Unknown field."]}}}


@pytest.mark.parametrize("answer", ["ASK_ATTEMPTED", "WITHDRAWN", "ENTERED_IN_ERROR"])
def test_what_has_its_own_command_is_no_answer(answer: str) -> None:
    sent = {"person": MOTHER, "answer": answer}
    assert set(errors_of(schemas.RecordResponseSchema(), sent)) == {"answer"}


@pytest.mark.parametrize("name", ["subjects", "categories"])
def test_a_check_names_each_thing_once(name: str) -> None:
    twice = {**CHECK, name: [CHECK[name][0]] * 2}
    assert errors_of(schemas.CheckSchema(), twice) == {name: ["Name each only once."]}


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
    assert schemas.is_immediate({"urgency": "IMMEDIATE"})
    for other in ("immediate", "IMMEDIATE ", True, ["IMMEDIATE"], None):
        assert not schemas.is_immediate({"urgency": other})
    for body in (None, ["urgency"], "IMMEDIATE", 1):
        assert not schemas.is_immediate(body)


@pytest.mark.parametrize("wrong", [None, CANARY, [], [None, {}], {}, 1.5, {"type": CANARY}])
def test_immediate_risk_is_answered_whatever_else_is_wrong(wrong: Any) -> None:
    names = [*schemas.CheckByReferenceSchema().fields, CANARY]
    loaded = schemas.lenient_proposal(dict.fromkeys(names, wrong) | {"urgency": "IMMEDIATE"})
    assert loaded == schemas.lenient_proposal({"urgency": "IMMEDIATE"})
    assert loaded == Proposal(
        enquiry=None,
        subjects=(),
        agency=Agency("OTHER_NAMED"),
        categories=(),
        purpose="IMMEDIATE_PROTECTION",
        direction="SHARE",
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
    loaded = schemas.lenient_proposal(body)
    assert loaded.subjects == (CHILD, MOTHER)
    assert loaded.categories == ("EDUCATION",)
    assert loaded.agency == Agency("GP")
    assert loaded.purpose == "AGENCY_CHECKS"
    assert loaded.direction == "SHARE"
    assert schemas.lenient_reference(body) == "LCS-1"
    assert schemas.lenient_reference({"reference": 7}) is None


def test_the_codes_of_a_proposal_nobody_could_read_exist() -> None:
    assert "OTHER_NAMED" in codes("agencies")
    assert "IMMEDIATE_PROTECTION" in codes("purposes")


# ── the specification ──────────────────────────────────────────────────────────────────────


def specification() -> dict[str, Any]:
    spec = APISpec(
        title="schemas", version="1", openapi_version="3.1.0", plugins=[MarshmallowPlugin()]
    )
    for schema in ALL_SCHEMAS:
        name = schema.__name__.removesuffix("Schema")
        if name not in spec.components.schemas:
            spec.components.schema(name, schema=schema)
    return spec.to_dict()


def test_every_schema_is_valid_openapi() -> None:
    spec = specification()
    OpenAPIV31SpecValidator(spec).validate()
    for schema in ALL_SCHEMAS:
        declared = spec["components"]["schemas"][schema.__name__.removesuffix("Schema")]
        assert declared["additionalProperties"] is False
        assert set(declared["properties"]) == set(schema().fields)


def test_the_specification_says_what_is_refused() -> None:
    declared = specification()["components"]["schemas"]
    assert declared["AddChild"]["properties"]["names"]["maxLength"] == 200
    assert declared["AddChild"]["properties"]["dob"]["format"] == "date"
    assert declared["Withdraw"]["properties"]["effective_at"]["format"] == "date-time"
    assert declared["CorrectEntry"]["properties"]["corrects"]["maximum"] == 2**53 - 1
    check = declared["Check"]["properties"]
    assert check["subjects"]["uniqueItems"] is True
    assert (check["subjects"]["minItems"], check["subjects"]["maxItems"]) == (1, 20)
    assert check["subjects"]["items"]["pattern"] == "^[0-9a-f]{8,64}$"
    assert "MEDICAL_EXAM" not in check["purpose"]["enum"]
    assert check["urgency"]["enum"] == [urgency.value for urgency in Urgency]
    assert check["agency"] == {"$ref": "#/components/schemas/Agency"}
