"""What a member of a request may hold: the fields of every body.

Each refuses before anything is stored, says in one short sentence what is wrong, and never repeats
what was sent. What it refuses it also declares, so that the API specification promises no more.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Any, Final

from marshmallow import ValidationError, fields, validate
from marshmallow.types import ErrorMessages

from ...domain.codes import codes
from ...domain.scope import ANY
from ...domain.writing import NOT_IN_A_NAME, TURNING, is_hidden, taken_in
from ...strict import LARGEST_WHOLE

#: Counted over the text as stored. A code point is at most four bytes in UTF-8, so a line of 200
#: is never over 800 bytes and needs no second limit.
LONGEST_LINE: Final = 200
LONGEST_WORDS: Final = 4_000
MOST_MARKS: Final = 4

#: No character takes more than this many when it is written in parts, so that what was longer by
#: more cannot become short enough, and need not be composed to know it.
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


class _Strict(_Plain):
    """A value that is read by our rule alone: nothing is converted into what was hoped for."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return self.read(value)

    def read(self, value: Any) -> Any:
        """The value as the command takes it. Raises `ValidationError` with a sentence."""
        raise NotImplementedError


def _declared(options: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """The options of a field, with what it says about itself in the API specification."""
    return {**options, "metadata": {**spec, **options.get("metadata", {})}}


def _matched(pattern: str, value: Any, sentence: str) -> str:
    # `fullmatch`, because `$` lets a line feed pass at the end.
    if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
        raise ValidationError(sentence)
    return value


class Line(_Strict, fields.String):
    """One line of text, in Unicode's composed form, that a person could read."""

    refused = _NOT_IN_A_LINE
    hidden = "This holds a line break, a control character or an invisible one."
    stacked = "This has more than four accents on one letter."

    def __init__(self, *, longest: int = LONGEST_LINE, **options: Any) -> None:
        self.longest = longest
        # The second class stands for "not only spaces": a pattern cannot say it more exactly.
        pattern = f"^[^{self.refused}]*[^ {self.refused}][^{self.refused}]*$"
        super().__init__(**_declared(options, minLength=1, maxLength=longest, pattern=pattern))

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

    def is_unreadable(self, text: str) -> bool:
        """Whether it holds characters that mean nothing to anybody, or nothing yet."""
        return any(map(is_hidden, text))


class Words(Line):
    """Free text: somebody's words, a reason. It may run over several lines."""

    refused = _NOT_IN_WORDS
    hidden = "This holds a control character or an invisible one."

    def __init__(self, *, longest: int = LONGEST_WORDS, **options: Any) -> None:
        super().__init__(longest=longest, **options)

    def read(self, value: Any) -> str:
        """The text with each line ended by a line feed, whatever system it was typed on."""
        return super().read(value.replace("\r\n", "\n") if isinstance(value, str) else value)

    def is_unreadable(self, text: str) -> bool:
        """What is pasted has bullets of private use, and a telephone has newer pictures than we."""
        return any("\ud800" <= character <= "\udfff" for character in text)


class WordsSoFar(Words):
    """Free text that may still be empty: what is missing is said with the rest, and kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        pattern = f"^[^{self.refused}]*$"
        self.metadata = {**self.metadata, "minLength": 0, "pattern": pattern}

    def read(self, value: Any) -> str:
        """The text, or the empty text for one of spaces only."""
        return "" if isinstance(value, str) and not value.strip() else super().read(value)


def _can_be_seen(character: str) -> bool:
    """Neither a space, nor a mark without a letter, nor a control or joiner."""
    category = unicodedata.category(character)
    return category[0] not in "ZM" and category not in ("Cc", "Cf")


def _most_marks(text: str) -> int:
    """The most marks stacked on one letter.

    Spacing marks (Mc) stand beside their letter and stack nothing. A joiner is no new letter.
    """
    most = here = 0
    for character in text:
        category = unicodedata.category(character)
        if category in ("Mn", "Me"):
            here += 1
            most = max(most, here)
        elif category != "Cf":
            here = 0
    return most


class Opaque(_Strict, fields.String):
    """An id that we gave: lowercase hexadecimal digits, or `*` for any where a scope allows it."""

    def __init__(self, *, allow_any: bool = False, **options: Any) -> None:
        self.pattern = rf"^({_OURS}|\*)$" if allow_any else f"^{_OURS}$"
        super().__init__(**_declared(options, pattern=self.pattern))

    def read(self, value: Any) -> str:
        """The id. Whether anything goes by it is for the action to say."""
        return _matched(self.pattern, value, "This is not an id that we gave.")


class Digest(_Strict, fields.String):
    """The SHA-256 digest of a document that lies elsewhere."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**_declared(options, pattern=_DIGEST))

    def read(self, value: Any) -> str:
        """The digest in its one spelling."""
        return _matched(_DIGEST, value, "A SHA-256 digest has 64 lowercase hexadecimal digits.")


class StaffId(Line):
    """A staff id, as tokens carry it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(longest=64, **options)
        self.metadata = {**self.metadata, "pattern": _STAFF}

    def read(self, value: Any) -> str:
        """The id. Whether anybody has ever come with it is not asked."""
        return _matched(_STAFF, value, "This is not a staff id.")


class Code(_Strict, fields.String):
    """A code of these lists of `codes.toml`, or `*` for any where a scope allows it."""

    def __init__(
        self, *lists: str, allow_any: bool = False, but: tuple[str, ...] = (), **options: Any
    ) -> None:
        self.lists = lists
        listed = [code for name in lists for code in codes(name) if code not in but]
        self.allowed = (*listed, *((ANY,) if allow_any else ()))
        super().__init__(**_declared(options, enum=list(self.allowed)))

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
        raise ValidationError(f"This is not a code that can stand here: see {where}.")


class When(_Strict, fields.DateTime):
    """A date and time with its offset; loads as the same moment in UTC."""

    sentence = (
        "Give a real date and time from 1900 to 2199 with its offset, "
        "such as 2026-03-09T14:30:00+00:00."
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**_declared(options, pattern=_WHEN))

    def read(self, value: Any) -> datetime:
        """The pattern comes first: what `fromisoformat` takes grows with each Python."""
        try:
            moment = datetime.fromisoformat(_matched(_WHEN, value, self.sentence)).astimezone(UTC)
        except ValueError as error:
            raise ValidationError(self.sentence) from error
        # An offset can carry the first hours of 1900 into 1899, and the last of 2199 into 2200.
        if not 1900 <= moment.year <= 2199:
            raise ValidationError(self.sentence)
        return moment


class Day(_Strict, fields.Date):
    """A calendar day."""

    sentence = "Give a real day from 1900 to 2199, such as 2026-03-09."

    def __init__(self, **options: Any) -> None:
        super().__init__(**_declared(options, pattern=_DAY))

    def read(self, value: Any) -> date:
        """The day, if the calendar has it."""
        try:
            return date.fromisoformat(_matched(_DAY, value, self.sentence))
        except ValueError as error:
            raise ValidationError(self.sentence) from error


class Whole(_Strict, fields.Integer):
    """A whole number. `true`, `1.0` and `"1"` are not whole numbers."""

    def __init__(self, *, least: int = 0, most: int = LARGEST_WHOLE, **options: Any) -> None:
        super().__init__(**_declared(options, minimum=least, maximum=most))
        self.least, self.most = least, most

    def read(self, value: Any) -> int:
        """The number. `type` is asked, because a boolean is an instance of `int`."""
        if type(value) is not int or not self.least <= value <= self.most:
            raise ValidationError(f"This is a whole number from {self.least:,} to {self.most:,}.")
        return value


class YesNo(_Strict, fields.Boolean):
    """`true` or `false`, and nothing that resembles them."""

    def read(self, value: Any) -> bool:
        """The answer."""
        if not isinstance(value, bool):
            raise ValidationError("This is true or false.")
        return value


class Part(_Plain, fields.Nested):
    """An object inside the body."""


class Several(_Plain, fields.List[Any]):
    """A list; loads as a tuple, because commands are frozen."""

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
        size = f"{least} to {most}" if least else f"at most {most}"
        self.most, self.too_many = most, f"This is a list of {size}."
        checks = [validate.Length(min=least, max=most, error=self.too_many)]
        super().__init__(
            inner,
            validate=[*checks, _no_repeats] if unique else checks,
            post_load=tuple,
            **(_declared(options, uniqueItems=True) if unique else options),
        )

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        # The library reads each of them first and counts then.
        if isinstance(value, list) and len(value) > self.most:
            raise ValidationError(self.too_many)
        return super()._deserialize(value, attr, data, **kwargs)


def _no_repeats(values: list[Any]) -> None:
    if len(set(values)) != len(values):
        raise ValidationError("Name each only once.")
