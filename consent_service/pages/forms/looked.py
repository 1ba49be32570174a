"""What a form would do if it were recorded, tried before it is: what it would lift, what may be a
mistake, and what of it could not be used.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ...api.edge.meant import note, what_it_means
from ...api.edge.problems import ProblemError
from ...domain.codes import codes
from ...domain.freetext.plainyes import says_yes_alone
from ...domain.noticing.takenin import TAKEN_IN
from ...domain.said.contradicting import AGREEMENTS
from ...domain.said.indoubt import NO_PLAIN_YES, NOT_THEIR_YES
from ...domain.said.leavesout import LEAVES_OUT_A_YES
from ...domain.said.saidbesides import NOT_A_NO
from ...domain.words.naming import listed
from ..asking import record
from ..frame import Visit
from ..problems import as_read
from .choices import Known
from .form import THEN, Form, Placed
from .keys import new_key
from .lacking import in_words, where
from .leftout import ServiceLeftOut, left_out_in
from .onrecord import FOR_NOTHING
from .told import ToldSentence, sought
from .typed import OF_A_YES, WHICH_ASKED, Typed

_PERHAPS_KNOWN: Final = "PERHAPS_KNOWN"
_ALMOST_KNOWN: Final = "REFERENCE_LIKE_ANOTHER"
#: What a write would lift, if it were recorded.
_WOULD_LIFT: Final = "WOULD_LIFT"
_AT_ONCE: Final = "LIFTED_AT_ONCE"
#: What was typed there would be on no record: it is put right first, or recorded without that.
_ON_NO_RECORD: Final = frozenset({"LEFT_OUT", "CANNOT_BE_USED"})
_SEND_AGAIN: Final = "This cannot be used as it is. Put it right."
#: Of what nobody typed: the rest of it can be put on no record without.
_IS_NEEDED: Final = "This is needed for the rest of it."
#: These name somebody and doubt nothing: what protects is recorded with no page more.
_OF_WHOM: Final = frozenset(
    {"STILL_NOT_SAFE", "NOT_SAFE_WITHOUT_REASON", "ADVOCATE_SEES_NOTHING", "NOT_BEFORE_DECIDED"}
)
#: Notices by which something may be meant otherwise. What names services is said nowhere else.
DOUBTFUL: Final = frozenset(
    {
        *(c for c, row in codes("notices").items() if "{" in row.label and c not in _OF_WHOM),
        *(
            _PERHAPS_KNOWN,
            _ALMOST_KNOWN,
            "CHILD_TWICE",
            "TWO_MOTHERS",
            "MOTHER_WITHOUT",
            "PARENT_TOO_YOUNG",
        ),
        "CONCEIVED_UNDER_16",
        *(
            "SAME_NAME",
            "NAME_OF_STAFF",
            "CHILD_AND_ADULT",
            "NOT_OF_AGE",
            "OF_AGE",
            "BIRTH_NOT_BELIEVABLE",
            "NO_SUCH_NUMBER",
            "NO_SUCH_WAY",
        ),
        "AFTER_THE_DEATH",
        *("BEFORE_THE_BIRTH", "REVIEW_IN_THE_PAST", "DELEGATES_NOTHING", "MOVES_TOO_YOUNG"),
        "ORDER_BY_NO_COURT",
        # Somebody dangerous would be told.
        *("INVITED_NOT_SAFE", "INVITED_UNSAFE", "NO_ATTEMPT_ON_RECORD"),
        *("PLAN_NOT_FOR_THEM", "TOLD_NOT_SAFE"),
        *("KEPT_WAY_GIVEN", "HARM_AND_NOBODY", "KEPT_AND_NOBODY"),
        *("ADVOCATE_NOT_FOR_THEM", "ADVOCATE_BY_NAME"),
        *("JOINED_DIFFER", "JOINED_CHILD_AND_ADULT"),
        "ADVOCATE_OF_THEIR_SIDE",
        # What was ticked in a hurry goes against somebody's no.
        "NO_STOOD_THEN",
        # Closed so, nobody goes on with it.
        "COUNTS_AS_NEVER_OPENED",
        # A radio is chosen in a hurry, and words are not.
        *("WORDS_SAY_NO", "READS_LIKE_A_NO", "WORDS_TELL_OF_PRESSURE", LEAVES_OUT_A_YES),
        "ALONE_AND_NOT",
        # What the referrer ticked is put right by whoever reads what they wrote.
        "REFERRER_TELLS_OF_A_NO",
        # Whom a child means is said by whoever heard it, while they are there.
        "WHOM_NOT_SAID",
        # Whoever is 16 decides, and what a parent says of them is no assessment.
        "CAPACITY_NOT_ASSESSED",
        # It may be a mistype, and then it is where nobody looks.
        *("TEAM_NOT_KNOWN", "OWNER_NOT_KNOWN"),
        *_ON_NO_RECORD,
    }
)
#: Whoever typed words of theirs is asked whether there is a no in them, on that page.
_MAY_BE_A_NO: Final = "MAY_BE_A_NO"
_SAYS_NO: Final = "WORDS_SAY_NO"
_READ_LIKE_A_NO: Final = frozenset({"READS_LIKE_A_NO", "WORDS_SAY_NO", "TELLS_WHAT_THEY_SAID"})
#: It was recorded, or will be: there is nothing to send again.
IS_KEPT: Final = "kept-for-now"


class Lifted(NamedTuple):
    """What somebody should know before it is recorded: what it would lift, and what else."""

    falls: tuple[str, ...]
    notices: tuple[ToldSentence, ...] = ()
    #: Something in it may be a mistype, which is put right more easily now.
    is_doubtful: bool = False
    #: By the name of each field of which what was typed would be on no record: what is wrong there.
    lost: Mapping[str, str] = MappingProxyType({})
    #: What was typed beside these, in words, and is on no record without them.
    beside: Mapping[str, str] = MappingProxyType({})
    #: Of some of these nothing was typed: nobody said who it is of, or whether it is a no.
    lacks: bool = False
    #: Nobody has to confirm it: recorded, it lifts that.
    is_at_once: bool = False
    #: Something in it may be a no, and whoever typed it has not said.
    may_be_a_no: bool = False
    #: That is asked beside a yes: whether it is their own, and all of it.
    is_beside_a_yes: bool = False
    #: It is kept, and lifts nothing of what it is meant to lift.
    is_for_nothing: bool = False
    #: By the type of each service that yes was ticked to: in which of their words it is left out.
    left_out: Mapping[str, ServiceLeftOut] = MappingProxyType({})
    #: What was put on record of the same people's answers while the form was open.
    since: tuple[str, ...] = ()

    def is_read_first(self, form: Form) -> bool:
        """Somebody reads it before it is recorded. A no is not held up by a mistype; but whoever
        forgot to say whose it is, is there to say.
        """
        is_asked = self.is_asked(form) or (self.is_doubtful and _may_wait(form))
        needs = form.is_checked or self.lacks or self.is_for_nothing
        return needs or bool(self.falls or self.since or self.left_out) or is_asked

    def is_asked(self, form: Form) -> bool:
        """Whoever typed it says first whether there is a no in it. What protects somebody is heard
        at once, and left open it is one.
        """
        return self.may_be_a_no and _may_wait(form)

    @property
    def digest(self) -> str:
        """What somebody has seen who has read it."""
        asked = [one.words for one in self.notices if one.code == TAKEN_IN]
        return hashlib.sha256("\n".join([*self.falls, *asked, *self.since]).encode()).hexdigest()

    @property
    def told(self) -> str:
        """What is said besides, to whoever read all of it."""
        every = (f"{one.code}\n{one.words}" for one in self.notices)
        return hashlib.sha256("\n\n".join(every).encode()).hexdigest()

    @property
    def codes(self) -> frozenset[str]:
        """Of what it is said before it is recorded, by which codes."""
        falls = (_WOULD_LIFT, _AT_ONCE) if self.falls else ()
        asked = (_MAY_BE_A_NO,) if self.may_be_a_no else ()
        left = (LEAVES_OUT_A_YES,) if self.left_out else ()
        return frozenset([*falls, *asked, *left, *(one.code for one in self.notices if one.code)])


def _may_wait(form: Form) -> bool:
    return form.asks_first or not form.is_heard_at_once


_STILL_NOT_SAFE: Final = "STILL_NOT_SAFE"
#: Of what waits nobody knows yet what is left once it is confirmed.
_AS_LONG_AS_IT_WAITS: Final = ToldSentence(
    "They do not count as safe before that is confirmed, nor after it where something else on "
    "record says that they are not.",
    code=_STILL_NOT_SAFE,
)


def _wrong_besides(form: Form, visit: Visit, body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What would be told in the next press, if what was left open had been chosen in this one."""
    try:
        record(visit, form.operation, {**body, "dry_run": True}, new_key(), **visit.path)
    except Exception as error:  # noqa: BLE001 - whatever it is, they are told the first
        _, found = what_it_means(error)
        return [one for one in found if one[0] not in form.by_supposing]
    return []


