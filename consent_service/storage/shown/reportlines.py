"""What reports need of a file, as it stands sealed beside what lists show of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec


class FileLines(msgspec.Struct, frozen=True, array_like=True):
    """The lines of a file by their names, when they were made and until when they hold; and when
    the file was opened.
    """

    made_at: datetime
    holds_until: datetime
    opened_at: datetime | None
    lines: dict[str, msgspec.Raw]


encode_lines: Final = msgspec.msgpack.Encoder().encode
decode_lines: Final = msgspec.msgpack.Decoder(FileLines).decode
