"""What an edition of the rules answered is replayed on a ledger, as an operator has it done."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, cast

import pytest

from consent_service.actions.moment import Moment
from consent_service.domain.deciding.decision import RULES, Rules
from consent_service.domain.recorded.content import parse_content
from consent_service.domain.recorded.events import AnyEvent
from consent_service.storage.door.requests import ByHandle, Request
from tests.api.running import NOON, OURS, Running, running
from tests.builders import a_new_file
from tests.domain.rule_vectors import Vector, load
from tests.faults.commands import command

#: Of the families of an edition one of so many is put on the ledger.
EACH: Final = 4
#: What an event or an answer says by the place of an entry.
_BY_PLACE: Final = re.compile(rb'"(entry|corrects)":([0-9]+)')


def _families(edition: str) -> Sequence[Vector]:
    """Of one policy and directory, which are the ledger's, and since it began."""
    return [one for one in load(edition) if not one.own and one.entries[0].at >= NOON][::EACH]


def _record(service: Running, vectors: Sequence[Vector]) -> list[int]:
    """Each family's entries and its question, at the times at which they were recorded; and where
    the questions stand. An event that names another's place names the one that it has here. A
    family of which the door says more, as that a worker's word waits, is not asked about.
    """
    run = service.storage.records.run
    files = [run(a_new_file()).file for _ in vectors]
    lines = sorted(
        (one.at, number, place)
        for number, vector in enumerate(vectors)
        for place, one in enumerate((*vector.entries, vector.asked))
    )
    seqs: dict[int, dict[int, int]] = defaultdict(dict)
    others: set[int] = set()
    for at, number, place in lines:
        if number in others:
            continue
        vector = vectors[number]
        said = (*vector.entries, vector.asked)[place].content
        content = parse_content(_BY_PLACE.sub(_here(seqs[number]), said))

        def as_recorded(_: Moment, event: AnyEvent = content.event) -> Sequence[AnyEvent]:
            return [event]

        service.clock.now = at
        written = run(Request(OURS, content.by, ByHandle(files[number]), as_recorded)).entries
        seqs[number][place] = written[0].seq
        if len(written) > 1:
            others.add(number)
    known = [number for number in range(len(vectors)) if number not in others]
    return [seqs[number][len(vectors[number].entries)] for number in known]


def _here(places: Mapping[int, int]) -> Callable[[re.Match[bytes]], bytes]:
    return lambda found: b'"%b":%d' % (found[1], places[int(found[2])])


@pytest.mark.parametrize("edition", RULES)
def test_every_edition_answers_on_a_ledger_as_it_always_did(
    tmp_path: Path, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every key of `RULES`: its vectors' answers, not today's, stand there and come out again."""
    vectors = _families(edition)
    assert len({vector.event.answer.outcome for vector in vectors}) > 3
    assert {vector.event.answer.rule_version for vector in vectors} == {edition}
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        asked = _record(service, vectors)
        assert len(asked) > 8
        done = command(service.settings, "verify", "--replay")
        assert done.returncode == 0, done.stderr
        # Each question was decided again, and by this edition: without it all of them ask for it.
        monkeypatch.delitem(cast("dict[str, Rules]", RULES), edition)
        (found,) = service.storage.reconcile(OURS, replay=True).findings
        assert edition in str(found)
        stretches = found.places.stretches
        assert [seq for one, last in stretches for seq in range(one, last + 1)] == sorted(asked)
        monkeypatch.undo()
