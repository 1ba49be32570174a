"""The decide page: one sheet, and four buttons of one size, each a form over its operation.

Nothing is chosen beforehand but what was asked for, which can only be made less. What is missing is
said at its place; nothing here adds anything up or says what to decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from ...domain.codes import codes, label
from ...domain.freetext.rationale import REASONS
from ...domain.scopes.scope import ANY
from ...domain.words.naming import listed, lower_first
from ..agencies import agency_called
from ..asking import ask_for_all
from ..called import names_on
from ..forms.choices import WARY, Choice, Known
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import NOTHING, Checks, Input
from ..forms.showing import fields_shown
from ..forms.told import ToldSentence
from ..forms.typed import Typed
from ..worker.aboutdue import due_here
from .asked import (
    came_of,
    decided_before,
    needing_support,
    question_of,
    request_of,
    said_by_each,
    to_be_told,
    worries_of,
)
from .reasons import (
    BOXES,
    BY_SUPPOSING,
    CHILDS_VIEW,
    DUTY,
    REVIEW,
    SUPPOSES,
    WHOLE_OR_NONE,
    WHY,
    WORDS_BACK,
    grounds,
    to_go_ahead,
)

_SHEET: Final = "/files/<string:file>/decisions/<string:request>"


@dataclass(frozen=True, slots=True)
class NotTyped(Input):
    """What the page knows and nobody types."""

    kind: ClassVar[str] = "hidden"

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """Nobody chose it: there is nothing to read."""
        return ""


@dataclass(frozen=True, slots=True)
class WholeScope(NotTyped):
    """The scope of the request, whole."""

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """The scope as it was asked for."""
        return _parsed(typed.one(name)) or NOTHING


@dataclass(frozen=True, slots=True)
class AllOfIt(WholeScope):
    """The same, to go ahead with. Where something of it was taken away, that is said: whoever
    presses this button does not mean what they took away.
    """

    less: ClassVar[str] = (
        "You took away some of what was asked for. Press “Go ahead with less”, or tick it again."
    )

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """The scope as it was asked for, if all of it is ticked."""
        whole = WholeScope.said(self, holds, typed, name)
        return whole if self.complaint(typed, name) is None else "less than was asked for"

    def complaint(self, typed: Typed, name: str) -> str | None:
        """That less is ticked."""
        whole = _parsed(typed.one(name)) or {}
        ticked = (
            {_as_value(one) for one in held} == set(typed.each(f"{name}.{part}"))
            for part, held in whole.items()
        )
        return None if all(ticked) else self.less

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """What it is."""
        return "With all that was asked for" if typed.one(name) else ""


@dataclass(frozen=True, slots=True)
class OfWhatWasAsked(Checks):
    """A part of the scope: what was asked for, to be unticked."""

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """Each that is still ticked."""
        found = [_parsed(one) if one.startswith("{") else one for one in typed.each(name)]
        return found or NOTHING

    def _choices(self, holds: Field[Any], typed: Typed, known: Known) -> Iterator[Choice]:  # noqa: ARG002
        part = self.member.rpartition("/")[2]
        names = names_on(known.file)
        for one in _asked(known)["scope"][part]:
            yield Choice(_as_value(one), _in_words(part, one, names))

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """Read where the names can be looked up."""
        return "As you ticked" if typed.each(name) else ""


@dataclass(frozen=True, slots=True)
class AgenciesAsked(OfWhatWasAsked):
    """The services that were asked about."""

    says: ClassVar[tuple[str, ...]] = ("type",)


#: Where each button leads below the sheet: its words, and what it means.
_BUTTONS: Final = {
    "": ("Go ahead", "with all that was asked for"),
    "/less": ("Go ahead with less", "only what is ticked above"),
    "/ask-first": ("Ask the parents first", "back to whoever asked, with your words"),
    "/not-share": ("Not to share", "for now, and say why"),
}


def _asked(known: Known) -> dict[str, Any]:
    return request_of(known.file, known.visit.path["request"])


def _as_value(one: Any) -> str:
    """In a page: an id or code as it is, an agency as what an operation takes."""
    if isinstance(one, str):
        return one
    return json.dumps({name: value for name, value in sorted(one.items()) if value is not None})


def _parsed(typed: str) -> dict[str, Any] | None:
    try:
        found = json.loads(typed)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _in_words(part: str, one: Any, names: Mapping[str, str]) -> str:
    if part == "agencies":
        words = agency_called(one)
        return words[:1].upper() + words[1:]
    if part == "subjects":
        return names.get(one, "Everybody on the file")
    return "Anything" if one == ANY else label(part, one)


def _grounds(known: Known) -> Iterator[Choice]:
    """Reasons to go ahead, then reasons not to share: each operation refuses the other's."""
    yield from grounds(known)
    for code, row in codes("not_share_reasons").items():
        if code != "ASK_FIRST":
            yield Choice(code, row.label, group="Not to share")


