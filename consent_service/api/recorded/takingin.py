"""How a referral is read, and what is said of it: who may be known, who is who, the first check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from marshmallow import ValidationError

from ...actions.referrals import placed
from ...actions.refused import NoSuchFile, RecordDamaged, Refused
from ...actions.said import Said
from ...actions.taking import LEFT_OUT
from ...actions.withcare import DoesNotFit
from ...domain.codes import label as words_of
from ...domain.families.finding import FoundBy, Sought
from ...domain.families.searching import number_key, search_key
from ...domain.recorded.births import middle_of
from ...domain.recorded.events import AdultAdded, ChildAdded, EnquiryOpened
from ...domain.recorded.falling import Looked, TakenWithCare
from ...storage.door.requests import Recorded
from ...storage.door.trouble import KeyReused, StorageError
from ...storage.shown.finding import who_resembles
from ..asked.bodies import CheckSchema, is_immediate
from ..asked.checks import answer_first, share_now_about
from ..edge.body import Body
from ..edge.fields import Label, Opaque, Several
from ..edge.keptto import is_kept
from ..edge.operations import Call
from ..edge.problems import ProblemError
from ..edge.usable import load_as_far
from .known import is_known_by

#: Codes of what is not kept at all.
_NOT_KEPT: Final = (LEFT_OUT, "CANNOT_BE_USED")
_LISTS: Final = ("children", "adults")


class FirstCheckSchema(CheckSchema):
    """The first question about the family, in the enquiry that is opened; loads as it was sent."""

    class Meta(CheckSchema.Meta):
        """It is about now, and about this referral."""

        exclude = ("enquiry", "as_of", "known_at")

    subjects = Several(Label(), least=1, most=20, unique=True, required=True)

    def build(self, data: dict[str, Any]) -> Any:
        return data


_whole_check: Final = CheckSchema()


def read(schema: Body, body: dict[str, Any]) -> tuple[Said[Any], DoesNotFit | None]:
    """What can be used of a referral, and what not. A first question that cannot wait is answered
    whatever it says, and is no part of what may not fit.
    """
    check = body.get("first_check")
    if is_immediate(check):
        body = {name: one for name, one in body.items() if name != "first_check"}
    said, does_not_fit = load_as_far(schema, body)
    found: Said[Any] = said
    if is_immediate(check):
        found = found.but(first_check=check)
    elif does_not_fit is None:
        does_not_fit = _named_in_vain(found)
    gone = {} if does_not_fit is None else does_not_fit.gone
    return found.but(gone=gone), does_not_fit


def _named_in_vain(said: Said[Any]) -> DoesNotFit | None:
    """The first question is about somebody who is nobody here."""
    labels = {label for _, _, label in _labels(said)}
    subjects = said.members.get("first_check", {"subjects": ()})["subjects"]
    wrong = [
        f"/first_check/subjects/{place}"
        for place, one in enumerate(subjects)
        if one not in labels and not _is_an_id(one)
    ]
    if not wrong:
        return None
    nobody = "Nobody here has this label, and it is no id of ours."
    refusal = ProblemError("invalid", [(pointer, nobody) for pointer in wrong])
    return DoesNotFit(tuple(f"{one} CANNOT_BE_USED" for one in wrong), refusal)


def _labels(said: Said[Any]) -> Iterator[tuple[str, int, str]]:
    """Whoever is added: in which list, at which place of the body, under which label."""
    gone = said.members.get("gone", {})
    for name in _LISTS:
        for place, one in placed(said.members.get(name, ()), gone.get(f"/{name}", ())):
            yield name, place, one.members["label"]


def what_was_taken(call: Call, said: Said[Any], recorded: Recorded) -> dict[str, Any]:
    """Who may be known, who goes by which id, what was left out, and the first answer."""
    events = [written.content.event for written in recorded.entries]
    lacking = [one for event in events if isinstance(event, TakenWithCare) for one in event.lacking]
    left_out = [
        (pointer, code)
        for pointer, _, code in (one.rpartition(" ") for one in lacking)
        if code in _NOT_KEPT
    ]
    tried = any(isinstance(event, Looked) for event in events)
    ids = {} if tried else _ids(said, events, left_out)
    opened = next((e.enquiry for e in events if isinstance(e, EnquiryOpened)), None)
    return {
        "perhaps_known": list(_perhaps_known(call, said, ids, recorded)),
        "people": [{"label": label, "id": id} for label, id in ids.items()],
        "enquiry": opened,
        "left_out": [
            {"pointer": pointer, "text": words_of("taken_with_care", code)}
            for pointer, code in left_out
        ],
        "first_answer": None if tried else _first_answer(call, said, ids, opened, recorded.file),
    }


def _ids(said: Said[Any], events: list[Any], left_out: list[tuple[str, str]]) -> dict[str, str]:
    """Worked out from the entries, so that a repeat says the same: they stand in the order sent."""
    added = {
        "children": (event.child for event in events if isinstance(event, ChildAdded)),
        "adults": (event.person for event in events if isinstance(event, AdultAdded)),
    }
    return {
        label: next(added[name])
        for name, place, label in _labels(said)
        if (f"/{name}/{place}", LEFT_OUT) not in left_out
    }


# ── who may be known ────────────────────────────────────────────────────────────────────────


def _perhaps_known(
    call: Call, said: Said[Any], ids: Mapping[str, str], recorded: Recorded
) -> Iterator[dict[str, str]]:
    exact = set()
    for label, by, key in _keys(said):
        try:
            is_known = is_known_by(call, key, ids.get(label), recorded)
        except (StorageError, RecordDamaged):
            # What is recorded stays recorded where nothing can be looked up.
            return
        if is_known:
            exact.add(label)
            yield {"label": label, "by": by}
    alike = {one: asked for one, asked in _alike(said).items() if one not in exact}

    def may_read(file: str) -> bool:
        """A number that is kept would be found out from a record that is kept to others."""
        return not is_kept(call.principal, recorded.own, file)

    try:
        records, authority = call.service.records, call.principal.authority
        others = who_resembles(records, authority, alike, recorded.file, may_read=may_read)
    except (StorageError, RecordDamaged):
        return
    for label, why in others.items():
        by = "TELEPHONE" if why is FoundBy.TELEPHONE else "LIKE_NAME_AND_BIRTH"
        yield {"label": label, "by": by}


def _alike(said: Said[Any]) -> dict[str, Sought]:
    """Of each label what they may be known by otherwise."""
    found: dict[str, Sought] = {}
    for name in _LISTS:
        for one in said.members.get(name, ()):
            who = one.members
            due, month = who.get("estimated_due_date"), who.get("due_in")
            found[who["label"]] = Sought(
                names=who.get("names"),
                dob=who.get("dob"),
                born_in=who.get("born_in"),
                due=due or (None if month is None else middle_of(month)),
            )
    for one in said.members.get("contact_points", ()):
        point = one.members
        if point["type"] == "PHONE" and point.get("value") and point["person"] in found:
            asked = found[point["person"]]
            found[point["person"]] = msgspec.structs.replace(asked, telephone=point["value"])
    return found


def _keys(said: Said[Any]) -> Iterator[tuple[str, str, str]]:
    """Of each label: by which numbers, or name and birth, they would be known."""
    for name in _LISTS:
        for one in said.members.get(name, ()):
            who = one.members
            for number in who.get("identifiers", ()):
                yield who["label"], "NUMBER", number_key(number)
            for names in (who["names"], *who.get("former_names", ())) if "dob" in who else ():
                yield who["label"], "NAME_AND_BIRTH", search_key(names, who["dob"])
    for one in said.members.get("numbers", ()):
        for number in one.members["identifiers"]:
            yield one.members["person"], "NUMBER", number_key(number)


# ── the first check ─────────────────────────────────────────────────────────────────────────


def _first_answer(
    call: Call, said: Said[Any], ids: Mapping[str, str], enquiry: str | None, file: str
) -> dict[str, Any] | None:
    """What a check says once all of it stands on record; None where it cannot be asked so."""
    asked = said.members.get("first_check")
    if asked is None:
        return None
    if is_immediate(asked):
        return share_now_about(call, _by_id(asked, ids), file).shown
    subjects = [ids.get(one, one) for one in asked["subjects"]]
    known = tuple(one for one in subjects if _is_an_id(one))
    if not known:
        return None
    try:
        command = _whole_check.build({**asked, "subjects": known, "enquiry": enquiry})
        return answer_first(call, command, file).shown
    except (Refused, NoSuchFile, KeyReused):
        # It stands on record all the same, and the question can be asked again by itself.
        return None


def without_an_answer(call: Call, said: Said[Any]) -> None:
    """Nothing of the referral stands on record, and somebody shares now: that is kept."""
    asked = said.members.get("first_check")
    if asked is not None and is_immediate(asked):
        share_now_about(call, _by_id(asked, {}), call.path.get("file"))


def _by_id(asked: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    subjects = asked.get("subjects")
    named = subjects if isinstance(subjects, list) else []
    return {**asked, "subjects": [ids.get(one, one) for one in named if isinstance(one, str)]}


def _is_an_id(value: str) -> bool:
    try:
        Opaque().read(value)
    except ValidationError:
        return False
    return True
