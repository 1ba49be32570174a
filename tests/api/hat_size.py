"""A stranger adds a kind of entry: a child's hat size was recorded. Run as a process of its own.

The event and the row are all there is to it. They are made before the catalogue and the table are
put together, as they would be if they stood in
`domain/recorded/events.py` and `api/recorded/families.py`.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from msgspec import UNSET, UnsetType

from consent_service.domain.recorded.event import Noted
from consent_service.domain.recorded.members import (
    Bounds,
    Child,
    LeadsThrough,
    NotANo,
    OurWordsOfAny,
)

# ── the first place ─────────────────────────────────────────────────────────────────────────


class HatSizeRecorded(Noted, frozen=True, kw_only=True, tag="hat-size-recorded"):
    """A child's hat size was recorded."""

    child: Child
    size: Annotated[int, Bounds(15, 50), "The European size."]
    effective_at: datetime
    note: Annotated[OurWordsOfAny, LeadsThrough(whole=False)] | None = None
    not_a_no: NotANo | UnsetType = UNSET


# ── the second place ────────────────────────────────────────────────────────────────────────

from consent_service.api.edge.operations import FILE  # noqa: E402
from consent_service.api.recorded import families  # noqa: E402
from consent_service.api.recorded.write import Write  # noqa: E402

families.WRITES = (  # type: ignore[misc, assignment]
    *families.WRITES,
    Write("recordHatSize", f"{FILE}/hat-sizes", "Record a child's hat size", HatSizeRecorded),
)

# ── what follows from them ──────────────────────────────────────────────────────────────────

from consent_service.api.spec import document  # noqa: E402
from consent_service.domain.file.looks import VERIFY  # noqa: E402
from consent_service.domain.recorded.catalogue import event_catalogue  # noqa: E402
from consent_service.storage.door.queries import read_file  # noqa: E402
from tests.api.alone import ALONE, path_of  # noqa: E402
from tests.api.running import OURS, add_family, running  # noqa: E402
from tests.domain import test_each_box_is_read  # noqa: E402
from tests.domain.make_vectors import vector_of  # noqa: E402
from tests.domain.walk.values import named, paths  # noqa: E402
from tests.domain.walk.walking import shows_in, table  # noqa: E402
from tests.made_up import MadeUp  # noqa: E402
from tests.rules import test_ways_are_declared, test_words_are_heard  # noqa: E402
from tests.rules.test_who_may import ALLOWED, DECLARED  # noqa: E402

TAG = "hat-size-recorded"
#: Each goes through all kinds, and holds their words to a list of those that are not read.
LISTS = (
    test_ways_are_declared.test_every_free_text_says_whether_something_may_go_by_it,
    test_words_are_heard.test_every_member_that_holds_words_says_whose_they_are,
    test_words_are_heard.test_whoever_writes_such_words_down_can_say_that_there_is_no_no_in_them,
    partial(test_each_box_is_read.test_each_box_is_read_or_it_says_why_not, HatSizeRecorded),
)


def what_tests_make_of_it() -> dict[str, Any]:
    """Its bytes; its least body and its whole one; that it is tried; where each member shows."""
    made = MadeUp({"child-added": "b" * 24})
    (row,) = [write for write in families.WRITES if write.name == "recordHatSize"]
    bodies = [made.body(row), made.body(row, whole=True)]
    return {
        "bytes": vector_of(HatSizeRecorded)["content"],
        "bodies": bodies,
        "loads": [dict(row.body().load(body).members) for body in bodies],
        "tried_at": [path_of(write, "zz", made.ids) for write in ALONE if write is row],
        "shown": {
            named(path): surface
            for path in paths(HatSizeRecorded)
            if shows_in(TAG, path, surface := table()[TAG][named(path)])
        },
    }


def main(folder: Path) -> None:
    """Record some, and print what came of it."""
    with running(folder, f"sqlite:///{folder / 'test.db'}") as service:
        family = add_family(service)
        path = f"{family.path}/hat-sizes"
        good = service.post(path, {"child": family.child, "size": 23, "note": "Still growing."})
        bodies = (
            {"child": family.child},
            {"child": family.child, "size": 51},
            {"child": family.mother, "size": 23},
            {"child": family.child, "size": 23, "effective_at": "2199-01-01T00:00:00Z"},
            {"child": family.child, "size": 23, "colour": "red"},
        )
        bad = [service.post(path, body) for body in bodies]
        file = read_file(service.storage.records, OURS, family.file, VERIFY)
        (held,) = file.of(HatSizeRecorded)
        service.assert_sound()
        openapi = document.openapi()
        said = {
            "recorded": good.get_json(),
            "refused": [[reply.status_code, reply.get_json()] for reply in bad],
            "last_kind": service.kinds()[-1],
            "on_the_file": [held.event.size, held.event.note],
            "history": service.get(f"{family.path}/history").get_json()["entries"][-1],
            "path": openapi["paths"]["/v1/files/{file}/hat-sizes"]["post"],
            "body": openapi["components"]["schemas"]["RecordHatSize"],
            "in_the_catalogue": f"### {TAG}" in event_catalogue(),
            "may": [sorted(found["recordHatSize"]) for found in (DECLARED, ALLOWED)],
            "noted": service.get(family.path).get_json()["noted"][TAG],
            **what_tests_make_of_it(),
        }
        for held_to_a_list in LISTS:
            held_to_a_list()
    sys.stdout.write(json.dumps(said, default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
