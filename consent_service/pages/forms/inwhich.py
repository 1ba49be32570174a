"""In which enquiry what a form was opened for belongs, where its address says it."""

from __future__ import annotations

from typing import Final

from .choices import Known, enquiries
from .form import Form
from .typed import Typed

_ENQUIRY: Final = "enquiry"


def in_one_that_goes_on(form: Form, typed: Typed, known: Known) -> Typed:
    """Without one that has ended, where nothing new is recorded in such: whoever filled in the form
    could not see why it was refused, nor choose another.
    """
    named, ends = typed.one(_ENQUIRY), "enquiry-closed" in form.over.problems
    if not named or not ends or "file" not in known.visit.path:
        return typed
    goes_on = {one.value for one in enquiries(known)}
    return typed if named in goes_on else typed | {_ENQUIRY: ()}