def _adults(known: Known) -> Iterator[Choice]:
    for one in to_be_told(known.file, _asked(known)):
        words = f"{one['names']}, {one['what']}".rstrip(", ")
        yield Choice(one["id"], f"{words}{WARY.get(one['safe'], '')}")


_CARRIED: Final = (NotTyped("request", "The request"), NotTyped("enquiry", "The enquiry"))


@dataclass(frozen=True, slots=True)
class _Reasons(Checks):
    """Reasons of which some are for the other button: whoever ticks one of those means something
    else by it than what they pressed.
    """

    ahead: bool = field(default=True, kw_only=True)

    def complaint(self, typed: Typed, name: str) -> str | None:
        """Which of them are, and for which button."""
        to_wait = codes("not_share_reasons")
        to_go = {one: row for of in _TO_GO for one, row in codes(of).items()}
        mine, others = (to_go, to_wait) if self.ahead else (to_wait, to_go)
        odd = [f"“{others[one].label}”" for one in typed.each(name) if one in others.keys() - mine]
        if not odd:
            return None
        what, button = _OTHERWISE[self.ahead]
        return f"{listed(odd)} {what}. Untick it, or press “{button}”."


_TO_GO: Final = tuple(dict.fromkeys(name for names in REASONS.values() for name in names))
#: By whether somebody goes ahead: what a reason of the others is, and for which button.
_OTHERWISE: Final = {
    True: ("is for not sharing", _BUTTONS["/not-share"][0]),
    False: ("is for going ahead", _BUTTONS[""][0]),
}
_GO: Final = _Reasons("reason_codes", "Reasons", choices=_grounds)
_WAIT: Final = _Reasons("reason_codes", "Reasons", choices=_grounds, ahead=False)
_SCOPE: Final = (
    OfWhatWasAsked("scope/subjects", "About whom"),
    AgenciesAsked("scope/agencies", "Which services"),
    OfWhatWasAsked("scope/categories", "Which information"),
    OfWhatWasAsked("scope/purposes", "For what"),
    OfWhatWasAsked("scope/directions", "Asking or telling"),
)


_OF_GOING_AHEAD: Final = (_GO, *to_go_ahead(_adults))
_AHEAD: Final = (*_CARRIED, *WHY, CHILDS_VIEW, *_OF_GOING_AHEAD)


def _begins(known: Known, _: Mapping[str, str]) -> dict[str, Sequence[str]]:
    asked = _asked(known)
    scope = {part: held for part, held in asked["scope"].items() if part in _PARTS}
    kind = asked.get("decision") or ""
    return {
        "request": (asked["id"],),
        "enquiry": (asked["enquiry"],),
        "kind": (kind,) if kind in codes("authorisation_kinds") else (),
        "scope": (
            json.dumps(
                {
                    part: [
                        json.loads(_as_value(one)) if isinstance(one, dict) else one for one in held
                    ]
                    for part, held in scope.items()
                }
            ),
        ),
        **{f"scope.{part}": [_as_value(one) for one in held] for part, held in scope.items()},
    }


_PARTS: Final = tuple(one.member.rpartition("/")[2] for one in _SCOPE)


