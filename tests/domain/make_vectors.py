"""`python -m tests.domain.make_vectors` adds the bytes of each kind of event that has none.

What stands there is never written again: it is what ledgers out there hold.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from consent_service.domain.content import By, Content, format_content
from consent_service.domain.event import Event, kinds, tag_of
from tests.made_up import MadeUp

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


def main() -> None:
    """Add what is missing, at the end."""
    held: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    there = {vector["kind"] for vector in held["vectors"]}
    missing = [vector_of(kind) for kind in kinds() if tag_of(kind) not in there]
    if missing:
        held["vectors"] += missing
        FILE.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
