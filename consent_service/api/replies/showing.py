"""How an answer is shown: its codes with their words, and who stands where. Nothing is decided."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
import structlog

from ...domain.answers import Answer, Flag, Item, Position, Reason, Says
from ...domain.codes import CODES, TEXTS, codes
from ...domain.deciding.decision import asked_in
from ...domain.deciding.whoelse import WhoElse, who_else
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.view import View
from ...domain.recorded.checked import HistoryAsked
from ...domain.recorded.owning import who_has
from ...domain.scopes.proposal import Proposal
from ...domain.scopes.scope import Agency, as_asked
from ...domain.scopes.services import Directory
from ...domain.standing.beside import statements_on
from ...domain.standing.besides import words_beside
from ...domain.tasks.task import Task
from ...domain.tasks.telling import so_far_of
from ...domain.words import headline as heads
from ...domain.words import words_for_agency
from ...domain.words.contacting import label_of, minding, next_of, who_else_in_a_line
from ...domain.words.naming import names_of
from ...domain.words.which import which_services
from ...domain.words.young import why_it_ends
from .beforehand import beforehand
from .caregivers import show_caregivers
from .decidednot import say_what_was_decided_not
from .decidingalone import is_of, say_who_may_decide
from .otherfile import say_what_another_file_knows
from .reported import say_who_reported
from .spokenbefore import say_who_agreed_before
from .told import say_who_was_told
from .toread import say_first

log = structlog.get_logger("consent_service.showing")

#: Most of what is shown is of one of these, and nothing of it is to be made plain.
AS_IT_IS: Final[frozenset[type]] = frozenset({str, int, float, bool, type(None)})


def moment(at: datetime | None) -> str | None:
    """A time as the API writes it: RFC 3339, UTC, to the second that it lies in."""
    if at is None:
        return None
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    return f"{at.isoformat(timespec='seconds')[:-6]}Z"


def plain(value: Any) -> Any:
    """Times and days as text; structs as objects; the rest as it is."""
    # By its very class first, since a reply may have ten thousand of them.
    by_class = value.__class__
    if by_class is dict:
        return {k: v if v.__class__ in AS_IT_IS else plain(v) for k, v in value.items()}
    if by_class is list or by_class is tuple:
        return [v if v.__class__ in AS_IT_IS else plain(v) for v in value] if value else []
    if by_class is datetime:
        return moment(value)
    if isinstance(value, msgspec.Struct):
        return plain(msgspec.structs.asdict(value))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list | tuple) else value


def receipt_path(file: str, seq: int) -> str:
    """Where the receipt of an entry is."""
    return f"/v1/files/{file}/receipts/{seq}"


class AnsweredAt(NamedTuple):
    """When an answer was given, and what was known there: the `view` of that moment, or as good.
    Of a question about several agencies `asked` are all of them.
    """

    at: datetime
    view: View | None = None
    own: AuthorityFile | None = None
    warnings: Sequence[str] = ()
    history: HistoryAsked | None = None
    asked: Sequence[Agency] = ()


def said_with(
    answer: Answer, proposal: Proposal, there: AnsweredAt, due: Sequence[Task] = ()
) -> dict[str, Any]:
    """All that is said with an answer, but for what turns on when and where it was kept: that only
    has its place in the order of the members (`answered.write_answer`). `due` is what is to do.
    """
    at, view, own, warnings, history, asked = there
    words = codes("outcomes")[answer.outcome]
    then = View(view.file, history.as_of, history.known_at) if view and history else view
    flags = [*answer.flags, *(Flag(warning) for warning in warnings)]
    doubts = unless_at_fault(lambda: _doubts(answer, proposal, then)) or heads.NO_DOUBTS
    # Where nobody is to be left alone, no code has a word more for whomever it is about.
    minds = minding(view, answer.items)
    shown: dict[str, Any] = {
        "outcome": answer.outcome,
        "headline": heads.headline(answer, doubts),
        "helper": words.attributes["helper"],
        "next": next_of("outcomes", answer.outcome, minds, answer.items),
        "beforehand": list(beforehand(answer, proposal, then)),
        "reasons": [
            _coded("reasons", reason, minds, [i for i in answer.items if is_of(i, reason)])
            for reason in answer.reasons
        ],
        "flags": [
            _coded("flags", flag, minds, has := _flagged(answer.items, flag))
            | heads.said_of(flag, has, doubts)
            for flag in flags
        ],
        "items": [
            _item(item, then, minds if then is view else then, doubts)
            | {"ends_because": then and why_it_ends(then, item, proposal.purpose)}
            for item in answer.items
        ],
        "caregivers": show_caregivers(answer.items, proposal, then),
        "people": {},
        "who_else": None,
        "agreements_end": sorted(
            {end for item in answer.items if (end := moment(item.ends_at)) is not None}
        ),
        "tasks": [],
        "agency_words": None,
        "share_now": way_to_share_now(None),
        "enquiry": proposal.enquiry,
        "at": None,
        "rule_version": answer.rule_version,
        "policy_version": answer.policy_version,
        "codes_version": CODES.version,
        **dict.fromkeys(("recorded", "ledger", "receipt", "replayed")),
    }
    if history is not None:
        # An old yes must not be taken for one that holds now.
        shown["headline"] = f"{TEXTS['looking_back']} {heads.headline(answer, doubts)}"
        shown["next"] = TEXTS["looking_back_next"]
        shown["history"] = {
            "as_of": moment(history.as_of),
            "known_at": moment(history.known_at),
        }
    else:
        shown["agency_words"] = unless_at_fault(
            lambda: words_for_agency(answer, proposal, view, own=own)
        )
    if view is not None and then is not None:
        known = at if history is None else history.known_at
        directory = Directory() if own is None else own.directory(known)
        _say_which(shown, answer, proposal, view, directory)
        unless_at_fault(lambda: say_who_reported(shown, answer, proposal, then, doubts.hearsay))
        unless_at_fault(lambda: say_who_agreed_before(shown, answer, then))
        unless_at_fault(
            lambda: say_who_was_told(shown, answer, proposal, then, directory, spelled=moment)
        )
        unless_at_fault(lambda: say_who_may_decide(shown, answer, then))
        if history is None:
            unless_at_fault(
                lambda: say_what_was_decided_not(shown, answer, proposal, then, directory)
            )
        unless_at_fault(
            lambda: say_what_another_file_knows(shown, answer, proposal, then, directory)
        )
        unread = unless_at_fault(lambda: say_first(shown, answer, proposal, view, due)) or ()
        others = left_out(answer.items, then, asked or (proposal.agency,), directory)
        shown["who_else"] = None if others is None else show_who_else(then, others)
        everybody = [*proposal.subjects, *unread]
        shown["people"] = _people(answer.items, everybody, others, view, history)
    return shown


def way_to_share_now(used: str | None) -> dict[str, Any]:
    """The way to share now, and under which id it was used, if it was."""
    return {"text": TEXTS["share_now"], "how": TEXTS["share_now_route"], "used": used}


T = TypeVar("T")


def unless_at_fault(words: Callable[[], T]) -> T | None:
    """A fault in the words must not take the answer with it: the worker then writes their own."""
    try:
        return words()
    except Exception as error:  # noqa: BLE001 - whatever it was, the answer stands
        log.error("words.fault", fault=type(error).__name__)
        return None


def _say_which(
    shown: dict[str, Any], answer: Answer, proposal: Proposal, view: View, directory: Directory
) -> None:
    """Where a service has to be named, `next` begins with whom they said no to."""
    if not any(item.reason is Reason.NAME_THE_SERVICE for item in answer.items):
        return
    said = unless_at_fault(
        lambda: which_services(view, answer.items, as_asked(proposal.agency, directory), directory)
    )
    found = dict.fromkeys(sentence for sentence in said or () if sentence is not None)
    if not found:
        return
    for item, sentence in zip(shown["items"], said or (), strict=False):
        if sentence is not None:
            item["reason"]["next"] = f"{sentence} {item['reason']['next']}"
    for reason in shown["reasons"]:
        if found and reason["code"] == Reason.NAME_THE_SERVICE:
            reason["next"] = " ".join((*found, reason["next"]))


def _flagged(items: Sequence[Item], flag: Flag) -> Sequence[Item]:
    """Those that have it; one that none of them has is about all."""
    return [item for item in items if flag in item.flags] or items


def _coded(
    list_name: str, code: Reason | Flag, view: View | None, items: Sequence[Item]
) -> dict[str, Any]:
    """A code with its words, for the items that have it."""
    return {
        "code": code,
        "label": label_of(list_name, code, view, items),
        "next": next_of(list_name, code, view, items),
    }


def _doubts(answer: Answer, proposal: Proposal, view: View | None) -> heads.Doubts:
    if view is None:
        return heads.NO_DOUBTS
    return heads.doubts_of(view, answer.items, asked_in(view, proposal.enquiry))


def _item(
    item: Item, view: View | None, minds: View | None, doubts: heads.Doubts
) -> dict[str, Any]:
    """A child's own words come first: whoever decides, they are read before the answer is. `minds`
    is the view, where anybody is not to be contacted.
    """
    return {
        "child_words": None if view is None else heads.words_of_the_child(view, item),
        "subject": item.subject,
        "category": item.category,
        "direction": item.direction,
        "outcome": item.outcome,
        "headline": heads.item_headline(item, doubts),
        "reason": _coded("reasons", item.reason, minds, [item]),
        "flags": list(item.flags),
        "flagged": [{"flag": one.flag, "person": one.person} for one in item.flagged],
        "ends_at": moment(item.ends_at),
        "authorisations": list(item.authorisations),
        "positions": [_position(position, view) for position in item.positions],
    }


#: What a position is called where people read it.
_SAYS: Final = {
    Says.YES: "agreed",
    Says.NO: "said no",
    Says.NO_ANSWER: "no answer that counts",
}


def _position(position: Position, view: View | None) -> dict[str, Any]:
    """With it what they say of the answer it comes from, in their own words."""
    if view is None or position.person in view.said_by:
        return _show_position(position, view)
    # Many questions have the very same one, of whoever has said nothing.
    shown, by = view.worked_out.get(("shown", id(position)), (None, None))
    if shown is None or by is not position:
        shown = _show_position(position, view)
        view.worked_out["shown", id(position)] = shown, position
    found: dict[str, Any] = shown
    return found


def _show_position(position: Position, view: View | None) -> dict[str, Any]:
    return {
        "person": position.person,
        "role": position.role,
        "decides": position.decides,
        "says": position.says,
        "says_label": _SAYS[position.says],
        "reason": position.reason,
        "misses": list(position.misses),
        "response": position.response,
        "statements": _statements(position, view),
        "said_at": moment(position.said_at),
        "ends_at": moment(position.ends_at),
        "pr_status": position.pr_status,
        "asking": position.asking,
        "holds": position.holds,
        "entry": position.entry,
        "begins_at": moment(position.begins_at),
        "reachable": position.reachable,
        "has_capacity": position.has_capacity,
        "referrer_words": None,
        "told_at": None,
    }


def _statements(position: Position, view: View | None) -> list[dict[str, Any]]:
    if view is None:
        return []
    stated = (id := position.response) and unless_at_fault(lambda: plain(statements_on(view, id)))
    said = [{**one, "by": None, "undone": None} for one in stated or ()]
    if id is None or position.reason is Reason.NOT_ANSWERED:
        said += unless_at_fault(lambda: plain(words_beside(view, position))) or []
    return said


def left_out(
    items: Sequence[Item], view: View, asked: Sequence[Agency], directory: Directory
) -> WhoElse | None:
    """Whom the question leaves out. Of what is not answered from the record, none are left out."""
    if not items:
        return None
    return unless_at_fault(lambda: who_else(view, items, asked, directory))


def show_who_else(view: View, found: WhoElse) -> dict[str, Any]:
    """Whom a question leaves out: most of a family's leave out the same."""
    shown: dict[str, Any] | None = view.worked_out.get(found)
    if shown is None:
        shown = view.worked_out[found] = _show_who_else(view, found)
    return shown


