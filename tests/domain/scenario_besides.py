"""What somebody of a scenario said or wrote besides their answers, by the door it came in by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from consent_service.domain.recorded import events, meetings, practice
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.scopes.scope import Scope
from tests.domain.scenario_times import Recorded, time_of

Dict = dict[str, Any]
#: Named in none of the names of a scenario's people.
WORDS: Final = "Zz said no to it"
_ALL: Final = Scope(("*",), ("*",), (), ("*",), ("BOTH",))


def _of(kind: Any, words: str = "words", **members: Any) -> Callable[[Dict, datetime], list[Any]]:
    def made(of: Dict, at: datetime) -> list[Any]:
        both = {"person": of["by"], words: WORDS, "effective_at": at, **members}
        return [kind(**both | ({"not_a_no": True} if of.get("not_a_no") else {}))]

    return made


def _in_meeting(of: Dict, at: datetime) -> list[Any]:
    id = f"invitation-{of['by']}-{of['effective_at']}"
    return [
        meetings.MeetingInvited(invitation=id, meeting="Zzm", person=of["by"], effective_at=at),
        meetings.MeetingPartTaken(invitation=id, attendance="CAME", thinks=WORDS, effective_at=at),
    ]


#: By the name of a door: what is put on record there.
DOORS: Final[dict[str, Callable[[Dict, datetime], list[Any]]]] = {
    "asked for": _of(practice.FamilyAsked, request="Zzrequest", wants="LETTER"),
    "called wrong": _of(practice.CorrectionAsked, correction="Zzcorrection", what="OTHER"),
    "stated": _of(practice.DisagreementStated, about="Zzabout"),
    "told": _of(practice.TellingRecorded, about="Zzabout", told=True),
    "in a meeting": _in_meeting,
    "kept informed": _of(practice.ContactMade, enquiry="E1", method="CALL"),
    "not to be contacted": _of(
        practice.KeepInformedAgreed,
        "if_not_agreed_reason",
        enquiry="E1",
        methods=("NO_CONTACT_REQUESTED",),
        times=(),
    ),
    "tried": _of(
        events.ResponseRecorded,
        response="Zzattempt",
        enquiry="E1",
        answer="ASK_ATTEMPTED",
        scope=_ALL,
    ),
    "in a talk": _of(
        events.ConversationRecorded,
        "parent_words",
        conversation="Zztalk",
        enquiry="E1",
        method="PHONE_VERBAL",
        seen_alone="YES",
    ),
    "of an advocate": _of(
        events.AdvocateStatusChanged, "parent_words", enquiry="E1", status="OFFERED"
    ),
    "a sign": _of(SignRecorded, "note", code="NOT_SAFE"),
}


def besides_entries(facts: Dict) -> Iterator[Recorded]:
    """Each as it was put on record; and that it was read and found to be no no, where it was."""
    for place, one in enumerate(facts.get("words", ())):
        at, recorded = time_of(one["effective_at"]), time_of(one["recorded_at"])
        made = DOORS[one["door"]](one, at)
        for event in made:
            # Of several entries the words stand in the last.
            yield Recorded(recorded, event, words=place if event is made[-1] else None)
        if "read_at" in one:
            then = time_of(one["read_at"])
            read = practice.WordsRead(entry=-1, reason="Zzreason", effective_at=then)
            yield Recorded(then, read, words=place)


#: Where whoever writes the words down can say that they are no no.
TICKED: Final = frozenset(
    {"told", "kept informed", "not to be contacted", "tried", "of an advocate"}
)
