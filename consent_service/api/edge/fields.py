"""What a member of a request may hold: the fields of every body.

Each refuses before anything is stored, says in one short sentence what is wrong, and never repeats
what was sent. What it refuses it also declares, so that the API specification promises no more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, Final

from marshmallow import ValidationError, fields, validate
from marshmallow.types import ErrorMessages

from ...domain.codes import codes
from ...domain.recorded.members import LONGEST_LABEL
from ...domain.scopes.scope import ANY
from ...domain.writing import NOT_IN_A_NAME, TURNING, dropped, is_hidden, taken_in
from ...strict import LARGEST_WHOLE
from .pointers import NoneOfOurs

#: Counted over the text as stored. A code point is at most four bytes in UTF-8, so a line of 200
#: is never over 800 bytes and needs no second limit.
LONGEST_LINE: Final = 200
LONGEST_WORDS: Final = 4_000
MOST_MARKS: Final = 4
#: In a field's metadata: the `InDoubt` of the member it reads.
IN_DOUBT: Final = "in_doubt"
#: Stands for a character that cannot be shown, where the text is kept all the same.
UNSHOWN: Final = "\ufffd"

#: So many parts a character has at most: what was longer by more does not become short enough.
MOST_PARTS: Final = 4

# C0, DEL, C1, the line and paragraph separators, and what `domain/writing.py` says.
_NOT_IN_A_LINE: Final = rf"\u0000-\u001f\u007f-\u009f\u2028\u2029{NOT_IN_A_NAME}"
_NOT_IN_WORDS: Final = rf"\u0000-\u0008\u000b-\u001f\u007f-\u009f{TURNING}"
# The offset is asked for because a local time says two things on one night of each October.
_WHEN: Final = (
    r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?"
    r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$"
)
_DAY: Final = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_OURS: Final = r"[0-9a-f]{8,64}"
_DIGEST: Final = r"^[0-9a-f]{64}$"
# As in a token's `sub`: an address of somebody's has an @, and is no id.
_STAFF: Final = r"^[A-Za-z0-9._:-]{1,64}$"

_SENTENCES: Final[ErrorMessages] = {
    "required": "This is needed.",
    "null": "Leave this out instead of sending null.",
}
_LIST: Final[ErrorMessages] = {"invalid": "This is a list."}


class _Plain(fields.Field[Any]):
    """The sentences that every field shares, in place of the library's."""

    default_error_messages = _SENTENCES


class Strict(_Plain):
    """A value that is read by our rule alone: nothing is converted into what was hoped for."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return self.read(value)

    def read(self, value: Any) -> Any:
        """The value as the command takes it. Raises `ValidationError` with a sentence."""
        raise NotImplementedError


def declared(options: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """The options of a field, with what it says about itself in the API specification."""
    return {**options, "metadata": {**spec, **options.get("metadata", {})}}


def matched(pattern: str, value: Any, sentence: str) -> str:
    """What fits the pattern, whole. Raises `ValidationError`."""
    # `fullmatch`, because `$` lets a line feed pass at the end.
    if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
        raise ValidationError(sentence)
    return value


class Line(Strict, fields.String):
    """One line of text, in Unicode's composed form, that a person could read."""

    refused = _NOT_IN_A_LINE
    is_kept_whole = False
    hidden = "This holds a line break, a control character or an invisible one."
    stacked = "This has more than four accents on one letter."

    def __init__(self, *, longest: int = LONGEST_LINE, **options: Any) -> None:
        self.longest = longest
        self.may_be_blank = not options.get("required", False)
        pattern, least = f"^[^{self.refused}]*$", {}
        if not self.may_be_blank:
            # The second class stands for "not only spaces": a pattern cannot say it more exactly.
            pattern = f"^[^{self.refused}]*[^ {self.refused}][^{self.refused}]*$"
            least = {"minLength": 1}
        super().__init__(**declared(options, **least, maxLength=longest, pattern=pattern))

    def read(self, value: Any) -> str:
        """The text in NFC. `ﬁona` stays as she writes it: folding is for searching."""
        if not isinstance(value, str):
            raise ValidationError("This is a text.")
        too_long = f"This is too long: at most {self.longest:,} characters."
        if len(value) > MOST_PARTS * self.longest:
            raise ValidationError(too_long)
        try:
            text = taken_in(value)
        except ValueError as error:
            raise ValidationError(self.stacked) from error
        if len(text) > self.longest:
            raise ValidationError(too_long)
        if re.search(f"[{self.refused}]", text) or self.is_unreadable(text):
            raise ValidationError(self.hidden)
        if not any(_can_be_seen(character) for character in text):
            raise ValidationError("This is empty.")
        if _most_marks(text) > MOST_MARKS:
            raise ValidationError(self.stacked)
        return text

    def as_far_as_it_goes(self, value: str) -> str:
        """What of a text can be kept, each character that cannot be shown being marked as such; ""
        where nothing is left. A line is no longer than it may be.
        """
        one_line = value if self.is_kept_whole else " ".join(value.split())
        try:
            text = taken_in(_without_rows_of_marks(one_line))
        except ValueError:
            return ""
        kept = re.sub(f"[{self.refused}]", UNSHOWN, text)
        kept = "".join(UNSHOWN if self.is_unreadable(one) else one for one in kept)
        kept = kept if self.is_kept_whole else kept[: self.longest]
        return kept if any(_can_be_seen(one) and one != UNSHOWN for one in kept) else ""

    def is_unreadable(self, text: str) -> bool:
        """Whether it holds characters that mean nothing to anybody, or nothing yet."""
        return any(map(is_hidden, text))


