"""What is named by the number of its entry: whatever is older than what a form lists."""

from __future__ import annotations

from .choices import Known
from .form import Form
from .typed import Typed


def numbered(form: Form, typed: Typed, known: Known) -> Typed:
    """What was typed, with whatever was named so chosen in its place."""
    if any(name.endswith(".number") and said for name, said in typed.items()):
        for one in form.inputs(typed):
            typed = one.input.numbered(form.holds(one.member), typed, one.name, known)
    return typed