def looked_at(
    form: Form, visit: Visit, body: Mapping[str, Any], typed: Typed, rows: Mapping[str, str]
) -> Lifted:
    """It is tried, and what that gives is sorted: what falls, what is asked, what is told, and what
    would be on no record.
    """
    looked = _tried(form, visit, body) if "dry_run" in form.schema.fields else None
    if looked is None:
        return Lifted(())
    notices, asks = looked["notices"], _asks_whether(form)
    has = {one["code"] for one in notices}
    is_open = NOT_A_NO not in body or typed.one(WHICH_ASKED) == OF_A_YES
    is_beside_a_yes = is_open and asks and is_yes_in_words(body)
    is_left_to_them = _MAY_BE_A_NO in has or any(map(_is_left_to_them, notices))
    left_out = left_out_in(form, body, Known(visit))
    asked = {_WOULD_LIFT, _AT_ONCE, *([_MAY_BE_A_NO] if asks else [])}
    asked |= _said_in_questions(left_out, is_beside_a_yes=is_beside_a_yes)
    told, lost = list[ToldSentence](), dict[str, str]()
    for one in (one for one in notices if one["code"] not in asked):
        if one["code"] in _ON_NO_RECORD and (here := where(one["text"], form, typed, rows)):
            lost = {**here, **lost}
        else:
            words = _as_yet(in_words(one["text"], form, typed, rows), visit)
            told.append(ToldSentence(words, _to_find(one["code"], body), one["code"]))
    if _WOULD_LIFT in has and _AT_ONCE not in has:
        told = [_AS_LONG_AS_IT_WAITS if one.code == _STILL_NOT_SAFE else one for one in told]
    told += [*form.tells(looked, body), *_taken_by_another(form, visit, typed)]
    named = _named(lost, typed)
    return Lifted(
        falls=tuple(one["text"] for one in notices if one["code"] == _WOULD_LIFT),
        notices=tuple(dict.fromkeys(told)),
        is_doubtful=any(map(_is_doubtful, notices)),
        lost=named,
        beside=_lost_with_it(form, typed, named),
        lacks=any(_wrong_with(typed, name) == _IS_NEEDED for name in named),
        is_at_once=_AT_ONCE in has,
        may_be_a_no=is_beside_a_yes or (asks and is_left_to_them),
        is_beside_a_yes=is_beside_a_yes,
        is_for_nothing=not FOR_NOTHING.isdisjoint(has),
        left_out=left_out,
    )