class Label(Line):
    """The id of somebody on the file, or the label under which the same body adds them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(longest=LONGEST_LABEL, **options)


class Words(Line):
    """Free text: somebody's words, a reason. It may run over several lines."""

    refused = _NOT_IN_WORDS
    is_kept_whole = True
    hidden = "This holds a control character or an invisible one."

    def __init__(self, *, longest: int = LONGEST_WORDS, **options: Any) -> None:
        super().__init__(longest=longest, **options)

    def read(self, value: Any) -> str:
        """The text with each line ended by a line feed, whatever system it was typed on."""
        return super().read(value.replace("\r\n", "\n") if isinstance(value, str) else value)

    def as_far_as_it_goes(self, value: str) -> str:
        """Somebody's words are kept whole, however many they are."""
        return super().as_far_as_it_goes(value.replace("\r\n", "\n"))

    def is_unreadable(self, text: str) -> bool:
        """What is pasted has bullets of private use, and a telephone has newer pictures than we."""
        return not text.isascii() and any("\ud800" <= one <= "\udfff" for one in text)


def is_blank(value: Any) -> bool:
    """Nothing was written here, or nobody was named: a form that was not filled in sends it so."""
    return value == [] or (isinstance(value, str) and not dropped(value).strip())


def _without_rows_of_marks(text: str) -> str:
    """No more marks on a letter than a text may have."""
    kept, row = [], 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me"):
            row += 1
        elif unicodedata.category(character) != "Cf":
            row = 0
        if row <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _can_be_seen(character: str) -> bool:
    """Neither a space, nor a mark without a letter, nor a control or joiner."""
    category = unicodedata.category(character)
    return category[0] not in "ZM" and category not in ("Cc", "Cf")


def _most_marks(text: str) -> int:
    """The most marks stacked on one letter.

    Spacing marks (Mc) stand beside their letter and stack nothing. A joiner is no new letter.
    """
    most = here = 0
    for character in "" if text.isascii() else text:
        category = unicodedata.category(character)
        if category in ("Mn", "Me"):
            here += 1
            most = max(most, here)
        elif category != "Cf":
            here = 0
    return most


class Opaque(Strict, fields.String):
    """An id that we gave: lowercase hexadecimal digits, or `*` for any where a scope allows it."""

    def __init__(self, *, allow_any: bool = False, **options: Any) -> None:
        self.pattern = rf"^({_OURS}|\*)$" if allow_any else f"^{_OURS}$"
        super().__init__(**declared(options, pattern=self.pattern))

    def read(self, value: Any) -> str:
        """The id. Whether anything goes by it is for the action to say."""
        return matched(self.pattern, value, "This is not an id that we gave.")


class Digest(Strict, fields.String):
    """The SHA-256 digest of a document that lies elsewhere."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**declared(options, pattern=_DIGEST))

    def read(self, value: Any) -> str:
        """The digest in its one spelling."""
        return matched(_DIGEST, value, "A SHA-256 digest has 64 lowercase hexadecimal digits.")


class StaffId(Line):
    """A staff id, as tokens carry it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(longest=64, **options)
        self.metadata = {**self.metadata, "pattern": _STAFF}

    def read(self, value: Any) -> str:
        """The id. Whether anybody has ever come with it is not asked."""
        return matched(_STAFF, value, "This is not a staff id.")

    def as_far_as_it_goes(self, value: str) -> str:  # noqa: ARG002
        """Somebody is meant, or nobody."""
        return ""


_NOT_KNOWN: Final = "NOT_KNOWN"