def _more(known: Known, typed: Typed) -> dict[str, Any]:
    """All that stands on the sheet, whichever button brought its errors."""
    asked, stands = _asked(known), known.file
    due = ask_for_all(known.visit, "listTasksOfFile", file=known.visit.path["file"])["tasks"]
    signed_in = known.visit.signed_in
    mine = signed_in is not None and signed_in.principal.id == asked["requested_by"]
    here = f"/files/{known.visit.path['file']}/decisions/{asked['id']}"
    fields = {
        one["name"]: one
        for form in (NOT_SHARED, LESS, AHEAD)
        for one in fields_shown(form, typed, known)
        if "name" in one
    }
    return {
        "file": known.visit.path["file"],
        "sheet": fields,
        "asked": asked,
        "question": question_of(stands, asked),
        "urgency": label("urgencies", asked["urgency"]),
        "said": list(said_by_each(stands, asked)),
        "told": list(to_be_told(stands, asked)),
        "before": list(decided_before(stands)),
        "came_of": came_of(stands, asked) if asked["decided"] else [],
        "is_mine": mine,
        "advocates": [
            (
                names_on(stands)[one["id"]],
                one["advocate"] and lower_first(label("advocate_statuses", one["advocate"])),
            )
            for one in needing_support(stands)
        ],
        "worries": worries_of(stands, asked["enquiry"]),
        "due": list(due_here(known.visit, due, names_on(stands), stands)),
        "buttons": [(words, what, here + under) for under, (words, what) in _BUTTONS.items()],
    }


#: By this reason no parent is told.
_YOUNG_PERSONS_WISH: Final = "COMPETENT_YP_DOES_NOT_WANT_PARENT_TOLD"


def _what_follows(body: Mapping[str, Any]) -> Iterator[str]:
    """Who is told, and who is not, whatever else was ticked: two ticks may say two things."""
    telling = body.get("telling") or {}
    tells = telling.get("status") in ("TOLD", "WILL_TELL_BY")
    if _YOUNG_PERSONS_WISH in body.get("reason_codes", ()):
        yield (
            "By your reason that the young person does not want a parent told, no parent is told "
            "of this while it holds."
        )
        if tells:
            yield (
                "You say as well that the parents have been told, or will be. Both cannot be: go "
                "back and change one."
            )


def _option(
    name: str,
    under: str,
    fields: tuple[Input, ...],
    fixed: Mapping[str, Any] = MappingProxyType({}),
    others: tuple[Input, ...] = (),
) -> Form:
    """One button of the sheet. `name` is the operation's, and its own after a dot."""
    operation, _, own = name.partition(".")
    chosen = f"You decided: {', '.join(_BUTTONS[under])}."
    return Form(
        operation=operation,
        name=own,
        at=f"{_SHEET}{under}",
        title="Decide",
        template="decide.html",
        fields=fields,
        fixed=fixed,
        begins=_begins,
        more=_more,
        is_checked=True,
        keeps_drafts=True,
        supposes=SUPPOSES if "kind" in {one.member for one in fields} else {},
        by_supposing=BY_SUPPOSING,
        tells=lambda _, body: [ToldSentence(one) for one in (chosen, *_what_follows(body))],
        others=(*_OF_GOING_AHEAD, *others),
    )


_NOT: Final = (
    *BOXES,
    CHILDS_VIEW,
    REVIEW,
    WORDS_BACK,
    WholeScope("scope", "What was asked for"),
)
AHEAD: Final = _option(
    "recordAuthorisation.decideToGoAhead",
    "",
    (*_AHEAD, AllOfIt("scope", "Your decision")),
    others=(WORDS_BACK,),
)
LESS: Final = _option(
    "recordAuthorisation.decideToGoAheadWithLess",
    "/less",
    (*_AHEAD, *_SCOPE),
    others=(WORDS_BACK,),
)
ASK_FIRST: Final = _option(
    "decideNotToShare.decideToAskFirst",
    "/ask-first",
    (*_CARRIED, *WHOLE_OR_NONE, *_NOT),
    {"reason_codes": ["ASK_FIRST"]},
    others=WHOLE_OR_NONE,
)
NOT_SHARED: Final = _option("decideNotToShare", "/not-share", (*_CARRIED, *DUTY, *_NOT, _WAIT))

PAGES: Final = pages(AHEAD, LESS, ASK_FIRST, NOT_SHARED)
