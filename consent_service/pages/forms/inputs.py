"""The kinds of fields: each says how it is shown, and what of the operation's body it says.

What may stand in a member is the operation's to say and is not said again here: a field passes on
what was typed, as the kind of value that the operation's schema has, and shows what it replies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, cast

from marshmallow.fields import Field

from ...api.edge.fields import Code, Label, Opaque, Part, Several, Whole, YesNo
from ...domain.codes import codes
from .choices import Choice, Known, Source, apart, not_looked_up, services
from .typed import Typed

#: The member is left out.
NOTHING: Final = object()
_WHOLE: Final = 15
#: So many are listed, the newest first where what there is grows; what is older has a number.
_LISTED: Final = 200
NO_SUCH_ENTRY: Final = (
    "Nothing of this number can be chosen here. “What happened” has the number of each."
)


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form: which member of the body it says (`scope/purposes`), and its label."""

    member: str
    label: str
    hint: str = field(default="", kw_only=True)
    #: In a row of which a part is said elsewhere in the body: the member that it says there. The
    #: form's `besides` puts it where it goes.
    elsewhere: str = field(default="", kw_only=True)
    kind: ClassVar[str] = "text"
    #: What is said where nothing was typed or chosen, and it cannot be left out.
    needed: ClassVar[str] = "Write this: it cannot be left empty."
    #: What it says inside its member, where that is an object.
    says: ClassVar[tuple[str, ...]] = ()

    def members(self, name: str) -> tuple[str, ...]:
        """The names of the fields of HTML that it is made of."""
        return (name,)

    def asks(self, typed: Typed, name: str) -> tuple[str, str]:  # noqa: ARG002
        """What it asks, or what of it is wrong; and the field of HTML to which that leads."""
        return self.label, self.members(name)[0]

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """What is sent, or `NOTHING`."""
        return sent(holds, typed.one(name)) if typed.one(name) else NOTHING

    def beside(self, typed: Typed, name: str) -> Iterator[tuple[str, Any]]:  # noqa: ARG002
        """Members that it says besides its own, and what."""
        yield from ()

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """What its macro needs, besides what every field has."""
        return {"value": typed.one(name)}

    def complaint(self, typed: Typed, name: str) -> str | None:  # noqa: ARG002
        """What is wrong with what was typed, in words that fit this kind of field better."""
        return None

    def given(self, holds: Field[Any], said: Mapping[str, str], name: str) -> dict[str, list[str]]:
        """What of it an address fills in: ids, and where several may stand, with dots between."""
        value, inner = said.get(name, ""), _inner(holds)
        if not value or not isinstance(inner, Opaque | Label | Whole):
            return {}
        return {name: value.split(".") if isinstance(holds, Several) else [value]}

    def unanswered(self, typed: Typed, name: str, button: str) -> list[tuple[str, str]]:  # noqa: ARG002
        """What a button of its own cannot go on without: where each is, by id, and in words."""
        return []

    def left_open(self, typed: Typed, name: str, *, beside_words: bool) -> str | None:  # noqa: ARG002
        """What is wrong before anything is sent, `beside_words` of or about a family."""
        return None

    def numbered(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> Typed:  # noqa: ARG002
        """With whatever was named by the number of its entry chosen in its place."""
        return typed

    def looked_up(self, typed: Typed, name: str, button: str, known: Known) -> Typed:  # noqa: ARG002
        """With what its button goes by of what stands on record."""
        return typed

    def pressed(self, typed: Typed, button: str) -> Typed:  # noqa: ARG002
        """What stands in the form once a button of its own was pressed, which records nothing."""
        return typed

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:
        """What was typed, to be read where nothing can be looked up."""
        inner = _inner(holds)
        listed = dict(_of_schema(inner))
        held = [one for part in self.members(name) for one in typed.each(part)]
        if held and isinstance(inner, Opaque | Label):
            return "As you chose"
        return ", ".join(listed.get(one, one) for one in held)

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:  # noqa: ARG002
        """What was typed, to be read before it is recorded, with what stands on record: all of
        what would be sent, and nothing that would not.
        """
        return self.in_words(holds, typed, name)


@dataclass(frozen=True, slots=True)
class Text(Input):
    """One line. `width` is how many characters it shows, `inputmode` which keys a telephone has."""

    width: int = field(default=0, kw_only=True)
    inputmode: str = field(default="", kw_only=True)

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Its value and size."""
        mode = self.inputmode or ("numeric" if isinstance(holds, Whole) else "")
        return {"value": typed.one(name), "width": self.width, "inputmode": mode}


@dataclass(frozen=True, slots=True)
class Area(Input):
    """Several lines. Where the member is a list, each line is one of it."""

    rows: int = field(default=4, kw_only=True)
    kind: ClassVar[str] = "area"

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """The text, or its lines."""
        if not isinstance(holds, Several):
            return typed.one(name) or NOTHING
        return [one.strip() for one in typed.one(name).splitlines() if one.strip()] or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Its value and size."""
        return {"value": typed.one(name), "rows": self.rows}


@dataclass(frozen=True, slots=True)
class _Chosen(Input):
    """Out of what the file or the directory has; left out, what the operation's schema lists."""

    needed: ClassVar[str] = "Choose one."
    choices: Source | None = field(default=None, kw_only=True)
    #: The same, of what turns on what was typed: into whichever page it was, or a draft.
    of_typed: Callable[[Known, Typed], Iterable[Choice]] | None = field(default=None, kw_only=True)
    #: Of a question that is answered with yes or no, the two in words.
    yes: str = field(default="Yes", kw_only=True)
    no: str = field(default="No", kw_only=True)

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """What is chosen; where several could be said, that one alone."""
        value = sent(_inner(holds), typed.one(name)) if typed.one(name) else NOTHING
        return [value] if isinstance(holds, Several) and value is not NOTHING else value

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """What can be chosen, and what is."""
        every, chosen = apart(self._choices(holds, typed, known)), typed.each(name)
        items = every[:_LISTED] + [one for one in every[_LISTED:] if one.value in chosen]
        number = typed.one(f"{name}.number")
        is_numbered = any(one.seq is not None for one in items)
        older = is_numbered and (len(items) < len(every) or known.has_older)
        return {"items": items, "value": chosen, "older": older, "number": number}

    def numbered(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> Typed:
        """With whatever was named by the number of its entry chosen in its place; a number by which
        nothing can be chosen stands there to be refused.
        """
        number = typed.one(f"{name}.number").removeprefix("Entry ").strip()
        if not number or self.choices is None:
            return typed
        seq = int(number) if is_a_place(number) else -1
        found = (one.value for one in self._choices(holds, typed, known) if one.seq == seq)
        id = next(found, None) or (known.disclosure_at(seq) if seq >= 0 else None)
        if id is None:
            return typed | {name: (number,)}
        chosen = [*typed.each(name), id] if isinstance(holds, Several) else [id]
        return typed | {name: tuple(dict.fromkeys(chosen)), f"{name}.number": ("",)}

    def complaint(self, typed: Typed, name: str) -> str | None:
        """That a number is of nothing that could be meant here."""
        return NO_SUCH_ENTRY if typed.one(f"{name}.number") else None

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:
        """Yes and no in the words of the question."""
        if isinstance(holds, YesNo):
            said = {"true": self.yes, "false": self.no}
            return said.get(typed.one(name), typed.one(name))
        chosen, number = Input.in_words(self, holds, typed, name), typed.one(f"{name}.number")
        return ", ".join(filter(None, (chosen, number and f"Entry {number}")))

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """Who or what was chosen, by name."""
        held = typed.each(name)
        every = self._choices(holds, typed, known)
        chosen = [one.words for one in every if one.value in held]
        return ", ".join(chosen) or self.in_words(holds, typed, name)

    def _listed(self, typed: Typed, known: Known) -> Iterable[Choice] | None:
        """Out of what stands on record or was typed; None where the schema lists it."""
        if self.of_typed is not None:
            return self.of_typed(known, typed)
        return None if self.choices is None else self.choices(known)

    def _choices(self, holds: Field[Any], typed: Typed, known: Known) -> Iterator[Choice]:
        listed = self._listed(typed, known)
        if listed is not None:
            yield from listed
        elif isinstance(holds, YesNo):
            yield from (Choice("true", self.yes), Choice("false", self.no))
        else:
            yield from (Choice(*one) for one in _of_schema(_inner(holds)))


@dataclass(frozen=True, slots=True)
class Radios(_Chosen):
    """One out of few. None is chosen beforehand: whatever nobody chose is not said."""

    inline: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "radios"


@dataclass(frozen=True, slots=True)
class Select(_Chosen):
    """One out of many. What another page filled in stands among them."""

    kind: ClassVar[str] = "select"

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """What can be chosen, and what is."""
        shown = _Chosen.shown(self, holds, typed, name, known)
        listed = {one.value for one in shown["items"]}
        came = [Choice(one, "What you came from") for one in shown["value"] if one not in listed]
        found = {**shown, "items": [*came, *shown["items"]]}
        # There is nothing to choose, and the operation takes the only one by itself.
        is_enquiry = self.member.rpartition("/")[2] == "enquiry"
        return found | {"kind": "carried"} if is_enquiry and len(listed) < 2 else found


@dataclass(frozen=True, slots=True)
class Checks(_Chosen):
    """Any number out of few."""

    kind: ClassVar[str] = "checks"
    needed: ClassVar[str] = "Choose at least one."

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """Each that is ticked."""
        inner = _inner(holds)
        return [sent(inner, one) for one in typed.each(name)] or NOTHING


@dataclass(frozen=True, slots=True)
class WhichAgency(Input):
    """One agency: a service of the directory, or a type with a name that is not listed."""

    kind: ClassVar[str] = "service"
    needed: ClassVar[str] = "Choose one."
    says: ClassVar[tuple[str, ...]] = ("type",)

    def members(self, name: str) -> tuple[str, ...]:
        """What was chosen, and a name that is not listed."""
        return (name, f"{name}.organisation")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """The agency, as operations have it."""
        code, _, id = typed.one(name).partition(".")
        named = typed.one(f"{name}.organisation")
        said = {"type": code, "id": id, "organisation": "" if id else named}
        return {member: one for member, one in said.items() if one} or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """The directory, and what was typed."""
        organisation, items = typed.one(f"{name}.organisation"), list(services(known))
        return {"items": items, "value": typed.each(name), "organisation": organisation}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """Its type, and its name where that was typed: one of the directory was chosen there."""
        return not_looked_up(typed.one(name), typed.one(f"{name}.organisation"))

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """One of the directory by its name, beside which a name that was typed is not sent."""
        held = typed.one(name)
        if "." not in held and typed.one(f"{name}.organisation"):
            return self.in_words(holds, typed, name)
        chosen = (one.words for one in services(known) if one.value == held)
        return next(chosen, self.in_words(holds, typed, name))


def is_a_place(entry: str) -> bool:
    """It may be where an entry stands in the ledger."""
    return entry.isascii() and entry.isdecimal() and len(entry) <= _WHOLE


def _inner(holds: Field[Any]) -> Field[Any]:
    return holds.inner if isinstance(holds, Several) else holds


def _of_schema(holds: Field[Any]) -> list[tuple[str, str]]:
    """What the schema lists, in the words of its lists."""
    if not isinstance(holds, Code):
        return []
    rows = {code: row.label for name in holds.lists for code, row in codes(name).items()}
    return [(code, rows[code]) for code in holds.allowed if code in rows]


def sent(holds: Field[Any], typed: str) -> Any:
    """As the operation takes it. What is not one of these goes as it was typed, to be refused."""
    if isinstance(holds, YesNo):
        return {"true": True, "false": False}.get(typed, typed)
    if isinstance(holds, Whole) and typed.isascii() and typed.isdigit() and len(typed) <= _WHOLE:
        return int(typed)
    return typed


def field_at(schema: Any, member: str) -> Field[Any]:
    """What the schema holds at a member. Raises `KeyError` where it has none of that name."""
    holds: Any = None
    for part in member.split("/"):
        by_key: Mapping[str, Field[Any]] = {f.data_key or n: f for n, f in schema.fields.items()}
        holds = by_key[part]
        inner = _inner(holds)
        schema = inner.schema if isinstance(inner, Part) else None
    return cast("Field[Any]", holds)
