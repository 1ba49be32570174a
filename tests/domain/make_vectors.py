"""`python -m tests.domain.make_vectors` adds the bytes of each kind of event of which none show a
field.

What stands there is never written again: it is what ledgers out there hold. A field that was added
since has bytes of its own beside those without it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from consent_service.domain.recorded.content import By, Content, format_content, parse_content
from consent_service.domain.recorded.event import Event, kinds, tag_of
from tests.made_up import MadeUp

#: What cannot be shown beside the rest: a birth date and a due date, or a guess; an ended link; the
#: one kind of response that there is besides the ordinary.
_UNSHOWN: Final = frozenset(
    {"estimated_due_date", "estimated_dob", "born_in", "due_in", "ended", "response_kind"}
)
#: Of a kind of which no bytes stand there, fields or none.
_NO_BYTES: Final = "bytes"

FILE: Final = Path(__file__).with_name("vectors") / "events.json"


def vector_of(kind: type[Event]) -> dict[str, str]:
    """One content of this kind, in which every member is something else than left out."""
    content = format_content(
        Content(By("Zzworker-1", "SOCIAL_WORKER"), MadeUp(mark="Zz").event(kind))
    )
    return {
        "kind": tag_of(kind),
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": content.decode(),
    }


def not_shown(vectors: Iterable[Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """By kind of event, the fields that stand at their default in each of its bytes: such a field
    could change its type, and nothing would tell. Of a kind without bytes, whatever it has.
    """
    found = {tag_of(kind): frozenset({*kind.__struct_fields__, _NO_BYTES}) for kind in kinds()}
    for vector in vectors:
        event = parse_content(vector["content"].encode()).event
        fields = (one for one in msgspec.structs.fields(event) if not one.required)
        found[vector["kind"]] &= {
            one.name
            for one in fields
            if one.name not in _UNSHOWN and getattr(event, one.name) == _usual(one)
        }
    return {kind: fields for kind, fields in found.items() if fields}


def _usual(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default


def main() -> None:
    """Add what is missing, at the end."""
    held: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    lacking = not_shown(held["vectors"])
    missing = [vector_of(kind) for kind in kinds() if tag_of(kind) in lacking]
    if missing:
        held["vectors"] += missing
        FILE.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