class Code(Strict, fields.String):
    """A code of these lists of `codes.toml`, or `*` for any where a scope allows it."""

    def __init__(
        self, *lists: str, allow_any: bool = False, but: tuple[str, ...] = (), **options: Any
    ) -> None:
        self.lists = lists
        # A code that two of the lists share stands once.
        listed = dict.fromkeys(code for name in lists for code in codes(name) if code not in but)
        self.allowed = (*listed, *((ANY,) if allow_any else ()))
        super().__init__(**declared(options, enum=list(self.allowed)))

    @property
    def unknown(self) -> str | None:
        """The code by which its lists say that nobody knows, if they do."""
        known = {code for name in self.lists for code in codes(name)}
        return _NOT_KNOWN if _NOT_KNOWN in known else None

    def read(self, value: Any) -> str:
        """The code. One that is banned from the list says why."""
        if isinstance(value, str):
            if value in self.allowed:
                return value
            # Agreeing to a medical examination is another law, and whoever tries should be told.
            refused = codes("refused_purposes") if "purposes" in self.lists else {}
            if value in refused:
                raise ValidationError(refused[value].label)
        where = " or ".join(self.lists)
        said = f"This is not a code that can stand here: see {where}."
        raise ValidationError(NoneOfOurs(said, value, self.allowed))


class When(Strict, fields.DateTime):
    """A date and time with its offset; loads as the same moment in UTC."""

    sentence = (
        "Give a real date and time from 1900 to 2199 with its offset, "
        "such as 2026-03-09T14:30:00+00:00."
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**declared(options, pattern=_WHEN))

    def read(self, value: Any) -> datetime:
        """The pattern comes first: what `fromisoformat` takes grows with each Python."""
        try:
            moment = datetime.fromisoformat(matched(_WHEN, value, self.sentence)).astimezone(UTC)
        except ValueError as error:
            raise ValidationError(self.sentence) from error
        # An offset can carry the first hours of 1900 into 1899, and the last of 2199 into 2200.
        if not 1900 <= moment.year <= 2199:
            raise ValidationError(self.sentence)
        return moment


class Day(Strict, fields.Date):
    """A calendar day."""

    sentence = "Give a real day from 1900 to 2199, such as 2026-03-09."

    def __init__(self, **options: Any) -> None:
        super().__init__(**declared(options, pattern=_DAY))

    def read(self, value: Any) -> date:
        """The day, if the calendar has it."""
        try:
            return date.fromisoformat(matched(_DAY, value, self.sentence))
        except ValueError as error:
            raise ValidationError(self.sentence) from error


class Whole(Strict, fields.Integer):
    """A whole number. `true`, `1.0` and `"1"` are not whole numbers."""

    def __init__(self, *, least: int = 0, most: int = LARGEST_WHOLE, **options: Any) -> None:
        super().__init__(**declared(options, minimum=least, maximum=most))
        self.least, self.most = least, most

    def read(self, value: Any) -> int:
        """The number. `type` is asked, because a boolean is an instance of `int`."""
        if type(value) is not int or not self.least <= value <= self.most:
            raise ValidationError(f"This is a whole number from {self.least:,} to {self.most:,}.")
        return value


class YesNo(Strict, fields.Boolean):
    """`true` or `false`, and nothing that resembles them."""

    def read(self, value: Any) -> bool:
        """The answer."""
        if not isinstance(value, bool):
            raise ValidationError("This is true or false.")
        return value


class Part(_Plain, fields.Nested):
    """An object inside the body."""


class Several(_Plain, fields.List[Any]):
    """A list; loads as a tuple, because commands are frozen. One that may be left out is left out
    by an empty one, unless that `says_none` any more.
    """

    says_none = False
    default_error_messages = _LIST

    def __init__(
        self,
        inner: fields.Field[Any],
        *,
        least: int = 0,
        most: int = 50,
        unique: bool = False,
        **options: Any,
    ) -> None:
        least = least if options.get("required") else 0
        self.most, size = most, f"{least} to {most}" if least else f"at most {most}"
        self.too_many = f"This is a list of {size}."
        self.of_these: Callable[[list[Any]], tuple[Any, ...]] = _each_once if unique else tuple
        super().__init__(
            inner,
            validate=validate.Length(min=least, max=most, error=self.too_many),
            post_load=self.of_these,
            **options,
        )

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        # The library reads each of them first and counts then.
        if isinstance(value, list) and len(value) > self.most:
            raise ValidationError(self.too_many)
        if type(value) is list:
            with suppress(ValidationError):  # which of them, the library says
                return [self.inner.deserialize(one, **kwargs) for one in value]
        return super()._deserialize(value, attr, data, **kwargs)


def _each_once(values: list[Any]) -> tuple[Any, ...]:
    """Whoever is named twice is one."""
    return tuple(dict.fromkeys(values))
