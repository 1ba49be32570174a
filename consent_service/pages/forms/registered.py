"""Which forms there are: over which operation, under which name, at which address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from .form import Form

#: By the name of each, or else by the operation that it is over.
_FORMS: Final[dict[str, Form]] = {}


def register(forms: Iterable[Form]) -> None:
    """They are there from now on."""
    _FORMS.update({form.name or form.operation: form for form in forms})


def where_is(operation: str) -> str | None:
    """The path of the form over an operation, or of that name, if there is one."""
    form = form_of(operation)
    return None if form is None else form.path


def form_of(name: str) -> Form | None:
    """The form over an operation, or of that name, if there is one."""
    return _FORMS.get(name)


def form_at(page: str) -> Form | None:
    """The form that stands at an address, if one does."""
    return next((form for form in _FORMS.values() if _like(form.path).fullmatch(page)), None)


def over(name: str) -> str:
    """The operation that the form of this name is over: where it has none of its own, that one."""
    form = form_of(name)
    return name if form is None or not form.name else form.operation


@cache
def _like(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<string:\w+>", "[^/]+", path))
