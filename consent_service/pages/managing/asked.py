"""What a manager was asked to decide, and each person's own words: in words, from `showFile`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ...actions.refused import Refused
from ...domain.codes import PLACEHOLDER, TEXTS, codes, label
from ...domain.file.whattheysaid import REACHED_BY
from ...domain.said.contradicting import NOES
from ...domain.scopes.scope import ANY
from ...domain.words.naming import listed, lower_first
from ..agencies import DOES, about_what, agency_called, for_what, or_anything
from ..ages import of_child
from ..called import names_on
from ..heard import in_words_not_shared, newest_first, noes_that_stand, own_words, talks
from ..turnson import why_no_more
from ..unconfirmed import beside
from ..whodecides import found_able, mark_of, orders_of

#: A status that is no word of theirs about the question.
_OVER: Final = frozenset({"REPLACED", "CORRECTED"})
_A_REQUEST: Final = "decision-requested"
#: How a talk is drawn in which nothing was answered; and one whose every answer is over.
_TALKED: Final = ("wait", "–", "Talked with us, and gave no answer to this")
#: The same, where nobody has found that the words of it are none.
_TALKED_AND_OPEN: Final = ("ask", "?", f"{_TALKED[2]}: it may be a no")
_ANSWER_IS_OVER: Final = ("wait", "–", "Answered us: that answer was replaced or put right since")
#: How a no of another enquiry is drawn, by whether it is one to all of what it is about.
_NO_ELSEWHERE: Final = {
    True: ("no", "✕", "Said no, in another enquiry or in one that has closed"),
    False: ("no", "✕", "Left something out, in another enquiry or in one that has closed"),
}
#: How words are drawn that may be a no, and that nobody has found to be none.
_MAY_BE_A_NO: Final = ("ask", "?", label("shown_statuses", "NOT_CLEAR"))
#: How a yes is drawn that is about nobody whom the question is about.
_OF_OTHERS: Final = ("wait", "–", "Agreed about somebody else, and not about this")


def request_of(stands: Mapping[str, Any], id: str) -> dict[str, Any]:
    """The request on the file. Raises `Refused` where there is none."""
    for one in stands["decision_requests"]:
        if one["id"] == id:
            found: dict[str, Any] = one
            return found
    raise Refused("not-found")


def several(words: Sequence[str], by: str = ", ") -> str:
    """`a, b and c`; of nothing, nothing."""
    return listed(words, by) if words else ""


def question_of(stands: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, str]:
    """The question in words: "May we ask the school about Sam?" """
    scope, names = asked["scope"], names_on(stands)
    does = [DOES[one] for one in scope["directions"]]
    subjects = [names.get(one, "everybody on the file") for one in scope["subjects"]]
    return {
        "does": several(does, " and "),
        "agencies": several([agency_called(one) for one in scope["agencies"]]),
        "about": several(subjects),
        "what": several([or_anything("categories", one) for one in scope["categories"]]),
        "why": several([or_anything("purposes", one) for one in scope["purposes"]]),
        "by": stands["staff"].get(asked["requested_by"], "Somebody"),
        "because": asked["why"],
        "wants": label_or("authorisation_kinds", asked["decision"]),
    }


def label_or(group: str, code: str | None) -> str:
    """The words of a code, of any list that could hold it."""
    if code is None:
        return ""
    rows = codes(group)
    return rows[code].label if code in rows else label("decision_not_to_share", code)


def said_by_each(stands: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each adult with something to say of these children, and each child: all that they said in the
    enquiry, in answers and in talks, the newest first, and each no of another that stands. Whether
    it reaches the question is not worked out here: what it was about stands beside it.
    """
    subjects, names = {*asked["scope"]["subjects"]}, names_on(stands)
    noes = [one for one in noes_that_stand(stands) if _meets(one["scope"]["subjects"], subjects)]
    said_no = {one["person"] for one in noes}
    roles = {**{one: [] for one in said_no}, **_roles(stands, asked["scope"]["subjects"])}
    for one in stands["adults"]:
        if one["id"] in roles:
            said = _said_by(stands, one["id"], asked)
            what = [several(roles[one["id"]]), *found_able(stands, one["id"])]
            yield _person(names[one["id"]], ". ".join(filter(None, what)), said, one)
    for child in stands["children"]:
        if {child["id"], ANY} & subjects or child["id"] in said_no:
            said = [*_wishes(stands, child["id"]), *_said_by(stands, child["id"], asked)]
            on_record = [
                *found_able(stands, child["id"]),
                *dict(orders_of(stands, child["id"])).values(),
            ]
            what = [of_child(stands, child), *(one.rstrip(".") for one in on_record)]
            yield _person(child["names"], ". ".join(filter(None, what)), said, child)


