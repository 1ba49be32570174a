"""What an entry says, for the page that is printed of its receipt. Pure.

Two readers, two functions. Staff print what any entry of a file says, and the page names nobody:
it may be left on a table. One of the family prints what they said themself, in the words of their
own view, and nothing stands on it that is not in that view.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

import msgspec

from .codes import TEXTS, codes, label
from .file.view import View
from .own import words
from .own.answers import scope_in_words
from .own.children import reader_of
from .own.seen import Seen
from .recorded import checked, events, practice
from .recorded.askedfirst import not_share_in_words
from .recorded.event import Event, kind_of
from .scopes.leftopen import everything_of
from .scopes.scope import ANY, Agency, Scope
from .words.naming import day, lower_first, moment


class OnPaper(msgspec.Struct, frozen=True):
    """A heading, the one thing to know, and the details: a term, and what there is under it."""

    heading: str
    says: str
    details: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _details(*pairs: tuple[str, Iterable[str | None]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Those under which there is something."""
    held = ((term, tuple(text for text in texts if text)) for term, texts in pairs)
    return tuple((term, texts) for term, texts in held if texts)


# ── for staff ───────────────────────────────────────────────────────────────────────────────


def on_paper(event: Event, view: View) -> OnPaper:
    """Any entry of a file. People are counted, not named, and nobody's own words are on it."""
    match event:
        case events.ResponseRecorded():
            return OnPaper(
                "An answer",
                f"{label('answers', event.answer)}.",
                _details(
                    ("Kind", [label("response_kinds", event.response_kind)]),
                    *_scope(event.scope, view),
                    ("Said on", [moment(event.effective_at)]),
                    ("How", [event.method and label("methods", event.method)]),
                    ("Ends", [_moment(event.expires_at)]),
                ),
            )
        case events.AgreementWithdrawn():
            return OnPaper(
                "An agreement taken back",
                f"{label('answers', 'WITHDRAWN')}.",
                _details(
                    ("Kind", [label("response_kinds", event.response_kind)]),
                    *_scope(event.scope, view),
                    ("Said on", [moment(event.effective_at)]),
                    ("How", [event.method and label("methods", event.method)]),
                ),
            )
        case events.AuthorisationMade():
            return OnPaper(
                "A manager’s decision",
                f"{label('authorisation_kinds', event.decision)}.",
                _details(
                    *_scope(event.scope, view),
                    ("Decided on", [moment(event.effective_at)]),
                    ("Ends", [_moment(event.end)]),
                    ("Looked at again", [_spoken(event.review_due)]),
                ),
            )
        case practice.NotShareDecided():
            return OnPaper(
                "A decision",
                f"{not_share_in_words(event.reason_codes)}. It stands in nobody’s way.",
                _details(
                    *_scope(event.scope, view),
                    ("Decided on", [moment(event.effective_at)]),
                    ("Looked at again", [_spoken(event.review_due)]),
                ),
            )
        case checked.CheckMade() | checked.CheckUnanswered():
            asked = event.proposal
            return OnPaper(
                "A check before contacting an agency",
                codes("outcomes")[event.answer.outcome].label,
                _details(
                    ("Agency", _agencies([asked.agency])),
                    ("Whose information", _whose(asked.subjects, view)),
                    ("Which information", _labels("categories", asked.categories)),
                    ("What for", _labels("purposes", [asked.purpose])),
                    (
                        "Asking or telling",
                        _labels("directions", [asked.direction] if asked.direction else []),
                    ),
                ),
            )
    kind = kind_of(event).replace("-", " ")
    return OnPaper(
        "An entry of a case file",
        f"{kind[0].upper()}{kind[1:]}.",
        _details(("What it says", ["It stands in the receipt file, as it was recorded."])),
    )


