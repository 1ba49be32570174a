"""What is not enough of a yes: of which children somebody else decides, and that their own words
beside it say no. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ..codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT, codes, label
from ..deciding.whoseyes import is_enough
from ..file.comingofage import may_decide_alone
from ..file.view import View
from ..freetext.readslikeano import is_less_than_it_seems, reads_like_a_no
from ..freetext.servicesinwords import apart_from
from ..freetext.wordsoflater import but_for_when
from ..recorded.event import Event
from ..recorded.events import ResponseRecorded
from ..recorded.falling import Notice
from ..scopes.scope import ANY, BOTH, Agency, Point
from ..words.naming import listed, lower_first, names_of
from .besideananswer import of_what_was_agreed
from .contradicting import AGREEMENTS
from .leavesout import left_out_beside, notice_of_what_is_left_out


def notices_of_a_yes(event: Event, view: View) -> Iterator[Notice]:
    """Each is named, with who decides: whoever typed it would go ahead on it."""
    if not isinstance(event, ResponseRecorded) or event.answer not in AGREEMENTS:
        return
    if (left := notice_of_what_is_left_out(view, event)) is not None:
        yield left
    if _words_say_no(view, event):
        yield Notice("WORDS_SAY_NO", label("notices", "WORDS_SAY_NO"))
    if event.response_kind == "SHARE_INFO":
        person = view.the_one(event.person)
        named = (child for child in view.children if event.scope.names(child))
        short = (child for child in named if _is_short(view, person, child, event))
        said = [*_of_nobody_named(view, event), *(_who_decides(view, child) for child in short)]
        if said:
            text = label("notices", "YES_NOT_ENOUGH").format(names="; ".join(said))
            yield Notice("YES_NOT_ENOUGH", text)


def _words_say_no(view: View, yes: ResponseRecorded) -> bool:
    """A box is ticked in a hurry, and words are not. Of those of which it was said that there is no
    no in them nobody is asked again; and what they say of a service to which no or nothing was
    ticked is of that.
    """
    talk = view.conversations.get(yes.conversation or "")
    left = left_out_beside(view, yes)
    own = [None if yes.not_a_no is True else yes.words]
    ours: list[str | None] = []
    if talk is not None and talk.event.not_a_no is not True:
        own.append(talk.event.parent_words)
        ours += (talk.event.questions_asked, talk.event.pressure_note)
    # Of a service that they leave out it is said which it is.
    rest = (apart_from(words, left) if left else words for words in filter(None, own))
    return any(_is_less_than_a_yes(view, yes, words) for words in rest if words) or any(
        reads_like_a_no(words, quoted=True) for words in filter(None, ours)
    )


def _is_less_than_a_yes(view: View, yes: ResponseRecorded, words: str) -> bool:
    """Of what they agreed to; and not that it is for later, where it was said from when."""
    agreed = of_what_was_agreed(view, yes, words)
    return is_less_than_it_seems(agreed if yes.valid_from is None else but_for_when(agreed))


def _is_short(view: View, person: str, child: str, yes: ResponseRecorded) -> bool:
    """There is something in it for which theirs is not enough."""
    scope = yes.scope
    purposes = codes("purposes") if ANY in scope.purposes else scope.purposes
    kinds = [one for one in scope.categories if one not in OWN_TO_AN_ADULT]
    return any(
        not is_enough(view, person, Point(child, purpose, Agency(ANY), kind, BOTH))
        for purpose, kind in product(purposes, kinds)
    )


def _of_nobody_named(view: View, yes: ResponseRecorded) -> Iterator[str]:
    """Kinds that are about nobody whom it names: no check goes by a yes to them."""
    about = {*map(view.the_one, yes.scope.subjects)}
    for own, others, whose, other, instead in (
        (OWN_TO_AN_ADULT, view.children, "an adult", "a child", "CHILD_HEALTH"),
        (OWN_TO_A_CHILD, view.adults, "a child", "an adult", "ADULT_HEALTH"),
    ):
        kinds = [one for one in yes.scope.categories if one in own]
        if kinds and about <= others.keys():
            said = listed([f"“{label('categories', one)}”" for one in kinds])
            use = lower_first(label("categories", instead))
            yield (
                f"{said} can only be about {whose}, and none is named; of {other} choose what is "
                f"theirs, such as {use}"
            )


def _who_decides(view: View, child: str) -> str:
    name = names_of(view, child)
    if view.children[child].event.dob is None:
        return f"{name} is not born, and before the birth the mother decides"
    if any(may_decide_alone(view, child, purpose) for purpose in codes("purposes")):
        return f"{name} decides for themselves"
    return f"who is responsible decides for {name}"
