"""What of a form could not be used, in words: notices name members by pointers, which are for
programs. Whoever typed it reads what the field is called, and what is wrong there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..membercalled import member_called
from .form import Form
from .typed import Typed

#: The members that a notice says were not whole: it names them by pointers at its end.
AT_ITS_END: Final = re.compile(r"\s*\((/[^()]*)\)$")
#: What a notice lists of a write, between its colon and its full stop: names of members.
_LISTED: Final = re.compile(r"(?<=the rest of it: )[a-z_]+(?:, [a-z_]+)*(?=\. )")


def in_words(text: str, form: Form, typed: Typed, rows: Mapping[str, str]) -> str:
    """A notice with the fields that it is about. One that names none is as it was."""
    found = AT_ITS_END.search(text)
    if found is None:
        return with_labels(text, form)
    sentence = text[: found.start()]
    errors = where(text, form, typed, rows)
    labels = form.labels(typed)
    said = [said_at(labels[name][0], complaint) for name, complaint in errors.items()]
    return " ".join([*said, sentence])


def where(text: str, form: Form, typed: Typed, rows: Mapping[str, str]) -> dict[str, str]:
    """By the name of each field that a notice is about: what is wrong there."""
    found = AT_ITS_END.search(text)
    pointers = [] if found is None else found[1].split(", ")
    errors, _ = form.errors([(pointer, "") for pointer in pointers], rows, typed)
    return errors


def with_labels(text: str, form: Form) -> str:
    """A notice that lists members by their own names, with the labels of their fields instead."""
    return _LISTED.sub(
        lambda found: ", ".join(
            f"“{called(form, one) or member_called(one)}”" for one in found[0].split(", ")
        ),
        text,
    )


def called(form: Form, member: str) -> str | None:
    """What the field is called that says a member of this name; None where there is none."""
    fields = (one for one in form.inputs() if one.member.rpartition("/")[2] == member)
    return next((one.input.label for one in fields), None)


def said_at(label: str, complaint: str) -> str:
    """A field by its label, and what is wrong there."""
    return f"{label}{'' if label.endswith('?') else ':'} {complaint}".strip()


def unanswered(form: Form, typed: Typed, button: str) -> list[tuple[str, str]]:
    """What the button of a field cannot go on without: where each is, by id, and in words."""
    every = (one.input.unanswered(typed, one.name, button) for one in form.inputs(typed))
    return [wrong for each in every for wrong in each]
