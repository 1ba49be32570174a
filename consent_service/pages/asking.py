"""Pages over operations: what a page shows and records goes through the operation's own row.

So a page may nothing that its reader may not, is recorded as that operation, and is refused as it
is; and no rule stands in a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from ..actions.refused import Refused
from ..api.edge.operations import Form, Made, answered, called
from ..api.edge.problems import ProblemError
from ..api.table import operations
from .frame import Visit


def ask(visit: Visit, name: str, **path: str) -> dict[str, Any]:
    """What an operation replies. Raises what it ends with."""
    return _asked(visit, name, path, None)


def record(
    visit: Visit, name: str, said: Mapping[str, Any], once: str, **path: str
) -> dict[str, Any]:
    """Put something on record, as an operation does: once, under what the form brought."""
    return _asked(visit, name, path, Form(orjson.dumps(said), once))


def problem_of(error: Refused | ProblemError) -> str:
    """With which problem an operation ended."""
    return error.problem if isinstance(error, Refused) else error.code


def _asked(visit: Visit, name: str, path: dict[str, str], form: Form | None) -> dict[str, Any]:
    if visit.signed_in is None:
        raise Refused("unauthenticated")
    operation = next(one for one in operations() if one.name == name)
    call = called(visit.service, operation, visit.signed_in.principal, path, form=form)
    answer = answered(operation, call)
    shown = answer.shown if isinstance(answer, Made) else answer
    assert isinstance(shown, dict)  # noqa: S101 - bytes are no page's to show
    return shown