def _meets(some: Sequence[str], others: Iterable[str]) -> bool:
    return ANY in some or ANY in others or not {*some}.isdisjoint(others)


def _person(
    names: str, what: str, said: Sequence[Mapping[str, Any]], one: Mapping[str, Any]
) -> dict[str, Any]:
    asking, not_to_hear = one["asking"], _to_whoever_decides(one["only_not_to_hear"])
    return {
        "names": names,
        "what": what,
        "said": said,
        "asking": asking,
        "not_to_hear": not_to_hear,
    }


#: How it begins, what is said to everybody else of whoever is not to hear of something.
_ASK_FIRST: Final = TEXTS["ask_before"].partition("{")[0]


def _to_whoever_decides(not_to_hear: str | None) -> str | None:
    """In whose confidence somebody is not to hear of it: no manager is sent to ask a manager."""
    return not_to_hear and not_to_hear.replace(_ASK_FIRST, "Decide before anybody speaks to ")


def _roles(stands: Mapping[str, Any], subjects: Sequence[str]) -> dict[str, list[str]]:
    """What each adult is to the children it is about; an adult it is about is that themself."""
    found: dict[str, list[str]] = {
        one["id"]: [] for one in stands["adults"] if one["id"] in subjects
    }
    for child in stands["children"]:
        if {child["id"], ANY} & set(subjects):
            for carer in child["caregivers"]:
                words = f"{lower_first(label('roles', carer['role']))} of {child['names']}"
                found.setdefault(carer["person"], []).append(words)
    return found


