"""What can be used of a body that does not fit, for what protects somebody.

A form that does not fit is refused, with each fault in it; but no no, no danger and nothing else
that protects somebody is lost for it. Where `actions/withcare.py` finds that there is one, it takes
what can be used: a text cleaned of what cannot be shown and as long as it is, a list as long as it
is, an id that cannot be one as the id of nobody; and without the rest, as if it had been left out.
That to leave something out is the more careful meaning of it, a test holds for each write.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Set
from typing import Any, Final

import marshmallow

from ...actions.withcare import DoesNotFit
from ...domain.recorded.members import NOBODY_FOUND, InDoubt
from ...domain.recorded.notwritten import NOT_WRITTEN
from .body import Body, CannotBeUsedError
from .fields import IN_DOUBT, UNSHOWN, Code, Label, Line, Opaque, Part, Several
from .operations import load
from .problems import ProblemError

#: What is no part of what is said: whoever only meant to try it must not have done it.
_TRIED: Final = "dry_run"
#: No value: the member is left out.
_NONE: Final = marshmallow.missing

#: The member that holds what somebody said, in what is about that.
_WORDS: Final = "words"
#: How much of two names must be alike for one to be meant by the other: `response`, `responses`.
_NEARLY: Final = 0.8
#: And how many names, and how long, are looked at for it.
_MOST_STRANGE: Final = 20
_LONGEST: Final = 60
_LETTERS: Final = re.compile(r"[^\W_]+")

#: Codes of `taken_with_care`.
_UNUSABLE: Final = "CANNOT_BE_USED"
_UNSHOWN: Final = "CANNOT_BE_SHOWN"
_SHORTENED: Final = "SHORTENED"
_NO_WORDS: Final = "NO_WORDS"


def load_as_far(schema: Body, sent: Mapping[str, Any]) -> tuple[Any, DoesNotFit | None]:
    """What the schema makes of a body; where it does not fit, of what can be used of it, with what
    was not and with how it is refused unless that protects somebody.

    Raises `ProblemError` (422) where nothing can be used, or where nobody can tell whether it was
    meant to be recorded at all.
    """
    try:
        return load(schema, sent), None
    except ProblemError as refusal:
        reader = _Reader()
        try:
            if not isinstance(sent.get(_TRIED, False), bool) or _TRIED in _alike(schema, sent):
                raise CannotBeUsedError(_TRIED)
            made = reader.object_of(schema, sent, "")
        except CannotBeUsedError:
            raise refusal from None
        return made, DoesNotFit(tuple(reader.lacking), refusal, reader.gone)


class _Reader:
    """Reads on where a schema stops. What it was short of stands in `lacking`, in order."""

    def __init__(self) -> None:
        self.lacking: dict[str, None] = {}
        #: By the pointer of a list: where those stood of which nothing could be used.
        self.gone: dict[str, set[int]] = {}
        #: What is read stands under a name that is only nearly its own.
        self._is_guessed = False

    def object_of(self, schema: marshmallow.Schema, sent: Any, at: str) -> Any:
        """What the schema stands for. Raises `CannotBeUsedError`."""
        assert isinstance(schema, Body)  # noqa: S101 - a test loads each of them
        if isinstance(sent, str) and _WORDS in schema.fields:
            # Somebody wrote down what was said, and no more.
            self._lacks(_UNUSABLE, at)
            sent = {_WORDS: sent, **_each_that_is_read(schema, sent)}
        if not isinstance(sent, Mapping):
            self._lacks(_UNUSABLE, at)
            return schema.build_with_care(_left_out(schema), schema.fields.keys())
        sent = _with_its_words(schema, schema.without_blanks(dict(sent)))
        alike = _alike(schema, sent)
        data, lost, named = _left_out(schema), set(), {*sent, *alike}
        for name, field in schema.fields.items():
            key = field.data_key or name
            if key in alike and _may_be_guessed(schema, field):
                value, is_whole = self._guessed(field, sent.pop(alike[key]), f"{at}/{key}")
            else:
                value, is_whole = self._value(field, sent.pop(key, _NONE), f"{at}/{key}", named)
            if value is not _NONE:
                data[name] = value
            if not is_whole:
                lost.add(name)
        if sent:
            # The name of what we do not know came from the client: it could be anything.
            self._lacks(_UNUSABLE, at)
        return schema.build_with_care(data, lost)

    def _guessed(self, field: Any, sent: Any, at: str) -> tuple[Any, bool]:
        """The value of what stands under a name that is nearly the field's. It is no yes, and no
        more certain than what was typed where a code stands.
        """
        self._lacks(_UNUSABLE, at)
        before, self._is_guessed = self._is_guessed, True
        value, _ = self._value(field, sent, at)
        self._is_guessed = before
        return value, False

    def _value(
        self, field: Any, sent: Any, at: str, beside: Set[str] = frozenset()
    ) -> tuple[Any, bool]:
        """The value, or none, and whether it is all that was sent, `beside` the members named."""
        in_doubt: InDoubt | None = field.metadata.get(IN_DOUBT)
        if sent is _NONE:
            if in_doubt is not None and not beside.isdisjoint(in_doubt.beside):
                self._lacks(_UNUSABLE, at)
                return in_doubt.means, False
            has_another = isinstance(field, Line) or (isinstance(field, Code) and field.unknown)
            if field.required and has_another:
                return self._instead(field, "", at)
            return field.load_default, True
        if isinstance(field, Part):
            return self._part(field, sent, at)
        if isinstance(field, Several):
            return self._list(field, sent, at)
        try:
            if self._is_guessed and in_doubt is not None:
                raise marshmallow.ValidationError("")
            return field.deserialize(sent), True
        except marshmallow.ValidationError:
            if in_doubt is not None and (means := _meant(in_doubt, sent)) is not None:
                self._lacks(_UNUSABLE, at)
                return means, False
            if isinstance(field, Line | Code):
                return self._instead(field, sent, at)
        self._lacks(_UNUSABLE, at)
        return (NOBODY_FOUND if isinstance(field, Opaque) and sent is not None else _NONE), False

    def _part(self, field: Part, sent: Any, at: str) -> tuple[Any, bool]:
        """Whatever was lost of it inside, it stands for itself."""
        try:
            return self.object_of(field.schema, sent, at), True
        except CannotBeUsedError as why:
            for name in why.args:
                self._lacks(_UNUSABLE, f"{at}/{name}")
            self._lacks(_UNUSABLE, at)
            return _NONE, False

    def _list(self, field: Several, sent: Any, at: str) -> tuple[Any, bool]:
        """However many they are: the whole body is bounded."""
        if isinstance(sent, Mapping) and _is_by_name(field.inner, sent):
            self._lacks(_UNUSABLE, at)
            sent = list(sent.values())
        if not isinstance(sent, list):
            # One of them, and nobody put the brackets round it.
            self._lacks(_UNUSABLE, at)
            value, _ = self._value(field.inner, sent, f"{at}/0")
            return (_NONE if value is _NONE else field.of_these([value])), False
        found = [self._value(field.inner, one, f"{at}/{n}") for n, one in enumerate(sent)]
        usable = [value for value, _ in found if value is not _NONE]
        self.gone[at] = {n for n, (value, _) in enumerate(found) if value is _NONE}
        return field.of_these(usable) if usable else _NONE, all(whole for _, whole in found)

    def _instead(self, field: Line | Code, sent: Any, at: str) -> tuple[Any, bool]:
        """What stands for words or a code that must be there and cannot be used."""
        if isinstance(field, Line):
            return self._words(field, sent, at)
        self._lacks(_UNUSABLE, at)
        return (field.unknown or _NONE) if field.required else _NONE, False

    def _words(self, field: Line, sent: Any, at: str) -> tuple[Any, bool]:
        text = field.as_far_as_it_goes(sent) if isinstance(sent, str) else ""
        if not text:
            # A label is nobody's words: it says who or what is meant.
            self._lacks(_UNUSABLE if isinstance(field, Label) else _NO_WORDS, at)
            stands = NOT_WRITTEN if field.required else _NONE
            return stands, False
        shown, whole = UNSHOWN not in text, field.is_kept_whole or len(text) < field.longest
        if not shown:
            self._lacks(_UNSHOWN, at)
        if not whole:
            self._lacks(_SHORTENED, at)
        return text, shown and whole

    def _lacks(self, code: str, at: str) -> None:
        self.lacking[f"{at} {code}"] = None


def _meant(in_doubt: InDoubt, sent: Any) -> Any:
    if not in_doubt.reads or not isinstance(sent, str):
        return in_doubt.means
    spelled = "_".join(_LETTERS.findall(unicodedata.normalize("NFKC", sent).upper()))
    return dict(in_doubt.reads).get(spelled, in_doubt.means)


def _alike(schema: Body, sent: Mapping[str, Any]) -> dict[str, str]:
    """By a member that was not sent: what stands under a name that is nearly its own."""
    keys = {field.data_key or name for name, field in schema.fields.items()}
    left = {_plain(key): key for key in keys - sent.keys()}
    found: dict[str, str] = {}
    # In a body with more strange names than this nobody mistyped one.
    strange = sorted(one for one in sent.keys() - keys if len(one) <= _LONGEST)
    for typed in strange if len(strange) <= _MOST_STRANGE else ():
        for near in difflib.get_close_matches(_plain(typed), left, n=1, cutoff=_NEARLY):
            found.setdefault(left[near], typed)
    return found


def _plain(name: str) -> str:
    return "".join(_LETTERS.findall(name.casefold()))


def _may_be_guessed(schema: Body, field: Any) -> bool:
    """Without it less would be protected, or words lost. A scope, a time or an enquiry that is left
    out makes what protects reach further.
    """
    narrows = type(schema).build_with_care is not Body.build_with_care
    says = field.required or IN_DOUBT in field.metadata or isinstance(field, Line | Several)
    return says and not narrows and not isinstance(field, Part)


def _is_read(field: Any) -> bool:
    """It is what somebody said, and is read however it was typed."""
    in_doubt: InDoubt | None = field.metadata.get(IN_DOUBT)
    return in_doubt is not None and bool(in_doubt.reads)


def _each_that_is_read(schema: Body, sent: str) -> dict[str, str]:
    return {
        field.data_key or name: sent for name, field in schema.fields.items() if _is_read(field)
    }


def _with_its_words(schema: Body, sent: dict[str, Any]) -> dict[str, Any]:
    """What was typed for an answer and is none is what they said, where no other words are."""
    if _WORDS not in schema.fields or sent.get(_WORDS) is not None:
        return sent
    for name, field in schema.fields.items():
        typed = sent.get(field.data_key or name)
        if not (isinstance(field, Code) and _is_read(field) and isinstance(typed, str)):
            continue
        if typed not in field.allowed:
            return {**sent, _WORDS: typed}
    return sent


def _is_by_name(inner: Any, sent: Mapping[str, Any]) -> bool:
    """Several, each under a name that is no member's."""
    return (
        isinstance(inner, Part)
        and bool(sent)
        and sent.keys().isdisjoint(f.data_key or n for n, f in inner.schema.fields.items())
        and all(isinstance(one, Mapping) for one in sent.values())
    )


def _left_out(schema: marshmallow.Schema) -> dict[str, Any]:
    """What members are that were not sent, where they are anything."""
    defaults = {name: field.load_default for name, field in schema.fields.items()}
    return {name: value for name, value in defaults.items() if value is not _NONE}
