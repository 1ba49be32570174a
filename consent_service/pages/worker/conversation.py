"""A conversation: what to say on the left, what was said on the right, one press to record it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from ...domain.codes import codes, label
from ...domain.following.ofthefamily import DO_NOT_CONTACT, may_go_by
from ...domain.safety.heard import TOLD_NOTHING
from ...domain.said.explaining import NINE
from ...domain.scopes.nottold import ASK_THEM_FIRST, OF_THE_YOUNG, OF_VIOLENCE, SEE_EACH_ALONE
from ...domain.words.naming import YOU, listed, spoken_kind
from ..called import asking_of, not_to_hear
from ..forms.allof import AllOf
from ..forms.choices import Known, born, enquiries, services
from ..forms.days import DayOf
from ..forms.filling import pages
from ..forms.form import Form, Group
from ..forms.inputs import Area, Checks, Radios, Select, Text
from ..forms.looked import is_yes_in_words
from ..forms.typed import Typed
from ..forms.usual import MUST_NOT_HEAR, NOT_A_NO, when, whom
from ..forms.whileopen import STOOD
from ..heard import asked_and_not_answered
from ..keptback import asked_first, kept_now
from ..posting import is_english
from ..reached import ASKED, asked_for_another, how_safe, is_to_be_read
from ..whodecides import found_able
from .answerdays import ends, last_day
from .answering import PLANNED, SEVERAL, Answers
from .askedabout import AskedAbout
from .changedmind import changed_their_mind
from .dangers import dangers_of, needs_saying, others_not_to_hear
from .decidesfor import delegated, is_carer, not_theirs, supports
from .howheld import METHODS, what_was_said
from .keepingintouch import TheirWay
from .nominating import Support
from .ofananswer import filled_in_talk
from .onename import where_one_or_two
from .protecting import AGAINST_IT, NOT_TO_BE_TOLD
from .usualuntil import of_age

_ANSWERS: Final = Answers("responses", "What they said to each")


def _more(known: Known, typed: Typed) -> Mapping[str, Any]:
    """The script filled in, and whom it is not safe to ask."""
    person = typed.one("person")
    asked = _ANSWERS.asked(typed, "responses")
    adult = next((one for one in known.file["adults"] if one["id"] == person), None)
    is_child = any(one["id"] == person for one in known.file["children"])
    names = _to_them(known, person, asked.subjects)
    shown = _ANSWERS.shown(CONVERSATION.holds("responses"), typed, "responses", known)
    cares_for = [one["names"] for one in known.file["children"] if is_carer(one, person)]
    kinds = [
        spoken_kind(
            kind,
            _to_them(known, person, asked.about_whom(kind, "" if adult is None else person)),
            is_young=is_child,
            cares_for=cares_for,
        )
        for kind in asked.categories
        if not _is_not_read_out(kind, is_young=is_child)
    ]
    kept = [one for one in asked.categories if _is_not_read_out(one, is_young=is_child)]
    name = known.name(person) if person else ""
    is_settled = bool(person) and _ANSWERS.is_settled(typed, "responses")
    named = [known.name(one) for one in asked.subjects]
    others = [one for id, one in zip(asked.subjects, named, strict=True) if id != person]
    return {
        "name": name,
        "is_settled": is_settled,
        # Whoever has two of these pages open sees on each whose words it takes down.
        "about": _with_whom(name, others) if is_settled else "",
        "asking": asking_of(known.file, person) if person else "YES",
        "not_to_hear": not_to_hear(known.file, person),
        "one_or_two": where_one_or_two(known.visit.path["file"], person)
        if needs_saying(known.file, person)
        else None,
        "of_whom": listed(names) if names else "the children",
        "who_is": _who_is(names),
        "asked_about": listed(named) if named else "",
        "services": _services(known, person, shown["grid"]),
        "kinds": listed([*kinds, *([_ASK_HOW] if kept else [])] or ["the family"]),
        "carried": _carried(typed),
        "of_the_talk": {name.partition(".")[0] for name in CONVERSATION.labels(typed)} - _ASKED,
        "is_asked": asked.is_whole and not typed.one("responses.none"),
        "tells": asked.direction != "SEEK",
        "only_tells": asked.direction == "SHARE",
        "ask_for_one": _where_decided(known, asked, typed.one("enquiry")),
        "until": last_day(typed, "responses", asked, known),
        "of_age": list(of_age(known, person, asked, ends(typed, "responses"))),
        "dangers": [
            *([SEE_EACH_ALONE] if OF_VIOLENCE & {*kept} else []),
            *([ASK_THEM_FIRST] if OF_THE_YOUNG & {*kept} else []),
            *_are_not_told(known, asked),
            *_kept(known, asked, person),
            *others_not_to_hear(known.file, person),
            *dangers_of(known.file, person),
            *asked_and_not_answered(known.file, person),
        ]
        if person
        else [],
        "able": list(found_able(known.file, person)) if person else [],
        "is_kept": adult is not None and any(others_not_to_hear(known.file, person)),
        "reached": list(_reached_by(known, person, is_usable=True)),
        "not_reached": list(_reached_by(known, person, is_usable=False)),
        "to_be_read": list(_reached_by(known, person, is_usable=False, is_read=False)),
        "interpreter": adult is not None and adult["interpreter_needed"],
        "speaks": _other_than_english(known, adult),
        "not_theirs": not_theirs(known, adult, asked.subjects),
        "supports": supports(known, person, asked),
        "delegated": delegated(known, person, asked),
        "changed": changed_their_mind(known, person) if person else "",
        "nine": len(NINE),
        "told_nothing": TOLD_NOTHING,
    }


def _other_than_english(known: Known, adult: Mapping[str, Any] | None) -> str | None:
    """The language that is on record for them, where whoever talks to them may need another."""
    said: str | None = None if adult is None else adult["language"]
    return None if said is None or is_english(known.visit, said) else said


#: What is said in place of a kind that is not read out.
_ASK_HOW: Final = "what a manager says that you may name"


def _services(known: Known, person: str, grid: Sequence[Mapping[str, Any]]) -> str:
    """As it is read out; about whom each of them, where that is not the same of all."""
    spoken = [
        f"{one['spoken']} about {listed(_to_them(known, person, one['of_whom']))}"
        if one["of_whom"]
        else one["spoken"]
        for one in grid
    ]
    return listed(spoken or ["other services"])


def _is_not_read_out(kind: str, *, is_young: bool) -> bool:
    """A young person is asked about their own: of violence at home nobody knows who did it."""
    return kind in OF_VIOLENCE or (kind in OF_THE_YOUNG and not is_young)


_NOT_TOLD: Final = {"NO": "it is not safe", "NOT_KNOWN": "it is not known to be safe"}


def _are_not_told(known: Known, asked: AskedAbout) -> Iterator[str]:
    """A service that may be somebody of the family of whom it is not known that they may be told:
    nobody is asked whether we may tell them.
    """
    listings = {one.value: one for one in services(known)}
    for one in (*known.file["adults"], *known.file["children"]):
        names = (one["names"], *one["former_names"])
        for row in asked.services if one["asking"] != "YES" else ():
            typed, kind = row.named or row.called(listings), row.code.partition(".")[0]
            if any(may_go_by(kind, typed, name) for name in names):
                how = f"{_NOT_TOLD[one['asking']]} to tell them"
                how = "they are not to hear of it" if one["only_not_to_hear"] else how
                yield f"{typed} may be {one['names']}, and {how}. {DO_NOT_CONTACT}"


def _kept(known: Known, asked: AskedAbout, person: str) -> Iterator[str]:
    """What a manager keeps from the family: nobody reads out a script that tells them of it."""
    about = asked.subjects or [one["id"] for one in known.file["children"]]
    for one in kept_now(known.file, about, person):
        yield f"{one['what']}, {one['about']}. {one['kept']}"
    yield from asked_first(known.file, person)


def _where_decided(known: Known, asked: AskedAbout, enquiry: str) -> str:
    """Where a manager is asked to decide about the very thing that they are told of. What was typed
    of a service that is not listed stands in no address: it is typed there again.
    """
    filled = {
        "scope.subjects": asked.subjects,
        **{f"scope.agencies.{n}": (one.code,) for n, one in enumerate(asked.services)},
        "scope.categories": asked.categories,
        "scope.purposes": (asked.purpose,),
        "scope.directions": (asked.direction,),
        "enquiry": (enquiry,),
    }
    said = {name: values for name, values in filled.items() if any(values)}
    path = f"/files/{known.visit.path['file']}/decision-requests/new"
    return f"{path}?{urlencode(said, doseq=True)}" if said else path


def _to_them(known: Known, person: str, about: Sequence[str]) -> list[str]:
    """Whom it is about, by name: of themselves nobody hears as of somebody else."""
    return [YOU if one == person else known.name(one) for one in about]


def _with_whom(name: str, others: list[str]) -> str:
    about = f", about {listed(others)}" if others else ""
    return f"You are talking to {name}{about}"


def _who_is(names: list[str]) -> str:
    """As in "only who you are", "only who Tom is"."""
    if not names:
        return "the children are"
    return f"{listed(names)} {'are' if names[0] == YOU or len(names) > 1 else 'is'}"


#: Nobody is rung by it before it was opened with a reason, and so it is said that there is one.
_KEPT: Final = "that is kept from others, and opens on the family’s page with a reason"


#: What the page shows, or carries by itself, while it is settled what is asked.
_PLANNED: Final = ("person", "enquiry", SEVERAL, *(f"responses.{one}" for one in PLANNED))
_ASKED: Final = {"person", "enquiry", "responses"}


def _carried(typed: Typed) -> list[tuple[str, str]]:
    """What was typed already, where it is settled once more what is asked: it comes back after."""
    return [
        (name, one)
        for name, one in typed.items()
        if name not in (*_PLANNED, STOOD) and not name.startswith("responses.service.")
    ]


def _reached_by(
    known: Known, person: str, *, is_usable: bool, is_read: bool = True
) -> Iterator[str]:
    """The ways by which they may be reached now by some method, or by none: safe times hold, and
    whoever is not safe to ask is reached by nothing. `is_read`: or those of which only the hours
    are to be read.
    """
    for one in known.file["contact_points"]:
        if bool(one["may_be_used_now_for"]) is not is_usable or one["person"] != person:
            continue
        may_be_now = asking_of(known.file, person) == "YES" and is_to_be_read(one)
        if not is_usable and may_be_now is is_read:
            continue
        if one["withheld"] or one["value"]:
            asked = asked_for_another(known.file, person) if one["doubt"] == ASKED else None
            wrote = f". They wrote: “{asked['words']}”" if asked and asked["words"] else ""
            value = _KEPT if one["withheld"] else one["value"]
            yield f"{label('contact_types', one['type'])} {value} ({how_safe(one)}{wrote})"


def _sure_of_a_yes(
    body: dict[str, Any], _rows: Mapping[str, str], _typed: Typed
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Whoever says beside a yes that nothing in the words may be a no has been asked there whether
    it is their own (`readfirst.py`): where they are not sure, no ticked no explains that.
    """
    if NOT_A_NO.member in body and is_yes_in_words(body):
        body["sure_of_a_yes"] = body[NOT_A_NO.member]
    return body, {}


