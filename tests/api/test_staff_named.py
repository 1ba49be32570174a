"""Wherever somebody of the staff stands by their id, their name stands with it."""

from __future__ import annotations

from collections.abc import Iterator

import marshmallow
import pytest
from marshmallow import fields

from consent_service.api.edge.operations import Plain
from consent_service.api.replies.members import BySchema
from consent_service.api.replies.tasks import TaskSchema
from consent_service.api.table import operations
from tests.api.running import Family, Running

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def _in(field: fields.Field) -> Iterator[tuple[str, fields.Field, set[str]]]:
    while isinstance(field, fields.List):
        field = field.inner
    if isinstance(field, fields.Nested):
        yield from _members(type(field.schema))


def _members(schema: type[marshmallow.Schema]) -> Iterator[tuple[str, fields.Field, set[str]]]:
    if schema is TaskSchema:
        # Beside a check or a write whose enquiry it is in stands by id: nothing is looked up while
        # somebody waits. In lists it has its name.
        return
    declared = schema().fields
    for name, field in declared.items():
        yield name, field, set(declared)
        yield from _in(field)


def _shows_staff(name: str, field: fields.Field, beside: set[str]) -> bool:
    """By an id that stands there without its name."""
    is_by = isinstance(field, fields.Nested) and isinstance(field.schema, BySchema)
    said = str(field.metadata.get("description", ""))
    return is_by or ("staff id" in said and not {"names", f"{name}_names"} & beside)


def test_every_reply_with_an_id_of_the_staff_says_who_they_are() -> None:
    nameless = {
        operation.name
        for operation in operations()
        if not isinstance(operation.reply, Plain)
        and "staff" not in operation.reply().fields
        and any(_shows_staff(*member) for member in _members(operation.reply))
    }
    assert nameless == set()


@pytest.mark.each_database("listStaff")
def test_who_has_it_and_who_wrote_it_are_called_by_their_names(
    service: Running, family: Family
) -> None:
    service.record(
        "/v1/staff",
        {"staff": "worker-2", "names": "Bea Second", "team": "East hub"},
        "SYSTEM_ADMIN",
    )
    path = f"{family.path}/enquiries/{family.enquiry}/assignments"
    known = service.record(path, {"owner": "worker-2", "team": "East hub"})
    strange = service.record(path, {"owner": "worker-77"})
    assert [n["code"] for n in strange["notices"]] == ["OWNER_NOT_KNOWN"]
    assert known["notices"] == []
    service.record(path, {"owner": "worker-2", "team": "East hub"})
    for where in (family.path, f"{family.path}/tasks"):
        assert service.get(where).get_json()["staff"] == {"worker-2": "Bea Second"}
    history = service.get(f"{family.path}/history").get_json()
    assert history["staff"] == {"worker-1": "Cy Worker", "worker-2": "Bea Second"}
    people = service.get("/v1/staff").get_json()["people"]
    assert ("worker-2", "Bea Second", []) in [
        (one["staff"], one["names"], one["roles"]) for one in people
    ]