def _said_by(
    stands: Mapping[str, Any], person: str, asked: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    every = (
        _answers(stands, person, asked),
        _talks(stands, person, asked),
        _told_of(stands, person),
    )
    return newest_first([one for each in every for one in each])


def _told_of(stands: Mapping[str, Any], person: str) -> Iterator[dict[str, Any]]:
    """Each request whose words tell of what may be a no of theirs. They are a worker's."""
    for one in stands["said_besides"]:
        if one["kind"] == _A_REQUEST and one["person"] == person and one["may_be_a_no"]:
            yield {
                "mark": _MAY_BE_A_NO,
                "at": one["at"],
                "effective_at": one["at"],
                "seq": one["entry"],
                "how": "a worker wrote it to a manager",
                "alone": None,
                "about": "",
                "words": None,
                "is_theirs": False,
                "note": one["words"],
            }


def _talks(
    stands: Mapping[str, Any], person: str, asked: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Those in which they gave no answer that stands: who was told of it, and said something, has
    not said nothing. Of an answer that is over it is not said that there was none.
    """
    answered = {one["conversation"]: False for one in stands["responses"]}
    answered |= {
        one["conversation"]: True for one in stands["responses"] if one["status"] not in _OVER
    }
    open_words = {
        one["entry"]
        for one in stands["said_besides"]
        if one["person"] == person and one["may_be_a_no"]
    }
    for one in talks(stands):
        is_theirs = (one["person"], one["enquiry"]) == (person, asked["enquiry"])
        if is_theirs and not answered.get(one["id"]):
            talked = _TALKED_AND_OPEN if one["seq"] in open_words else _TALKED
            yield {
                "mark": _ANSWER_IS_OVER if one["id"] in answered else talked,
                "at": one["effective_at"],
                "effective_at": one["effective_at"],
                "seq": one["seq"],
                "how": lower_first(label("methods", one["method"])),
                "alone": lower_first(label("seen_alone", one["seen_alone"])),
                "about": "",
                "words": one["parent_words"],
                "is_theirs": True,
                "note": None,
            }


def _answers(
    stands: Mapping[str, Any], person: str, asked: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """A yes about other children than it is asked about has no tick here."""
    names, enquiry = names_on(stands), asked["enquiry"]
    about_others = {*asked["answers_about_others"]}
    noes = {one["id"] for one in noes_that_stand(stands)}
    for one in newest_first(stands["responses"]):
        is_here = one["enquiry"] == enquiry and one["status"] not in _OVER
        is_elsewhere = one["enquiry"] != enquiry and one["id"] in noes
        if one["person"] == person and (is_here or is_elsewhere):
            talk = next(
                (t for t in stands["conversations"] if t["id"] == one["conversation"]), None
            )
            alone = talk and talk["seen_alone"]
            # Of whom was only tried for the words are those of whoever tried.
            is_theirs = one["answer"] in REACHED_BY
            mark = _NO_ELSEWHERE[one["answer"] in NOES] if is_elsewhere else mark_of(one)
            yield {
                "mark": _OF_OTHERS if one["id"] in about_others and mark[0] == "yes" else mark,
                "is_elsewhere": is_elsewhere,
                "at": one["effective_at"],
                "effective_at": one["effective_at"],
                "seq": one["seq"],
                "how": one["method"] and lower_first(label("methods", one["method"])),
                "alone": alone and lower_first(label("seen_alone", alone)),
                "about": _to_what(one, names) if is_theirs else "",
                "words": own_words(one, stands) if is_theirs else None,
                "is_theirs": is_theirs,
                "note": None if is_theirs else one["words"],
            }


def _to_what(said: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What an answer is about, and what it leaves out."""
    out = said["scope"]["exclusions"]
    left = [agency_called(one) for one in out["agencies"]]
    left += [or_anything("categories", one) for one in out["categories"]]
    but = f", but not {listed(left)}" if left and said["answer"] not in NOES else ""
    return f"{about_what(said['scope'], names)}, {for_what(said['scope'])}{but}"


def _wishes(stands: Mapping[str, Any], child: str) -> Iterator[dict[str, Any]]:
    """What a child wants, each once: whom they do not want told may be several entries. That they
    are not against it is no yes, and whoever said whom not to tell was not asked about that. What
    may be a no is one until somebody has read it.
    """
    told = set[tuple[str, ...]]()
    for one in reversed(stands["known"]["wishes"]):
        keeps = one["not_to_be_told"] or one["not_to_be_told_because"]
        said = "Somebody is not to be told" if keeps else "Not against it"
        if one["objects"]:
            mark = ("no", "✕", "Does not want it")
        elif one["may_be_against"]:
            mark = ("wait", "?", "It may be a no: read it")
        else:
            mark = ("wait", "–", beside(said, one))
        alike = (*mark, one["at"], one["words"] or "", one["heard_by"] or "")
        if one["child"] == child and alike not in told:
            told.add(alike)
            yield {
                "mark": mark,
                "at": one["at"],
                "how": one["heard_by"] and f"heard by {one['heard_by']}",
                "alone": None,
                "about": "",
                "words": one["words"],
                "is_theirs": True,
                "note": None,
            }


def came_of(stands: Mapping[str, Any], asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was decided of this request, when and until when; of one that ended nothing."""
    every = [
        *((one, label("authorisation_kinds", one["kind"])) for one in stands["authorisations"]),
        *((one, _in_a_line(one)) for one in stands["not_share"]),
    ]
    return [
        {
            "words": words,
            "at": one.get("decided_at") or one["effective_at"],
            "until": "" if one.get("over_since") else one.get("end") or "",
        }
        for one, words in every
        if one["why"]["request"] == asked["id"]
    ]


def _in_a_line(one: Mapping[str, Any]) -> str:
    return ": ".join(filter(None, in_words_not_shared(one)))


def decided_before(stands: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """What was decided about this family and holds, and what was decided not to share."""
    names = names_on(stands)
    for one in stands["authorisations"]:
        about = several([names.get(id, "everybody") for id in one["scope"]["subjects"]])
        words = f"{label('authorisation_kinds', one['kind'])}: {about}"
        words = ". ".join(filter(None, (words, why_no_more(one, names))))
        until = "" if one["over_since"] else one["end"] or ""
        yield {"words": words, "at": one["decided_at"], "until": until}
    for one in stands["not_share"]:
        yield {"words": _in_a_line(one), "at": one["effective_at"], "until": ""}


def worries_of(stands: Mapping[str, Any], enquiry: str | None = None) -> list[str]:
    """What somebody is worried about: in this enquiry; else in each that goes on."""
    every = [one for one in stands["enquiries"] if one["worry"]]
    mine = [one for one in every if one["id"] == enquiry]
    return list(dict.fromkeys(one["worry"] for one in mine or every if mine or one["goes_on"]))


def needing_support(stands: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The adults for whom an advocate may be found: a placeholder is nobody."""
    carers = [carer for child in stands["children"] for carer in child["caregivers"]]
    nobody = {carer["person"] for carer in carers if carer["role"] == PLACEHOLDER}
    yield from (one for one in stands["adults"] if one["id"] not in nobody)


def to_be_told(stands: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each adult that it concerns: nobody is told of whom it is not known to be safe."""
    roles, names = _roles(stands, asked["scope"]["subjects"]), names_on(stands)
    for one in stands["adults"]:
        if one["id"] in roles:
            yield {
                "id": one["id"],
                "names": names[one["id"]],
                "what": several(roles[one["id"]]),
                "safe": one["asking"],
                "not_to_hear": _to_whoever_decides(one["only_not_to_hear"]),
            }
