"""Many who ask at once, whoever leads: each hears what came of what they asked, in its order."""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from contextlib import closing
from typing import Any, NamedTuple

from consent_service.domain.recorded.checked import CheckMade
from consent_service.domain.recorded.sharingatonce import ShareNowUsed
from tests.front.strangers import Met, Stranger
from tests.trying import is_campaign

AGENCIES = ("GP", "HEALTH_VISITOR", "MIDWIFERY", "SCHOOL", "HOUSING", "POLICE")
ROUNDS = 4 if is_campaign() else 2


class Heard(NamedTuple):
    """What somebody asked, under which key if any, and what they heard."""

    agency: str
    direction: str
    key: str | None
    said: dict[str, Any]


class Asker(threading.Thread):
    """Sends several before it reads any, over one connection."""

    def __init__(self, met: Met, number: int) -> None:
        super().__init__(daemon=True)
        self.met, self.number, self.heard = met, number, list[Heard]()
        self.failed: list[Exception] = []

    def run(self) -> None:
        try:
            with closing(Stranger(self.met.port)) as stranger:
                for turn in range(ROUNDS):
                    self._ask(stranger, turn)
        except Exception as error:  # noqa: BLE001 - it is looked at
            self.failed.append(error)

    def _ask(self, stranger: Stranger, turn: int) -> None:
        asked = []
        for place, direction in enumerate(("SEEK", "SHARE", "SEEK", "SHARE")):
            # The last two repeat the first two.
            key = f"{self.number}-{turn}-{place % 2}" if self.number % 2 else None
            agency = AGENCIES[(self.number + place % 2) % len(AGENCIES)]
            asked.append((agency, direction, key))
        stranger.send(b"".join(self._sent(*one) for one in asked[:2]))
        stranger.send(self.met.check(immediate=True))
        stranger.send(b"".join(self._sent(*one) for one in asked[2:]))
        replies = [stranger.hears() for _ in range(5)]
        assert {one.status for one in replies} == {200}
        assert replies.pop(2).json()["outcome"] == "SHARE_NOW"
        self.heard += [Heard(*one, said.json()) for one, said in zip(asked, replies, strict=True)]

    def _sent(self, agency: str, direction: str, key: str | None) -> bytes:
        question = self.met.family.question(agency={"type": agency}, direction=direction)
        body = json.dumps(question).encode()
        more = {} if key is None else {"Idempotency_Key": key}
        return self.met.head(len(body), **more) + body


def test_each_hears_what_came_of_what_they_asked(met: Met) -> None:
    before = met.service.size()
    askers = [Asker(met, number) for number in range(12)]
    for one in askers:
        one.start()
    for _ in range(20):
        # Others ask, and go away.
        with closing(Stranger(met.port)) as stranger:
            stranger.send(met.check() * 2)
    for one in askers:
        one.join(120)
        assert (one.is_alive(), one.failed) == (False, [])
    heard = [one for asker in askers for one in asker.heard]
    assert len(heard) == len(askers) * ROUNDS * 4
    assert {one.said["recorded"] for one in heard} == {"ledger"}
    entries = {one.entry.seq: one.content.event for one in met.service.entries(before)}
    places = Counter[int]()
    for each in heard:
        place = each.said["ledger"]["seq"]
        event = entries[place]
        assert isinstance(event, CheckMade)
        assert (event.proposal.agency.type, event.proposal.direction) == (
            each.agency,
            each.direction,
        )
        assert [item["direction"] for item in each.said["items"]] == [each.direction]
        places[place] += 1
        # Of two with one key whichever comes second is the repeat: they may be asked at once.
        assert each.key is not None or places[place] == 1
    keyed = defaultdict[str, list[int]](list)
    for each in heard:
        if each.key is not None:
            keyed[each.key].append(each.said["ledger"]["seq"])
    pairs = [sorted(both) for both in keyed.values()]
    # What is shared at once stands on the file: what was asked before it is answered anew.
    at_once = [seq for seq, event in entries.items() if isinstance(event, ShareNowUsed)]
    for first, second in pairs:
        assert first == second or any(first < seq < second for seq in at_once)
    again = sum(first == second for first, second in pairs)
    assert sum(each.said["replayed"] for each in heard) == again
