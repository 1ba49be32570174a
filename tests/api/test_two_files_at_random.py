"""Two files of an authority on which the same people stand, joined and parted as anybody might.

Held against what the amendments say of them in a few lines: a no that stands on one file about
somebody who was joined is heard on the other, and so is a danger; none becomes a yes; the two agree
on who is joined; and once they were parted, it is as if they had never been joined: each act is
done on two other files as well, on which nobody ever is. Now and then the other file does not open
meanwhile, and has heard all of it once it does. What staff hold as somebody's no, wherever it was
said, stands on their own page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any, Final, NamedTuple

import pytest

from consent_service.domain.file.goingon import BY_REFERRER
from consent_service.domain.own.words import Reader, services, words
from consent_service.domain.scopes.scope import Agency
from consent_service.storage.whole.rebuilding import rebuild
from tests.api.asking_own import Own
from tests.api.running import Family, Running
from tests.api.test_effects import MANAGER, settle, waiting
from tests.api.test_told_later import drained, not_opening
from tests.reasons import ENOUGH
from tests.trying import is_campaign

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

#: How many lives, and how much happens in each: one each day, and in campaigns forty.
LIVES: Final = 40 if is_campaign() else 1
ACTS: Final = 14 if is_campaign() else 9
AGENCIES: Final = ("GP", "HEALTH_VISITOR")
KINDS: Final = ("CHILD_HEALTH", "EDUCATION")
ROLES: Final = {"mother": "MOTHER", "father": "FATHER", "gran": "GRANDPARENT"}
EVERYBODY: Final = ("child", *ROLES)
#: How each of somebody's answers may be put.
ANSWERS: Final = ("REFUSED", "REFUSED", "AGREED", "UNDECIDED")


class OneFile(NamedTuple):
    """A family as it was typed, by what each is to the child."""

    family: Family
    ids: dict[str, str]


class Two:
    """Two files; `is_joined`, by who: the joinings that go on."""

    def __init__(self, service: Running, name: str, who: list[tuple[str, ...]]) -> None:
        self.service = service
        self.files = [self._file(f"{name} {n}", who[n]) for n in range(2)]
        self.joined: dict[str, str] = {}

    def _file(self, name: str, who: tuple[str, ...]) -> OneFile:
        record = self.service.record
        path = f"/v1/files/{record('/v1/files', {})['file']}"
        child = record(f"{path}/children", {"names": f"Zz {name}", "dob": "2019-02-01"})["id"]
        ids = {"child": child}
        for one in who:
            ids[one] = record(f"{path}/adults", {"names": f"Zz {one} {name}"})["id"]
            link = {"person": ids[one], "child": child, "role": ROLES[one]}
            held = "NO" if one == "gran" else "YES"
            record(f"{path}/relationships", {**link, "pr_status": held})
        enquiry = record(f"{path}/enquiries", {})["id"]
        file = path.removeprefix("/v1/files/")
        return OneFile(Family(file, child, ids.get("mother", ""), "", enquiry), ids)

    # ── what happens ────────────────────────────────────────────────────────────────────────

    def says(self, n: int, who: str, answer: str, scope: dict[str, Any]) -> None:
        file = self.files[n]
        about = file.family.scope(**scope)
        said: dict[str, Any] = {"answer": answer, "scope": about}
        if answer == "AGREED":
            said |= {"expires_at": "2026-03-30T00:00:00Z"}
        body = file.family.conversation(said, person=file.ids[who])
        self.service.record(f"{file.family.path}/conversations", body)

    def is_a_danger(self, n: int, who: str) -> None:
        file = self.files[n]
        body = {"person": file.ids[who], "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
        self.service.record(f"{file.family.path}/safety", {**body, "reason": "Zz said so."})

    def join(self, n: int, who: str) -> None:
        here, there = self.files[n], self.files[1 - n]
        path = f"{here.family.path}/people/{here.ids[who]}/joinings-elsewhere"
        body = {"file": there.family.file, "other": there.ids[who], "reason": ENOUGH}
        self.joined[who] = self.service.record(path, body)["id"]

    def part(self, n: int, who: str, chance: Random) -> None:
        """By a manager, or by a worker whom a manager confirms; from either file."""
        file, joining = self.files[n].family, self.joined.pop(who)
        path, why = f"{file.path}/joinings-elsewhere/{joining}/parting", {"reason": ENOUGH}
        if chance.random() < 0.4:
            self.service.record(path, why, MANAGER)
            return
        if chance.random() < 0.5:
            self.service.record(path, why)
        else:
            joined = self.service.get(file.path).get_json()["known"]["joined_elsewhere"]
            (place,) = {one["seq"] for one in joined if one["joining"] == joining}
            wrong = {"corrects": place, "what_was_wrong": "It was another one."}
            self.service.record(f"{file.path}/corrections", wrong)
        self.service.clock.now += timedelta(minutes=1)
        for row in waiting(self.service):
            where = replace(file, file=row["file"])
            assert settle(self.service, where, row["waiting"], "confirmation").status_code == 201

    # ── what is seen of it ──────────────────────────────────────────────────────────────────

    def check(self, n: int, agency: str, kind: str) -> dict[str, Any]:
        family = self.files[n].family
        asked = {"agency": {"type": agency}, "categories": [kind]}
        (item,) = self.service.check(family.file, family.question(**asked))["items"]
        return dict(item)

    def seen(self) -> list[Any]:
        """Each answer, by what each person is and without an id of anybody."""
        return [
            (n, agency, kind, self._said(n, self.check(n, agency, kind)))
            for n, agency, kind in product((0, 1), AGENCIES, KINDS)
        ]

    def _said(self, n: int, item: dict[str, Any]) -> Any:
        names = {id: who for who, id in self.files[n].ids.items()}
        positions = [
            (names[p["person"]], p["says"], p["reason"], p["asking"], p["decides"], p["holds"])
            for p in item["positions"]
        ]
        return item["outcome"], item["reason"]["code"], item["flags"], positions

    def joinings(self, n: int) -> set[str]:
        known = self.service.get(self.files[n].family.path).get_json()["known"]
        return {one["joining"] for one in known["joined_elsewhere"] if one["file"] is not None}

    def asking(self, n: int) -> dict[str, str]:
        file = self.files[n]
        adults = self.service.get(file.family.path).get_json()["adults"]
        names = {id: who for who, id in file.ids.items()}
        return {names[one["id"]]: one["asking"] for one in adults}


def heard_on_both(two: Two, answered: set[tuple[int, str]]) -> None:
    """What stands on one file about somebody who was joined is heard on the other."""
    assert two.joinings(0) == two.joinings(1) == set(two.joined.values())
    asking = [two.asking(n) for n in (0, 1)]
    for n, agency, kind in product((0, 1), AGENCIES, KINDS):
        here, there = two.check(n, agency, kind), two.check(1 - n, agency, kind)
        ids = {id: who for who, id in two.files[n].ids.items()}
        noes = {ids[p["person"]] for p in here["positions"] if p["says"] == "NO"}
        # What a joined person said after it on the other file is their answer there.
        others = {id: who for who, id in two.files[1 - n].ids.items()}
        # So is what they said there themself since, before they were joined.
        since = {others[p["person"]] for p in there["positions"] if p["reason"] == "UNDECIDED"}
        stand = {who for who in noes - since if (1 - n, who) not in answered}
        if "child" in two.joined and stand:
            # Whoever decides nothing is shown, and holds nothing.
            is_seen = any(p["says"] == "NO" for p in there["positions"])
            is_beside = {"RELATED_REFUSAL", "CHILD_OBJECTS"} & {*there["flags"]}
            assert is_seen or is_beside, (here, there)
    noes_are_on_their_own_pages(two)
    for n in (0, 1):
        for who, safe in asking[n].items():
            is_known = who in two.joined or ("child" in two.joined and who not in two.joined)
            if safe == "NO" and is_known and who in asking[1 - n]:
                assert asking[1 - n][who] != "YES", who
    for file in two.files:
        assert BY_REFERRER not in two.service.get(f"{file.family.path}/history", limit="200").text


def noes_are_on_their_own_pages(two: Two) -> None:
    """Each that a check has of an adult, and no other, is what they read that they said no to. To
    whom it was not safe to speak, a page does not name a child of whom nobody knows that they know.
    """
    for n in (0, 1):
        asking = two.asking(n)
        said: dict[str, set[tuple[str, str]]] = {who: set() for who in two.files[n].ids}
        here = two.service.get(two.files[n].family.path).get_json()["responses"]
        no_noes = {one["id"] for one in here if one["answer"] != "REFUSED"}
        ids = {id: who for who, id in two.files[n].ids.items()}
        for agency, kind in product(AGENCIES, KINDS):
            for position in two.check(n, agency, kind)["positions"]:
                # A no after which somebody wanted time to think holds, and stands on their page.
                holds = position["holds"] and position["response"] not in no_noes
                if position["says"] == "NO" or holds:
                    who = ids[position["person"]]
                    reader = Reader.OTHER if who == "gran" else Reader.PARENT
                    named = services([Agency(agency)])[0], words("categories", kind, reader)
                    said[who].add(named)
        for who in said.keys() - {"child"}:
            file = two.files[n]
            page = Own(two.service, file.family.file, file.ids[who]).view()["said_no"]
            read = {pair for one in page for pair in product(one["who"], one["what"])}
            may_lack = asking[who] == "NO"
            assert read <= said[who], (n, who)
            assert may_lack or read == said[who], (n, who)


@contextmanager
def mended_since(service: Running, monkeypatch: pytest.MonkeyPatch, file: Family) -> Iterator[None]:
    """It does not open, and then a verification finds that it does."""
    with not_opening(monkeypatch, file):
        yield
        drained(service)
    service.storage.reconcile(service.authority)
    drained(service)


@pytest.mark.parametrize("life", range(LIVES))
def test_two_files_of_one_child_are_heard_on_both_and_apart_as_if_they_had_never_been_joined(
    service: Running, life: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(life)
    # On the second file some of them do not stand.
    some = tuple(one for one in ROLES if chance.random() < 0.6)
    pairs = [Two(service, name, [tuple(ROLES), some]) for name in ("Alder", "Birch")]
    mine, never = pairs
    answered: set[tuple[int, str]] = set()
    both = [who for who in EVERYBODY if who in mine.files[1].ids]
    for act in range(ACTS):
        service.clock.now += timedelta(hours=chance.choice((1, 30)))
        n = chance.randrange(2)
        who = chance.choice([one for one in mine.files[n].ids if one != "child"] or ["child"])
        # Early on somebody is joined in each life.
        joins = act in (1, 4) or chance.random() < 0.3
        free = [one for one in both if one not in mine.joined]
        if joins and free:
            before = mine.seen()
            one = "child" if "child" in free and chance.random() < 0.6 else chance.choice(free)
            mine.join(n, one)
            for was, now in zip(before, mine.seen(), strict=True):
                assert now[3][0] != "COVERED" or was[3][0] == "COVERED", (was, now)
            answered = {(place, other) for place, other in answered if other != one}
            heard_on_both(mine, answered)
            continue
        closed = chance.random() < 0.3
        other = mine.files[1 - n].family
        with mended_since(service, monkeypatch, other) if closed else nullcontext():
            if mine.joined and chance.random() < 0.2:
                mine.part(n, chance.choice(sorted(mine.joined)), chance)
            elif chance.random() < 0.2 and who != "child":
                for pair in pairs:
                    pair.is_a_danger(n, who)
            else:
                answer = chance.choice(ANSWERS)
                scope = {
                    "agencies": [{"type": chance.choice(AGENCIES)}],
                    "categories": [chance.choice(KINDS)],
                }
                for pair in pairs:
                    pair.says(n, who, answer, scope)
                answered.add((n, who))
        heard_on_both(mine, answered)
    while mine.joined:
        service.clock.now += timedelta(hours=1)
        mine.part(chance.randrange(2), min(mine.joined), chance)
    service.clock.now += timedelta(hours=1)
    assert mine.seen() == never.seen()
    assert [mine.asking(n) for n in (0, 1)] == [never.asking(n) for n in (0, 1)]
    service.assert_sound()
    ledger = service.storage.records.ledgers[service.authority]
    assert rebuild(service.storage.records, ledger).left == ()
    assert mine.seen() == never.seen()
