"""All that a family reads: what a catalogue translates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from babel.messages.catalog import Catalog

from ..domain.codes import TEXTS, codes
from ..domain.letters import texts
from ..domain.letters.easy import EASY
from ..domain.own.words import words

#: The lists of codes whose words stand on a family's page or in a letter.
LISTS: Final = (
    "directions",
    "agencies",
    "categories",
    "young_categories",
    "carer_categories",
    "purposes",
    "young_purposes",
    "carer_purposes",
    "answers",
    "shown_statuses",
    "response_kinds",
    "close_reasons",
    "keep_informed_methods",
    "keep_informed_times",
    "formats",
    "contact_types",
    "safe_contacts",
    "advocate_statuses",
    "information_permissions",
    "authorisation_kinds",
    "family_wants",
    "correction_kinds",
    "kept_from",
    "adult_kept_from",
)
#: What of these stands on no page of theirs: a way of which nobody knows yet whether it is safe.
_OF_STAFF: Final = frozenset({("safe_contacts", "NOT_KNOWN")})
#: Texts of the service that a family reads, by how their names begin.
_READ: Final = ("own_", "letter_", "danger_")
#: Of what is in code and not marked in a template.
_SAID: Final = (
    "Your page",
    "Sign in",
    "You are signed out",
    "Stop agreeing",
    "Change what you agreed to",
    "Choose at least one.",
    "Choose what you want to stop, or write what you want to change.",
    "Say yes",
    "Who must not know?",
    "Choose who must not know, or write it.",
    "Tell us something is wrong",
    "Ask us for something",
    "We have written this down",
    "Write what is wrong, or choose one of these.",
    "Choose what you want to ask for.",
    (
        "We could not keep this. What you typed is still here. Try again in a few minutes, or ring "
        "us and say it."
    ),
    "We could not keep who must not know. Try again in a few minutes, or ring us and say it.",
    "We cannot keep this as it is. Write it in fewer words, or ring us and say it.",
    "This does not let you in.",
    (
        "Look at both again. A code is good once, and for 14 days. After five tries it stops. If "
        "it still does not work, ring us: we give you another."
    ),
)
_TEMPLATES: Final = ("pages/family", "pages/signin", "pages", "letters")
_MARKED: Final = re.compile(r"""\b_\((["'])(.*?)\1\)""")
_COUNTED: Final = re.compile(r"""\blanguage\.count\((["'])(.*?)\1, (["'])(.*?)\3,""")


@cache
def every_text() -> dict[str, str | None]:
    """Each text, with its plural where it has one."""
    found: dict[str, str | None] = dict.fromkeys(_SAID)
    for template in _templates():
        found.update((text, None) for _, text in _MARKED.findall(template))
        found.update((one, many) for _, one, _, many in _COUNTED.findall(template))
    found.update((text, None) for name, text in TEXTS.items() if name.startswith(_READ))
    for name, held in vars(texts).items():
        if name.isupper():
            found.update(dict.fromkeys(held.values() if isinstance(held, dict) else [held]))
    found.update(dict.fromkeys(EASY.values()))
    for name in LISTS:
        read = (code for code in codes(name) if (name, code) not in _OF_STAFF)
        found.update((words(name, code), None) for code in read)
    return found


def template_of(known: Catalog) -> Catalog:
    """A catalogue of every text, with what is known of it filled in."""
    made = Catalog(known.locale, project="consent-service", charset="utf-8", fuzzy=False)
    for one, many in every_text().items():
        held = known.get(one)
        made.add(one if many is None else (one, many), held.string if held else None)
    return made


def _templates() -> Iterator[str]:
    for folder in _TEMPLATES:
        inside = files("consent_service").joinpath(*folder.split("/"), "templates")
        for one in sorted(inside.iterdir(), key=lambda one: one.name):
            if one.name.endswith(".html"):
                yield one.read_text(encoding="utf-8")
