"""What is replied of systems that ask by themselves, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from .members import (
    next_field,
    part_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)


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


class ClientsSchema(Schema):
    """Systems that ask by themselves."""

    as_of = time_field("As they were registered by this time.")
    known_at = time_field("From what had been recorded by this time.")
    clients = parts_field(ClientSchema, "Each system, in the order first registered.")
    next = next_field()
