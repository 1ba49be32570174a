"""Pages over operations: what a page shows and records goes through the operation's own row.

So a page may nothing that its reader may not, is recorded as that operation, and is refused as it
is; and no rule stands in a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import orjson
from flask import Response, g, request

from ..actions.refused import Refused
from ..api.edge.operations import (
    AskedWith,
    Call,
    Created,
    Operation,
    Ready,
    Reply,
    Sent,
    answered,
    called,
)
from ..api.edge.problems import ProblemError
from ..api.edge.routing import as_bytes
from ..api.edge.views import PageViews
from ..api.table import operations
from ..domain.may import Principal
from ..storage.door.trouble import StorageError
from . import died
from .visit import Visit

#: As what an operation ends that shows nothing.
TROUBLE: Final = (Refused, ProblemError, StorageError)
#: By which a page reads the family that its address names.
_OF_A_FAMILY: Final = "showFile"


def ask(
    visit: Visit, name: str, query: Mapping[str, str] | None = None, /, **path: str
) -> dict[str, Any]:
    """What an operation replies. Raises what it ends with."""
    found = _asked(visit, name, path, AskedWith(query or {}, views=_views()))
    if name == _OF_A_FAMILY and path["file"] == visit.path.get("file"):
        died.read(found)
    return found


def ask_for_all(visit: Visit, name: str, /, **path: str) -> dict[str, Any]:
    """Likewise, with all of the list of one file in one part."""
    return _asked(visit, name, path, AskedWith({}, is_whole=True, views=_views()))


def _views() -> PageViews | None:
    """Those of the page that is shown now. Whatever is sent may change the file under them."""
    if request.method != "GET":
        return None
    if "views" not in g:
        g.views = PageViews()
    views: PageViews = g.views
    return views


def record(
    visit: Visit, name: str, said: Mapping[str, Any], once: str, **path: str
) -> dict[str, Any]:
    """Put something on record, as an operation does: once, under what the form brought."""
    return _asked(visit, name, path, AskedWith({}, orjson.dumps(said), once))


def ask_with(visit: Visit, name: str, said: Mapping[str, Any], **path: str) -> dict[str, Any]:
    """What an operation replies that is asked with a body and records nothing, as a search is."""
    return _asked(visit, name, path, AskedWith({}, orjson.dumps(said)))


def share_now_used(visit: Visit, who: Principal, said: Mapping[str, Any]) -> str | None:
    """That somebody shared now, where nothing can be recorded: under which id it is kept, and will
    stand on record. None where not even that could be kept.
    """
    operation = next(one for one in operations() if one.name == _SHARES_NOW)
    body = orjson.dumps({**said, "urgency": "IMMEDIATE"})
    call = called(visit.service, operation, who, {}, form=AskedWith({}, body))
    answer = answered(operation, call)
    shown = answer.shown if isinstance(answer, Created | Ready) else answer
    assert isinstance(shown, dict)  # noqa: S101 - a check is no file to save
    used: str | None = shown["share_now"]["used"]
    return used if shown["recorded"] == "spooled" else None


#: A child of whom nothing is known here is asked about by the reference that another system has.
_SHARES_NOW: Final = "checkReference"


def may_ask(visit: Visit, name: str, **path: str) -> None:
    """Raises what an operation ends with for whoever may not use it; nothing is used by that."""
    _call(visit, name, path)


def hand_over(visit: Visit, name: str, said: Mapping[str, Any], **path: str) -> Response:
    """What an operation sends that is no JSON, such as a receipt: as it is, to be saved."""
    answer = _answer(visit, name, path, AskedWith({}, orjson.dumps(said)))
    assert isinstance(answer, Sent)  # noqa: S101 - the page knows what it asks for
    return as_bytes(answer, 200)


def problem_of(error: Refused | ProblemError) -> str:
    """With which problem an operation ended."""
    return error.problem if isinstance(error, Refused) else error.code


def _asked(visit: Visit, name: str, path: dict[str, str], form: AskedWith) -> dict[str, Any]:
    answer = _answer(visit, name, path, form)
    shown = answer.shown if isinstance(answer, Created | Ready) else answer
    assert isinstance(shown, dict)  # noqa: S101 - bytes are no page's to show
    return shown


def _answer(visit: Visit, name: str, path: dict[str, str], form: AskedWith) -> Reply:
    operation, call = _call(visit, name, path, form)
    return answered(operation, call)


def _call(
    visit: Visit, name: str, path: dict[str, str], form: AskedWith | None = None
) -> tuple[Operation, Call]:
    if visit.signed_in is None:
        raise Refused("unauthenticated")
    operation = next(one for one in operations() if one.name == name)
    return operation, called(visit.service, operation, visit.signed_in.principal, path, form=form)