CONVERSATION: Final = Form(
    operation="recordConversation",
    title="Record a conversation",
    template="conversation.html",
    button="Check and save",
    is_checked=True,
    keeps_drafts=True,
    more=_more,
    begins=filled_in_talk,
    from_address=frozenset({"modifiers"}),
    besides=_sure_of_a_yes,
    takes_out=_ANSWERS.taken_out,
    fields=(
        whom("Who are you talking to?"),
        Select("enquiry", "In which enquiry?", choices=enquiries),
        AllOf(
            "explained",
            "Tick what you said",
            together=tuple(one for one in codes("explained") if one in NINE),
            in_one=f"All of the first {len(NINE)}",
            choices=what_was_said,
        ),
        Area("parent_words", "In their own words"),
        _ANSWERS,
        Radios("method", "How did you talk?", choices=METHODS),
        Radios("seen_alone", "Were they alone?"),
        Radios("pressure_concern", "Was there any sign of pressure?"),
        Radios("understanding_check", "Did they understand?"),
        Area("pressure_note", "What you noticed", rows=2),
        Area("others_present", "Who else was there?", rows=2, hint="One on each line."),
        Text("place", "Where?"),
        Checks("modifiers", "Which of these were so?"),
        Text("interpreter/language", "Language"),
        Text("interpreter/name_or_reference", "Name or reference of the interpreter"),
        Radios("interpreter/is_family_member", "Is the interpreter a relative or friend?"),
        Area("questions_asked", "What they asked", rows=2),
        NOT_A_NO,
        MUST_NOT_HEAR,
        Checks("keep_informed/methods", "How?"),
        Checks("keep_informed/times", "When?"),
        TheirWay("keep_informed/contact", "By which number or address?"),
        Radios("keep_informed/agreed_with_person", "Was this agreed with them?"),
        Area("keep_informed/if_not_agreed_reason", "If not, why not yet?", rows=2),
        DayOf("keep_informed/next_contact_due", "When do they hear from us next?"),
        Support("advocates", "Would they like somebody with them?"),
        Group(
            "wishes",
            "What the child thinks",
            (
                Radios("child", "Which child?", choices=born),
                AGAINST_IT,
                Area("words", "In their own words", rows=2),
                Text("heard_by", "Who heard it?"),
                *NOT_TO_BE_TOLD,
            ),
            each="Child",
        ),
        Text("duration_minutes", "How many minutes did you talk?", width=3),
        Text("privacy_notice_version", "Which privacy notice did you give?", width=10),
        when(is_exact=True),
    ),
)

PAGES: Final = pages(CONVERSATION)
