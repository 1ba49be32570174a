"""`docs/events.md` says what the classes say."""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import msgspec

from consent_service.domain import recorded
from consent_service.domain.recorded.catalogue import event_catalogue
from consent_service.domain.recorded.event import kinds, tag_of

DOCUMENT = Path(__file__).parents[2] / "docs/events.md"


def test_the_document_is_what_the_catalogue_makes() -> None:
    """Its first lines say how to make it again."""
    assert DOCUMENT.read_text(encoding="utf-8") == event_catalogue()


def test_the_catalogue_is_the_same_each_time() -> None:
    assert event_catalogue() == event_catalogue()


def test_kinds_go_by_tag_and_not_by_what_was_imported_first() -> None:
    """What is made from them is the same in every command, whatever that needs first."""
    modules = sorted(one.name for one in pkgutil.iter_modules(recorded.__path__))
    said = "from consent_service.domain.recorded.event import kinds, tag_of"
    last_first = "".join(f"import {recorded.__name__}.{one}\n" for one in reversed(modules))
    ran = subprocess.run(
        [sys.executable, "-c", f"{last_first}{said}\nprint(*map(tag_of, kinds()))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [tag_of(kind) for kind in kinds()]


def test_every_kind_and_each_of_its_fields_is_there() -> None:
    made = event_catalogue()
    for kind in kinds():
        section = made.partition(f"### {tag_of(kind)}\n")[2].partition("\n### ")[0]
        assert (inspect.getdoc(kind) or "nothing") in section
        for field in msgspec.structs.fields(kind):
            assert f"| `{field.encode_name}` |" in section


def test_every_link_leads_to_a_heading() -> None:
    made = event_catalogue()
    headings = {line.lstrip("# ").lower() for line in made.splitlines() if line.startswith("### ")}
    linked = {part.partition(")")[0] for part in made.split("](#")[1:]}
    assert linked <= headings
