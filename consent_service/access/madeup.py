"""The made-up people of a demonstration: anybody may be any of them. There are none elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import DecodeError, Struct
from msgspec.json import Decoder

from ..storage.door.trouble import KeyFileError


class MadeUp(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to be: what the list calls them, and what signing in would have shown of them."""

    name: str
    about: str
    authority: str
    subject: str
    role: str
    file: str | None = None
    person: str | None = None
    agency: str | None = None
    organisation: str | None = None


_decoder: Final = Decoder(tuple[MadeUp, ...])


def read_people(path: Path | None, demonstrations: Mapping[str, bool]) -> tuple[MadeUp, ...]:
    """The people in this file; nobody, if none is named.

    Raises `KeyFileError` for a file that is not one, and wherever one family here is not made up:
    who starts the service like that would let anybody in.
    """
    if path is None:
        return ()
    if not all(demonstrations.values()):
        raise KeyFileError(
            "CONSENT_MADE_UP_PEOPLE lets anybody be anybody. It is for demonstration ledgers "
            "alone, and here is another."
        )
    try:
        people = _decoder.decode(path.read_bytes())
    except (OSError, DecodeError) as error:
        raise KeyFileError("The file of made-up people cannot be read.") from error
    return tuple(one for one in people if one.authority in demonstrations)
