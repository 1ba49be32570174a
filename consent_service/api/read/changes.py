"""For case systems and pages: what changed since, who is asking, and what there is to ask."""

from __future__ import annotations

from typing import Any, Final

from ...domain.may import ADVOCATE, FAMILY, SENIORITY
from ...storage.shown.changes import changes_after
from ..edge.operations import READERS, Call, Operation, Plain, Public, Sent
from ..edge.queries import AfterQuery
from ..replies import service as replies
from ..replies.asrecorded import by_schema
from ..replies.showing import moment

#: Whoever works here or for a partner. A family's own page says who they are.
_STAFF: Final = frozenset(SENIORITY) - FAMILY - {ADVOCATE}
_YAML: Final = "application/yaml"
#: In seconds: it changes with the version that is installed, and with nothing else.
_KEPT: Final = "public, max-age=3600"

_after_query: Final = AfterQuery()


def list_changes(call: Call) -> dict[str, Any]:
    """A stretch of the ledger, and of it what changed some family's file."""
    asked = call.query(_after_query)
    records, authority = call.service.records, call.principal.authority
    found = changes_after(records, authority, asked["after"], asked["limit"], call.for_whom)
    return {
        "changes": [
            {"seq": one.seq, "at": moment(one.at), "file": one.file, "kind": one.kind}
            for one in found.changes
        ],
        "after": found.up_to,
        "more": found.more,
    }


def show_me(call: Call) -> dict[str, Any]:
    """Who is asking, and as what."""
    asks, own = call.principal, call.service.own.read(call.principal.authority)
    listed = own.listing_of(asks.id, call.now())
    return by_schema(
        replies.MeSchema,
        asks,
        names=None if listed is None else listed.names,
        team=None if listed is None else listed.team,
        roles=sorted(asks.roles),
    )


def show_specification(call: Call) -> Sent:
    """The specification, as made from what is served here."""
    return Sent(call.service.specification(), _YAML, cache=_KEPT)


def operations() -> list[Operation]:
    """Changes, me, and the specification."""
    gone = ("record-damaged",)
    return [
        Operation(
            "listChanges",
            "/v1/changes",
            "What changed since",
            list_changes,
            READERS,
            replies.ChangesSchema,
            query=AfterQuery,
            description=(
                "Ids and kinds alone, in the order recorded. Ask again with the `after` of the "
                "reply until `more` is false, and then from time to time. A reply may hold fewer "
                "than `limit`, or none, and not be the last. Checks and other "
                "questions change nothing and are not here."
            ),
            problems=gone,
            scope="consent:changes",
        ),
        Operation(
            "showMe",
            "/v1/me",
            "Who is asking",
            show_me,
            _STAFF,
            replies.MeSchema,
            description="With what they may do now: the roles that stand.",
            problems=gone,
        ),
        Operation(
            "showSpecification",
            "/openapi.yaml",
            "This specification",
            show_specification,
            Public(because="what can be asked is the same for everybody"),
            Plain(_YAML, is_kept=True),
            tag="service",
            description="Made from what is served here, without examples.",
        ),
    ]