def _show_who_else(view: View, found: WhoElse) -> dict[str, Any]:
    return {
        "line": who_else_in_a_line(view, found),
        "children": list(found.children),
        "caregivers": [
            {"person": one.person, "asking": one.asking.value} for one in found.caregivers
        ],
        "others": [{"person": one.person, "asking": one.asking.value} for one in found.others],
        "agencies": [show_agency(agency) for agency in found.agencies],
    }


def show_agency(agency: Agency) -> dict[str, Any]:
    """An agency, whole."""
    return {name: getattr(agency, name) for name in Agency.__struct_fields__}


def _people(
    items: Sequence[Item],
    subjects: Sequence[str],
    others: WhoElse | None,
    view: View,
    history: HistoryAsked | None,
) -> dict[str, str]:
    """The names behind the ids, as known then, of those that it was asked about, which an answer
    from no record says nothing of; of those this answer speaks of; and of no others.
    """
    spoken_of = dict.fromkeys((*subjects, *(item.subject for item in items)))
    spoken_of |= dict.fromkeys(position.person for item in items for position in item.positions)
    if others is not None:
        adults = (one.person for one in (*others.caregivers, *others.others))
        spoken_of |= dict.fromkeys((*others.children, *adults))
    if history is not None:
        view = View(view.file, history.known_at, history.known_at)
    names = view.each[names_of]
    return {id: named for id in spoken_of if (named := names[id]) is not None}


def show_task(
    task: Task, at: datetime, left: Container[str] = (), words: str | None = None
) -> dict[str, Any]:
    """One task, and whether it was overdue at `at`. It names nobody: ids alone. What somebody has
    of the staff who have left, `left`, is nobody's. `words` are theirs who ask for it.
    """
    return {
        "code": task.code,
        "label": task.label,
        "person": task.person,
        "child": task.child,
        "about": task.about,
        "enquiry": task.enquiry,
        "for_role": task.for_role,
        "since": moment(task.since),
        "due": None if task.due is None else task.due.isoformat(),
        "due_at": moment(task.due_at),
        "overdue": task.overdue(at),
        "owner": who_has(task.owner, left),
        "team": task.team,
        "so_far": so_far_of(task, left),
        "words": words,
        "by": task.by,
        "other": task.other,
    }