def _scope(scope: Scope, view: View) -> list[tuple[str, list[str]]]:
    left_out = scope.exclusions
    return [
        ("Agencies", _agencies(scope.agencies)),
        ("Whose information", _whose(scope.subjects, view)),
        ("Which information", _labels("categories", scope.categories)),
        ("What for", _labels("purposes", scope.purposes)),
        ("Asking or telling", _labels("directions", scope.directions)),
        (
            "Left out",
            [*_agencies(left_out.agencies), *_labels("categories", left_out.categories)],
        ),
    ]


_ANY_OF: Final = {"categories": "Any information", "purposes": "Any purpose"}


def _labels(list_name: str, given: Iterable[str]) -> list[str]:
    return [_ANY_OF[list_name] if code == ANY else label(list_name, code) for code in given]


def _agencies(agencies: Iterable[Agency]) -> list[str]:
    found = []
    for agency in agencies:
        kind = "Any agency" if agency.type == ANY else label("agencies", agency.type)
        named = agency.organisation
        found.append(kind if named is None else f"{named} ({lower_first(kind)})")
    return found


def _whose(subjects: Iterable[str], view: View) -> list[str]:
    """How many children and adults of this file."""
    wanted = set(subjects)
    if ANY in wanted:
        return ["Everybody it may be about"]
    children = len(wanted & set(view.children))
    adults = len(wanted) - children
    return [
        *([f"{children} {'child' if children == 1 else 'children'} on this file"] * bool(children)),
        *([f"{adults} {'adult' if adults == 1 else 'adults'} on this file"] * bool(adults)),
    ]


def _moment(at: datetime | None) -> str | None:
    return None if at is None else moment(at)


def _spoken(on: date | None) -> str | None:
    return None if on is None else words.spoken(on)


# ── for one of the family ───────────────────────────────────────────────────────────────────


def own_on_paper(event: Event, seen: Seen) -> OnPaper | None:
    """What this person said, in the words of their own view; None for what is not in that view."""
    match event:
        case events.ResponseRecorded() | events.AgreementWithdrawn():
            known = event.response in {r.event.response for r in (*seen.responses, *seen.put_right)}
            return _own_answer(event, seen) if known else None
        case practice.FamilyAsked(wants=practice.HELP_NOW):
            return None
        case practice.FamilyAsked():
            return OnPaper(
                "Something you asked us for",
                f"{words.words('family_wants', event.wants)}.",
                _details(("Your words", [event.words])),
            )
        case practice.CorrectionAsked():
            return OnPaper(
                "Something you say is wrong",
                TEXTS["own_wrong_heard"],
                _details(("Your words", [event.words])),
            )
        case practice.DisagreementStated():
            return OnPaper(
                "Your own statement",
                TEXTS["own_wrong_stands"],
                _details(("Your words", [event.words])),
            )
    return None


def _last_day(end: datetime | None) -> str | None:
    return None if end is None else words.spoken(date.fromisoformat(words.last_day(end)))


def _own_answer(event: events.ResponseRecorded | events.AgreementWithdrawn, seen: Seen) -> OnPaper:
    answer, until, taken_back = "WITHDRAWN", None, True
    if isinstance(event, events.ResponseRecorded):
        answer, until, taken_back = event.answer, event.expires_at, False
    says, left_out = words.words("answers", answer), event.scope.exclusions
    no_to = words.services(left_out.agencies)
    no_to += words.information(left_out.categories, reader_of(seen, event.scope))
    everything = (Scope(), everything_of(event.person, as_child=seen.is_young_person))
    if taken_back and event.scope in everything:
        # "Any service, for any reason" would read like a yes.
        about: dict[str, list[str]] = {"You stopped": ["All of it"]}
    else:
        told = scope_in_words(seen, event.scope)
        about = {term.capitalize(): told[term] for term in ("who", "about", "what", "why", "how")}
    return OnPaper(
        words.words("response_kinds", event.response_kind),
        f"{says}. You stopped agreeing to this." if taken_back else f"{says}.",
        _details(
            *about.items(),
            ("You said no to", no_to),
            ("You said so on", [day(event.effective_at)]),
            ("Last day", [_last_day(until)]),
        ),
    )
