"""What goes by way of somebody who is not known to be safe is not offered as safe, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import msgspec
import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.members import ALWAYS, LeadsThrough, Slot, members_of
from consent_service.domain.safety.ledthrough import kinds_that_may_lead, led_through
from consent_service.domain.safety.reaching import is_unsafe_way, reaching
from consent_service.domain.safety.signs import Sign
from consent_service.domain.scopes.services import Directory
from consent_service.domain.standing import standing
from tests.domain.tasks.story import MANAGER, Story
from tests.made_up import MadeUp

NAMES: Final = {
    "mum": ("Bea Tobb", "MOTHER"),
    "dad": ("Kurt Tobb", "FATHER"),
    "gran": ("Vera Oakes", "GRANDPARENT"),
}


def a_family(*, unsafe: bool = True) -> Story:
    story = Story()
    story.make(events.ChildAdded, child="ng", names="Ngozi Tobb", dob=date(2024, 2, 1))
    for person, (names, role) in NAMES.items():
        story.make(events.AdultAdded, person=person, names=names, interpreter_needed=False)
        since: dict[str, Any] = {"role": role, "pr_status": "YES", "effective_at": ALWAYS}
        story.make(events.RelationshipRecorded, person=person, child="ng", **since)
    story.enquiry()
    if unsafe:
        story.unsafe("dad")
    return story.later()


def view(story: Story) -> View:
    return View(story.file, story.at, story.at)


# ── a way of reaching somebody ──────────────────────────────────────────────────────────────


def a_way(story: Story, value: str, note: str | None = None, way: str = "OTHER") -> Safe:
    said = {"contact": "c", "person": "mum", "type": way, "value": value, "safety": "SAFE"}
    story.make(practice.ContactPointRecorded, MANAGER, note=note, **said)
    how = {"ADDRESS": "LETTER", "PHONE": "CALL", "EMAIL": "EMAIL"}.get(way, "FACE_TO_FACE")
    return reaching(view(story), "mum", "c", how).answer


@pytest.mark.parametrize(
    ("way", "value", "note"),
    [
        ("ADDRESS", "c/o Kurt Tobb, 12 Dock Road", None),
        ("ADDRESS", "c/o Mr K. Tobb, 12 Dock Road", None),
        ("ADDRESS", "12 Dock Road", "leave it with Curt"),
        ("EMAIL", "kurt.tobb@example.test", None),
        ("EMAIL", "kurtandbea@example.test", None),
        ("OTHER", "a note through her husband", None),
        ("OTHER", "through the children's dad", None),
        ("PHONE", "01632 960 001", "ring his mobile first and ask for her"),
        ("PHONE", "01632 960 001", "Kurt answers and hands over"),
    ],
)
def test_a_way_through_somebody_who_is_not_safe_is_not_offered(
    way: str, value: str, note: str | None
) -> None:
    story = a_family()
    assert a_way(story, value, note, way) is Safe.NOT_KNOWN
    (shown,) = standing(view(story))["contact_points"]
    assert (shown["doubt"], shown["may_be_used_now_for"]) == (Sign.LEADS_THROUGH, [])
    # A manager may have read it.
    assert not is_unsafe_way(view(story), "c", "CALL")
    assert a_way(a_family(unsafe=False), value, note, way) is Safe.YES


@pytest.mark.parametrize(
    ("note", "is_led"),
    [
        ("9-3 when Kurt at work", False),
        ("mon-fri til 2.45 when Kurt at wrk", False),
        ("only when he is on nights", False),
        ("when Kurt's not in. Else by text", False),
        ("9-3 mon-fri, his shift is days so ok then", False),
        ("09:00 to 14:00 when Kurt r at shop", False),
        ("mornings, while Kurt is at the factory", False),
        ("when Kurt is home", True),
        ("when Kurt is at his mums", True),
        ("when Kurt is at her house", True),
        ("Kurt rings her when he is at work", True),
        # Each of these says that he may be there.
        ("mornings, while her husband's asleep", True),
        ("landline, since Kurt is working from home", True),
        ("landline, as Kurt is inside all day", True),
        ("landline when Kurt is working from home", True),
        ("knock loudly because Kurt is in bed next to the phone", True),
        ("leave it in the shop as Kurt is working there", True),
        ("because Kurt's gone through her phone", True),
        ("when Kurt is on days off at home", True),
        ("while Kurt and Vera are out", True),
    ],
)
def test_that_he_is_away_then_makes_a_way_safe(note: str, *, is_led: bool) -> None:
    assert (a_way(a_family(), "01632 960 001", note, "PHONE") is not Safe.YES) is is_led


@pytest.mark.parametrize(
    ("value", "note"),
    [
        ("01632 960 001", None),
        ("01632 960 001", "Kurt does not know this number"),
        ("01632 960 001", "Kurt doesn't have it. Safe."),
        ("01632 960 001", "Never ring Kurt; she keeps it hidden from Kurt"),
        ("01632 960 001", "do not tell her husband"),
        ("01632 960 001", "ask for Bea Tobb; her mobile"),
        ("01632 960 001", "leave it with Vera"),
        ("01632 960 001", "a court order was made; short hours"),
    ],
)
def test_a_way_from_which_somebody_is_kept_or_that_is_her_own_is_offered(
    value: str, note: str | None
) -> None:
    assert a_way(a_family(), value, note, "PHONE") is Safe.YES


def test_their_own_way_is_not_through_them() -> None:
    story = a_family(unsafe=False)
    said = {"contact": "c", "person": "dad", "type": "EMAIL", "safety": "SAFE"}
    said["value"] = "kurt.tobb@example.test"
    story.make(practice.ContactPointRecorded, MANAGER, **said)
    assert reaching(view(story), "dad", "c", "EMAIL").answer is Safe.YES


# ── wherever it is typed ────────────────────────────────────────────────────────────────────


def _with(part: Any, path: Sequence[str], text: str) -> Any:
    """The same with this text in the member that the path leads to, and in no other."""
    if isinstance(part, tuple):
        return (text,) if not path else (_with(part[0], path, text),)
    if not path:
        return text
    return msgspec.structs.replace(part, **{path[0]: _with(getattr(part, path[0]), path[1:], text)})


def _marked(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Slot]]:
    for member in members_of(kind):
        slot = member.holds.each or member.holds
        if slot.mark(LeadsThrough) is not None:
            yield (*path, member.name), slot
        elif isinstance(slot.base, type) and issubclass(slot.base, msgspec.Struct):
            yield from _marked(slot.base, (*path, member.name))


DOORS: Final = {
    f"{kind.__name__}.{'.'.join(path)}": (kind, path)
    for kind in kinds_that_may_lead()
    for path, _ in _marked(kind)
}


@pytest.mark.swept
@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize(
    "words",
    [
        "Ask Kurt Tobb to hand it over",
        "by Kurt",
        "Kurt picks them up and hands over the letter",
        "Ring her husband and say when",
        "tell dad",
    ],
)
def test_whoever_types_it_is_told_and_whoever_reads_it(door: str, words: str) -> None:
    kind, path = DOORS[door]
    for unsafe in (True, False):
        story = a_family(unsafe=unsafe)
        story.record(typed(story, kind, path, words))
        stamp, content = story.entries[-1]
        found = notices_of(content, stamp, view(story), Directory())
        names = [one.text for one in found if one.code == "LEADS_THROUGH"]
        assert bool(names) is unsafe
        assert all("Kurt Tobb" in one and "may not" not in one for one in names)
        assert led_through(view(story), content.event) == ["dad"] * unsafe
        shown = standing(view(story))["led_through"]
        assert [(one["entry"], one["people"]) for one in shown] == [(stamp.seq, ["dad"])] * unsafe


def typed(story: Story, kind: type[Event], path: Sequence[str], words: str) -> Any:
    whole = MadeUp(mark="Zz", at=story.at).event(kind)
    here = {"person": "mum", "effective_at": story.at, "subjects": ("ng",), "enquiry": "E1"}
    here |= {"children": ("ng",), "child": "ng", "not_safe_for": (), "sent_via": None}
    names = kind.__struct_fields__
    whole = msgspec.structs.replace(whole, **{n: v for n, v in here.items() if n in names})
    return _with(whole, path, words)


@pytest.mark.parametrize(
    "words",
    [
        "We are worried: Kurt Tobb hit her, and she has a bruise.",
        "Kurt must not collect them. Nothing is told to Kurt.",
        "If Kurt comes to the door, 999.",
        "told police re Kurt n the kids, asked for a welfare check",
        "told the nurse about Kurt. told her not to speak to Kurt",
        "Vera picks them up.",
        "Please send what you hold about Ngozi Tobb to Vera Oakes.",
        "Talk to Ngozi Tobb alone.",
    ],
)
def test_that_somebody_is_named_leads_nowhere(words: str) -> None:
    for door in ("DisclosureRecorded.words_sent", "SafetyPlanMade.steps.does"):
        story = a_family()
        assert led_through(view(story), typed(story, *DOORS[door], words)) == []
