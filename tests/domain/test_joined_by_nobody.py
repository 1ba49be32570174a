"""Two who were joined as one person by no manager are two, in answers and on pages; and what is
said of the one entry ends nothing that the other holds.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import msgspec
import pytest

from consent_service.domain.answers import Outcome, Safe, Says
from consent_service.domain.file.folding import Stamp
from consent_service.domain.file.leavingout import without
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.own import seen_by
from consent_service.domain.recorded.circumstances import PeopleJoined, PeopleParted, PersonAmended
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.events import ChildAdded, RelationshipRecorded, SafetyRecorded
from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.safety.signs import asking
from tests.domain.every_write import MANAGER, Hub
from tests.domain.test_noes_said_later import items, says
from tests.reasons import ENOUGH

HOUR = timedelta(hours=1)


def joined(person: str, other: str) -> Hub:
    """By a worker; nobody has said anything yet. By an entry of hers gran holds no responsibility,
    and a child is expected who may be there already.
    """
    hub = Hub(Random(7))
    hub.begin()
    hub.file = without(hub.file, [held.seq for held in hub.file.responses])
    hub.put(
        RelationshipRecorded(
            person="gran", child="kim", role="GRANDPARENT", pr_status="NO", effective_at=hub.at
        ),
        ChildAdded(child="bump", names="Baby", estimated_due_date=date(2027, 1, 2)),
    )
    hub.at += HOUR
    joining = PeopleJoined(joining="joining", person=person, other=other, reason=ENOUGH)
    hub.write([joining], hub.moment())
    return hub


def confirm(hub: Hub) -> None:
    for held in hub.file.of(EffectWaits):
        hub.at += HOUR
        confirms = EffectConfirmed(waiting=held.event.waiting, reason=ENOUGH, effective_at=hub.at)
        hub.write([confirms], hub.moment(MANAGER))


def about_kim(hub: Hub) -> set[Outcome]:
    return {item.outcome for item in items(hub.view()) if item.subject == "kim"}


@pytest.mark.parametrize(
    ("person", "other", "speaker"),
    [
        ("mum", "dad", "dad"),
        ("dad", "gran", "gran"),
        ("gran", "dad", "dad"),
        ("bump", "kim", "dad"),
    ],
)
def test_a_no_after_a_joining_is_heard_of_either(person: str, other: str, speaker: str) -> None:
    hub = joined(person, other)
    says(hub, "mum", "AGREED")
    says(hub, speaker, "REFUSED")
    assert about_kim(hub) == {Outcome.OBJECTION}
    says(hub, "mum", "AGREED")
    assert about_kim(hub) == {Outcome.OBJECTION}
    confirm(hub)
    assert about_kim(hub) == {Outcome.OBJECTION}


def test_a_page_shows_the_entries_of_another_only_once_a_manager_has_confirmed_it() -> None:
    hub = joined("gran", "nan")
    yes = says(hub, "nan", "AGREED")
    page = seen_by(hub.view(), "gran", as_child=False)
    assert page is not None
    assert (page.person, page.responses) == ("gran", ())
    confirm(hub)
    page = seen_by(hub.view(), "gran", as_child=False)
    assert page is not None
    assert [said.event.response for said in page.responses] == [yes.response]


@pytest.mark.parametrize("amended_before", [False, True])
@pytest.mark.parametrize("refuses", ["mum", "teen"])
@pytest.mark.parametrize("goes_by", ["teen", "kim"])
def test_a_child_of_two_births_is_answered_for_by_the_more_careful_until_one_is_put_right(
    goes_by: str, refuses: str, *, amended_before: bool
) -> None:
    """By one entry Kim is seven and the parents decide, by the other seventeen and decides."""
    hub = Hub(Random(7))
    hub.begin()
    hub.file = without(hub.file, [held.seq for held in hub.file.responses])
    seventeen = date(2009, 5, 1)
    teen = ChildAdded(child="teen", names="Kim", dob=None if amended_before else seventeen)
    hub.put(teen, *([PersonAmended(person="teen", dob=seventeen)] if amended_before else []))
    for person in ("mum", "teen"):
        says(hub, person, "REFUSED" if person == refuses else "AGREED")
    hub.at += HOUR
    other = "kim" if goes_by == "teen" else "teen"
    joins = PeopleJoined(joining="joining", person=goes_by, other=other, reason=ENOUGH)
    hub.write([joins], hub.moment(MANAGER))
    assert about_kim(hub) == {Outcome.OBJECTION}
    (held,) = hub.file.of(PeopleJoined)
    stamp, content = Stamp(held.seq, hub.at), Content(By("manager", MANAGER), joins)
    assert "JOINED_DIFFER" in set(codes_of(content, stamp, hub.view()))
    hub.at += HOUR
    dob = date(2019, 5, 1) if refuses == "teen" else seventeen
    hub.write([PersonAmended(person="teen", dob=dob, reason=ENOUGH)], hub.moment(MANAGER))
    assert about_kim(hub) == {Outcome.COVERED}


def test_a_manager_who_called_somebody_safe_knew_nothing_of_whom_they_may_be() -> None:
    """He may be one of whom it was recorded that it is not safe to ask: until a manager has said so
    since, nobody does.
    """
    hub = Hub(Random(7))
    hub.begin()

    def says_safe(person: str, *, safe: bool, role: str) -> None:
        hub.at += HOUR
        said = SafetyRecorded(
            person=person, safe_to_ask=safe, code="OTHER", effective_at=hub.at, reason=ENOUGH
        )
        hub.write([said], hub.moment(role))

    def answers() -> dict[str, Safe]:
        return {one: asking(hub.view(), one).answer for one in ("mum", "dad", "gran")}

    says_safe("gran", safe=False, role="MASH_WORKER")
    says_safe("dad", safe=True, role=MANAGER)
    apart = {"mum": Safe.YES, "dad": Safe.YES, "gran": Safe.NO}
    assert answers() == apart
    hub.at += HOUR
    joining = PeopleJoined(joining="joining", person="gran", other="dad", reason=ENOUGH)
    hub.write([joining], hub.moment())
    assert answers() == {**apart, "dad": Safe.NO}
    says_safe("dad", safe=True, role=MANAGER)
    assert answers() == apart


def test_by_a_word_by_telephone_each_one_says_no_by_their_own_name() -> None:
    hub = joined("dad", "mum")
    (waits,) = (held for held in hub.file.of(EffectWaits))
    told = msgspec.structs.replace(waits.event, told_by="manager")
    hub.file = without(hub.file, [waits.seq])
    hub.put(told)
    says(hub, "dad", "AGREED")
    says(hub, "mum", "REFUSED")
    says(hub, "dad", "AGREED")
    for item in items(hub.view()):
        if item.subject == "kim":
            by = {position.person: position.says for position in item.positions}
            assert item.outcome is Outcome.OBJECTION
            assert (by["mum"], by["dad"]) == (Says.NO, Says.YES)


@pytest.mark.parametrize("is_confirmed", [False, True], ids=["waiting", "confirmed"])
@pytest.mark.parametrize("how", ["parted", "struck"])
@pytest.mark.parametrize("goes_by", ["dad", "gran"])
def test_no_worker_alone_says_that_whoever_was_read_as_a_danger_is_another(
    goes_by: str, how: str, *, is_confirmed: bool
) -> None:
    """He stands on the file twice, by two names; who parts them would have the other name rung."""
    hub = joined(goes_by, "dad" if goes_by == "gran" else "gran")
    hub.at += HOUR
    afraid = SafetyRecorded(
        person="dad", safe_to_ask=False, code="DOMESTIC_ABUSE", effective_at=hub.at
    )
    hub.write([afraid], hub.moment())
    if is_confirmed:
        confirm(hub)
    hub.at += HOUR
    (joining,) = hub.file.of(PeopleJoined)
    wrong = EntryCorrected(corrects=joining.seq, what_was_wrong=ENOUGH, requested_by="STAFF")
    parts = PeopleParted(joining="joining", reason=ENOUGH)
    hub.write([parts if how == "parted" else wrong], hub.moment())
    hub.at += HOUR
    assert asking(hub.view(), "gran").answer is Safe.NO
    confirm(hub)
    assert asking(hub.view(), "gran").answer is Safe.YES
