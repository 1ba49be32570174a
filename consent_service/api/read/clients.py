"""The systems that ask by themselves, for whoever administers them. Nothing of any family."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema

from ...access.quotas import near
from ...domain.recorded.clients import Client
from ...storage.door.queries import read_authority
from ..edge.operations import Call, Operation
from ..edge.paging import window
from ..edge.problems import ProblemError
from ..edge.queries import StandingPageQuery, StandingQuery, clocks
from ..replies.asof import PageAsOfSchema
from ..replies.members import (
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)
from ..replies.showing import moment, plain


class ClientKeyShownSchema(Schema):
    """A public key that is good."""

    kid = text_field("Its name in assertions.")
    algorithm = text_field("The one algorithm that it is for.")
    jwk = text_field("The key as a JSON Web Key of its required members.")


class ClientQuotasSchema(Schema):
    """How much it may ask."""

    requests_an_hour = whole_field("Requests in an hour.")
    requests_a_day = whole_field("Requests in a day.")
    families_an_hour = whole_field("Families it asks about in an hour.")
    families_a_day = whole_field("Families it asks about in a day.")


class ClientSchema(Schema):
    """A system that asks by itself."""

    client = text_field("Its id here.")
    client_id = text_field("Its id at the token endpoint.")
    name = text_field("What people call it.")
    scopes = texts_field("What it may ask for.")
    roles = texts_field("As what it may act.")
    keys = parts_field(ClientKeyShownSchema, "Its public keys.")
    quotas = part_field(ClientQuotasSchema, "How much it may ask.")
    used = part_field(ClientQuotasSchema, "How much of that it has used in this hour and this day.")
    near_a_quota = texts_field("Which quotas are nearly used, or used: the alarm.")
    registered_at = time_field("Since when it is registered.")
    disabled_at = time_field("Since when it may ask for nothing any more.", none=True)
    disabled_because = text_field("Why it was disabled.", none=True)


class ClientsSchema(PageAsOfSchema):
    """Systems that ask by themselves."""

    clients = parts_field(ClientSchema, "Each system, in the order first registered.")


_ROLES: Final = frozenset({"SYSTEM_ADMIN"})
_page_query: Final = StandingPageQuery()
_standing_query: Final = StandingQuery()


def list_clients(call: Call) -> dict[str, Any]:
    """A page of the systems that were registered by a time."""
    part = window(call, call.query(_page_query))
    own = read_authority(call.service.records, call.principal.authority)
    page, following = part.cut(list(own.clients(min(part.as_of, part.known)).values()))
    return {
        "as_of": moment(part.as_of),
        "known_at": moment(part.known),
        "clients": [_show(call, one) for one in page],
        "next": following,
    }


def show_client(call: Call) -> dict[str, Any]:
    """One system. Raises `ProblemError` (404)."""
    as_of, known = clocks(call, call.query(_standing_query))
    own = read_authority(call.service.records, call.principal.authority)
    found = own.clients(min(as_of, known)).get(call.path["client"])
    if found is None:
        raise ProblemError("not-found")
    return _show(call, found)


def _show(call: Call, client: Client) -> dict[str, Any]:
    ended = client.disabled_at
    used = call.service.clients.used(call.principal.authority, client)
    return {
        "client": client.id,
        "client_id": f"{call.principal.authority}.{client.id}",
        "name": client.name,
        "scopes": sorted(client.scopes),
        "roles": sorted(client.roles),
        "keys": [plain(key) for key in client.keys.values()],
        "quotas": plain(client.quotas),
        "used": used,
        "near_a_quota": [
            name for name, count in used.items() if count >= near(getattr(client.quotas, name))
        ],
        "registered_at": moment(client.registered_at),
        "disabled_at": None if ended is None else moment(ended),
        "disabled_because": client.disabled_because,
    }


def operations() -> list[Operation]:
    """What can be read of them."""
    gone = ("time-in-the-future",)
    return [
        Operation(
            "listClients",
            "/v1/clients",
            "The systems that ask by themselves",
            list_clients,
            _ROLES,
            ClientsSchema,
            query=StandingPageQuery,
            problems=gone,
            description="In the order first registered, those that were disabled among them.",
        ),
        Operation(
            "showClient",
            "/v1/clients/<string:client>",
            "One system that asks by itself",
            show_client,
            _ROLES,
            ClientSchema,
            query=StandingQuery,
            problems=("not-found", *gone),
            description="As it was registered by `known_at`.",
        ),
    ]
