"""A form as its page shows it: what the macros need of each field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from .choices import Known
from .form import (
    MOST_ROWS,
    Form,
    Group,
    Heading,
    OnForm,
    Placed,
    named,
    of_row,
    placed,
    rows_asked,
    rows_of,
)
from .typed import Sheet, Typed


def fields_shown(
    form: Form, typed: Typed, known: Known, errors: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """What the macros need of each field: `errors` by the name of the field."""
    sheet = Sheet(typed, known, errors)
    return [_shown(form, one, sheet) for one in form.fields]


def _shown(form: Form, one: OnForm, sheet: Sheet) -> dict[str, Any]:
    if isinstance(one, Heading):
        return {"kind": "heading", "words": one.words, "body": one.body}
    if isinstance(one, Group):
        return _group(form, one, sheet)
    return _input(form, placed(one), sheet)


def _group(form: Form, group: Group, sheet: Sheet) -> dict[str, Any]:
    name, count = named(group.member), rows_of(group, sheet.typed)
    rows = [[_input(form, one, sheet) for one in of_row(group, row)] for row in range(count)]
    error = sheet.errors.get(name)
    return {
        "kind": "group",
        "name": name,
        "label": group.label,
        "hint": group.hint,
        "each": group.each or group.label,
        "rows": rows,
        "asked": rows_asked(name),
        "may_be_more": count < MOST_ROWS,
        "error": error,
        "is_touched": bool(error) or any(one["is_touched"] for row in rows for one in row),
    }


def _input(form: Form, one: Placed, sheet: Sheet) -> dict[str, Any]:
    holds, error = form.holds(one.member), sheet.errors.get(one.name)
    words = one.input.in_words(holds, sheet.typed, one.name)
    shown = {
        "kind": one.input.kind,
        "name": one.name,
        "id": f"f-{one.name}",
        "label": one.input.label,
        "hint": one.input.hint,
        "error": error,
        "is_touched": bool(words or error),
        "inline": getattr(one.input, "inline", False),
        **one.input.shown(holds, sheet.typed, one.name, sheet.known),
    }
    # What is wrong is shown also where there was nothing to choose.
    return shown | {"kind": one.input.kind} if error else shown
