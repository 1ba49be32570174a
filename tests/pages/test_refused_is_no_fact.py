"""What a manager refused stands as a fact on no page, nor what one has yet to confirm: beside it
stands that no manager did, or it is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

import pytest

from consent_service.actions.lookedatagain import wait
from consent_service.domain.recorded import circumstances as c
from consent_service.domain.recorded import events as e
from consent_service.domain.recorded import joinedelsewhere as j
from consent_service.domain.recorded.falling import Fall, FallKind
from consent_service.domain.recorded.meetings import ConferenceConsidered
from consent_service.domain.recorded.particulars import Identifier
from consent_service.domain.scopes.scope import Agency, Scope
from consent_service.domain.standing.known import KNOWN
from consent_service.pages.unconfirmed import NOT, YET
from consent_service.storage.door import batch
from consent_service.storage.door.requests import ByHandle, Recorded
from tests.api.running import NOON, Family, Running, add_family
from tests.api.test_effects import settle, waiting
from tests.builders import alone, request
from tests.pages.opening import Blocks, Page
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for

#: A joining, an order or an answer.
X: Final = "a" * 24
#: Who is what: `m`, `f` and `c` of the family, `e` the enquiry; `zz` are the words of it.
Who = Mapping[str, str]

#: Of each section one entry, with those before it on which it hangs.
SAID: Final[Mapping[str, Callable[[Who], tuple[Any, ...]]]] = {
    "safety": lambda who: (
        e.SafetyRecorded(
            person=who["f"], safe_to_ask=True, code="OTHER", reason=who["zz"], effective_at=NOON
        ),
    ),
    "signs": lambda who: (
        c.SignRecorded(person=who["m"], code="FEAR", note=who["zz"], effective_at=NOON),
    ),
    "reachability": lambda who: (
        e.ReachabilityRecorded(
            person=who["f"], reachable=True, reason=who["zz"], effective_at=NOON
        ),
    ),
    "competence": lambda who: (
        e.CompetenceRecorded(
            child=who["c"], status="COMPETENT", rationale=who["zz"], effective_at=NOON
        ),
    ),
    "capacity": lambda who: (
        e.CapacityRecorded(person=who["f"], status="LACKS", rationale=who["zz"], effective_at=NOON),
    ),
    "amended": lambda who: (c.PersonAmended(person=who["f"], gender="Male", reason=who["zz"]),),
    "numbers": lambda who: (
        c.NumberRecorded(
            person=who["f"], identifiers=(Identifier("NHS_NUMBER", "1"),), source=who["zz"]
        ),
    ),
    "joined_elsewhere": lambda who: (
        j.PersonJoinedElsewhere(joining=X, person=who["f"], reason=who["zz"]),
    ),
    "parted_elsewhere": lambda who: (
        j.PersonJoinedElsewhere(joining=X, person=who["f"]),
        j.PersonPartedElsewhere(joining=X, reason=who["zz"]),
    ),
    "heard_elsewhere": lambda who: (
        j.PersonJoinedElsewhere(joining=X, person=who["f"]),
        j.NoHeardElsewhere(
            response=X, joining=X, said=X, enquiry=X, person=who["f"],
            scope=of(who), effective_at=NOON,
        ),
    ),
    "noes_about_children": lambda who: (
        j.PersonJoinedElsewhere(joining=X, person=who["c"]),
        j.NoAboutChildElsewhere(
            heard=X, joining=X, said=X, child=who["c"], effective_at=NOON,
            scope=of(who),
        ),
    ),
    "joined": lambda who: (
        c.PeopleJoined(joining=X, person=who["m"], other=who["f"], reason=who["zz"]),
    ),
    "parted": lambda who: (
        c.PeopleJoined(joining=X, person=who["m"], other=who["f"], reason="They are one."),
        c.PeopleParted(joining=X, reason=who["zz"]),
    ),
    "told_apart": lambda who: (
        c.PeopleToldApart(person=who["m"], other=who["f"], reason=who["zz"]),
    ),
    "deaths": lambda who: (c.DeathRecorded(person=who["f"], source=who["zz"], effective_at=NOON),),
    "orders": lambda who: (an_order(who, who["zz"]),),
    "conferences": lambda who: (
        ConferenceConsidered(
            enquiry=who["e"], children=(who["c"],), to_be_held=False,
            decided_by="Zz", reason=who["zz"], effective_at=NOON,
        ),
    ),
    "orders_ended": lambda who: (
        an_order(who, "Court"),
        c.OrderEnded(order=X, source=who["zz"], effective_at=NOON),
    ),
}  # fmt: skip


def of(who: Who) -> Scope:
    return Scope(
        subjects=(who["c"],),
        agencies=(Agency("HEALTH_VISITOR"),),
        categories=("CHILD_HEALTH",),
        purposes=("AGENCY_CHECKS",),
        directions=("SEEK",),
    )


def an_order(who: Who, source: str) -> c.OrderRecorded:
    return c.OrderRecorded(
        order=X, child=who["c"], order_type="CARE_ORDER", source=source, effective_at=NOON
    )


def test_of_each_section_one_is_tried() -> None:
    assert SAID.keys() == KNOWN.keys()


def said(
    service: Running,
    section: str,
    then: str,
    monkeypatch: pytest.MonkeyPatch,
    otherwise: Callable[[Who], tuple[Any, ...]] | None = None,
) -> tuple[Family, str, str]:
    """A family of which this was said, and waits or was refused; the sheet of a decision; and by
    which words it is found again. What of it would wait turns on all else: here the last does.
    """
    family = add_family(service)
    sheet = asked_for(service, family)
    enquiry = service.get(family.path).get_json()["enquiries"][0]["id"]
    zz = f"Zz {section} {then}"
    who = {"zz": zz, "m": family.mother, "f": family.father, "c": family.child, "e": enquiry}
    fall = Fall(FallKind.OBJECTION, "Zzfalls")
    *before, last = (otherwise or SAID[section])(who)
    with monkeypatch.context() as patched:
        for event in (*before, last):
            waits = [wait([service.size()], [fall])] if event is last else []
            patched.setattr(batch, "waiting_of", lambda *_, waits=waits: waits)
            (done,) = service.storage.records.run_all(
                [request(ByHandle(family.file), partial(alone, event))]
            )
            assert isinstance(done, Recorded), done
    if then == "REFUSED":
        (row,) = (one for one in waiting(service) if one["file"] == family.file)
        assert settle(service, family, row["waiting"], "refusal").status_code == 201
    return family, sheet, zz


#: Where a fact is read: by whoever rings, asks, decides, or looks at how it stands.
def read(service: Running, family: Family, sheet: str) -> list[Page]:
    seq = service.check(family.file, family.question())["ledger"]["seq"]
    here = f"/files/{family.file}"
    manager, worker = someone(service, MANAGER), someone(service)
    talks = [
        f"{here}/conversations/new?person={one}&check={seq}"
        for one in (family.mother, family.father)
    ]
    pages = [here, f"{here}/checks/{seq}", f"{here}/safety/new", *talks]
    decide = [sheet, "/decisions", f"{here}/safety/new?person={family.father}"]
    return [*map(worker.open, pages), *map(manager.open, decide)]


#: Whoever reads of a danger, or that nobody asks somebody, reads it whoever has looked at it.
PROTECTS: Final = frozenset({"signs"})
#: Of these alone the words stand on one of those pages: only of them is it tried what stands beside
#: it. Of the others a page says what is so with no word of the entry; the timeline has them all.
SHOWN: Final = frozenset(
    {"safety", "reachability", "competence", "capacity", "orders", "conferences", "amended"}
)
#: What says who somebody is, or who decides, is nowhere once a manager has refused it.
GONE: Final = frozenset({"orders", "amended"})
#: So are words in which a no may stand: that is no fact yet, and due to be read.
TO_READ: Final = ("may be a no", "! Decision needed")
#: So many pieces before one say of what it is.
_BESIDE: Final = 3


@pytest.mark.whole
@pytest.mark.parametrize("then", ["WAITS", "REFUSED"])
@pytest.mark.parametrize("section", [*KNOWN])
def test_beside_what_no_manager_confirmed_stands_that(
    made_up: Running, section: str, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    family, sheet, zz = said(made_up, section, then, monkeypatch)
    rows = made_up.get(family.path).get_json()["known"][section]
    # A death that was refused, and whoever is unable by such a finding, is nowhere at all.
    assert [one["undone"] for one in rows][-1:] in ([then], [])
    found = []
    for page in [] if section in PROTECTS else read(made_up, family, sheet):
        blocks = Blocks()
        blocks.feed(page.reply.text)
        pieces = blocks.said()
        for place, piece in enumerate(pieces):
            # What was written stands below when and of what it was.
            words = " ".join(pieces[max(0, place - _BESIDE) : place + 1])
            if zz in piece and not any(one in words for one in TO_READ):
                found.append(words)
                assert (NOT if then == "REFUSED" else YET).casefold() in words.casefold(), words
    shown = SHOWN - GONE if then == "REFUSED" else SHOWN
    assert bool(found) is (section in shown), "a page shows it, or shows it no more"


@pytest.mark.parametrize("then", ["WAITS", "REFUSED"])
def test_what_is_quoted_from_a_finding_under_a_name_on_a_check_is_no_fact_either(
    made_up: Running, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A finding that nobody confirmed was quoted under the child like words that count."""

    def able(who: Who) -> tuple[Any, ...]:
        why = f"{who['zz']}. She says no to the school."
        finding = e.CompetenceRecorded(
            child=who["c"], status="COMPETENT", rationale=why, not_a_no=False, effective_at=NOON
        )
        return (finding,)

    family, _, zz = said(made_up, "competence", then, monkeypatch, able)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    page = someone(made_up).open(f"/files/{family.file}/checks/{seq}").text
    word = (NOT if then == "REFUSED" else YET).casefold()
    assert f"Ng: “{zz}" not in page
    wrote = page.index("A worker wrote of them")
    assert word in page[wrote : page.index(zz, wrote)].casefold()


@pytest.mark.parametrize("then", ["WAITS", "REFUSED"])
def test_a_birth_that_was_put_right_and_not_confirmed_is_said_to_be(
    made_up: Running, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The age that follows from it stands on each page, as if it held; and where it was refused
    nobody is of that age.
    """

    def older(who: Who) -> tuple[Any, ...]:
        return (c.PersonAmended(person=who["c"], dob=date(2009, 5, 3), reason=who["zz"]),)

    family, sheet, _ = said(made_up, "amended", then, monkeypatch, older)
    here = f"/files/{family.file}"
    for page in (someone(made_up).open(here), someone(made_up, MANAGER).open(sheet)):
        if then == "REFUSED":
            assert "3 May 2009" not in page.text
            continue
        at = page.text.index("born 3 May 2009")
        assert YET in page.text[at : at + 200]