def _tried(form: Form, visit: Visit, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What recording it would give. None where that cannot be said, and it is not waited for: what
    protects somebody is recorded all the same, and a refusal is the write's own.
    """
    try:
        return record(visit, form.operation, {**body, "dry_run": True}, new_key(), **visit.path)
    except Exception as error:
        code, found = what_it_means(error)
        if as_read(code).status >= 500 or code == IS_KEPT:
            return None
        if open_yet := {one: s for one, s in form.supposes.items() if one not in body}:
            more = _wrong_besides(form, visit, {**body, **open_yet})
            new = [one for one in more if one not in found]
            raise ProblemError(code, [*found, *new]) from error
        raise


def _to_find(code: str, body: Mapping[str, Any]) -> str:
    """What is looked for by whoever is told that it may be known."""
    if code == _PERHAPS_KNOWN:
        return sought(body)
    reference: str = body.get("reference", "") if code == _ALMOST_KNOWN else ""
    return reference


def _named(lost: Mapping[str, str], typed: Typed) -> dict[str, str]:
    """Beside each field of which nothing would be on record, why: as it is said where somebody goes
    back to it. Of a group whose fields are named nothing more is said.
    """
    groups = {name for name in lost if any(one.startswith(f"{name}.") for one in lost)}
    return {
        name: complaint or _wrong_with(typed, name)
        for name, complaint in lost.items()
        if name not in groups
    }


def _taken_by_another(form: Form, visit: Visit, typed: Typed) -> list[ToldSentence]:
    """Of what the page came with nobody typed anything."""
    begun = form.begins(Known(visit), {}) if form.begins is not None and form.others else {}
    left = form.not_taken(typed, Typed(begun))
    if not left:
        return []
    said = listed([f"“{one}”" for one in left])
    return [ToldSentence(f"Of what you typed at {said} nothing would be on record with this.")]


def _said_in_questions(
    left_out: Mapping[str, ServiceLeftOut], *, is_beside_a_yes: bool
) -> frozenset[str]:
    """Notices in the place of which something is asked, with the words beside it."""
    by_code = {_SAYS_NO: is_beside_a_yes, LEAVES_OUT_A_YES: bool(left_out)}
    return frozenset(code for code, is_asked in by_code.items() if is_asked)


def _is_doubtful(notice: Mapping[str, Any]) -> bool:
    """Something may be meant otherwise; or the yes is somebody else's word, or no plain one."""
    return notice["code"] in DOUBTFUL or not NOT_THEIR_YES.isdisjoint(notice["because"])


def _is_left_to_them(notice: Mapping[str, Any]) -> bool:
    """Only whoever typed it can say whether there is a no in it."""
    return notice["code"] in _READ_LIKE_A_NO or not NO_PLAIN_YES.isdisjoint(notice["because"])


def is_yes_in_words(body: Mapping[str, Any]) -> bool:
    """A yes is ticked beside words. In what is typed in a hurry no list of words knows a no ("mum
    dnt want it") or that somebody else said it ("ward nurse says shes happy"), nor leaves a yes
    alone: whoever typed both reads them once more, and says whether it is all that they say. Of
    words that say nothing but yes it would be answered unread, as it is of the next ones then.
    """
    answers = [body, *body.get("responses", ())]
    words = [body.get("parent_words"), body.get("questions_asked")]
    words += (one.get("words") for one in answers)
    said = [one for one in words if one and not says_yes_alone(one)]
    return bool(said) and any(one.get("answer") in AGREEMENTS for one in answers)


def to_what_is_asked(form: Form, typed: Typed) -> Typed:
    """Without an answer that was given to another question than what is typed now asks: that they
    said yes themselves is not that there is no no in it.
    """
    which = typed.one(WHICH_ASKED)
    if not which or (which == OF_A_YES) is is_yes_in_words(form.body(typed)[0]):
        return typed
    return typed | {NOT_A_NO: (), WHICH_ASKED: ()}


def _asks_whether(form: Form) -> bool:
    """Whoever types it can say whether there is a no in it."""
    return any(one.member == NOT_A_NO for one in form.inputs())


#: Which entries say so.
_BY_ENTRIES: Final = re.compile(r", by entry \d+(?:(?:,| and) entry \d+)*")


#: Where no entry says so yet.
_TYPED_HERE: Final = "what is typed here"


def _as_yet(words: str, visit: Visit) -> str:
    """What is only tried stands in no entry yet, whichever it would be: it is what is typed."""
    if not _BY_ENTRIES.search(words):
        return words
    on_record = Known(visit).entries().each[:1] if "file" in visit.path else []
    newest = on_record[0]["seq"] if on_record else -1

    def by(places: re.Match[str]) -> str:
        every = re.findall(r"\d+", places[0])
        old = [f"entry {one}" for one in every if int(one) <= newest]
        return f", by {listed([*old, *([_TYPED_HERE] if len(old) < len(every) else [])])}"

    return _BY_ENTRIES.sub(by, words)


def _lost_with_it(form: Form, typed: Typed, lost: Container[str]) -> dict[str, str]:
    """What was typed beside a field that was left empty, and cannot be recorded without it: the
    number, where nobody said whether it is safe to ring.
    """
    placed = [one for one in form.inputs(typed) if one.input.elsewhere]
    lacking = {_part(one) for one in placed if one.name in lost and not typed.one(one.name)}
    beside = [one for one in placed if _part(one) in lacking and one.name not in lost]
    words = {
        one.name: one.input.in_words(form.holds(one.member), typed, one.name) for one in beside
    }
    return {name: said for name, said in words.items() if said}


def _part(one: Placed) -> tuple[str, str]:
    """Of which row it is, and of what is recorded of that row by itself."""
    return one.name.rpartition(".")[0], one.input.elsewhere.partition("/")[0]


def lost_of(form: Form, visit: Visit, typed: Typed) -> Mapping[str, str]:
    """What of it would be on no record, where somebody goes back to it: it is said at its field."""
    body, rows = form.body(typed)
    body |= {member: visit.path[member] for member in form.from_path}
    body.pop(THEN, None)
    try:
        return looked_at(form, visit, body, typed, rows).lost
    except Exception as error:  # noqa: BLE001 - it is said once it is sent
        code, _ = what_it_means(error)
        note(error, code)
        return {}


def _wrong_with(typed: Typed, name: str) -> str:
    """Whether there is anything to put right, or nothing at all was said."""
    held = (text for at, text in typed.items() if at == name or at.startswith(f"{name}."))
    return _SEND_AGAIN if any(one.strip() for one in held) else _IS_NEEDED
