"""What free text may say that whoever wrote it did not mean to leave at that: to an agency, who
referred and does not want to be named; of a family, that somebody is hurt, afraid or pressed. Pure.

Free text decides nothing: it is said to whoever wrote it down, and to nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..file.view import View
from ..freetext.tellsofharm import tells_of_harm, tells_of_pressure
from ..freetext.wordsofareferrer import answer_tells_of_a_no, worry_tells_of_a_no
from ..names.namedinprose import as_read, named_in
from ..recorded.event import Event
from ..recorded.events import ConversationRecorded, EnquiryOpened
from ..recorded.meetings import AgencyTold
from ..recorded.practice import DisclosureRecorded, StopNoticeSent
from ..recorded.sharingatonce import ShareNowRecorded
from ..safety.besideadanger import told_beside_a_danger
from ..safety.harmtoread import is_looked_at, may_threaten_whoever_told
from ..safety.saidtoharm import says_more_than_a_wish
from ..safety.whowasasked import knows_of_nobody

_WORD: Final = re.compile(r"[^\W\d_]+")
#: What stands before a name, or is too short to be told from a word.
_NO_NAME: Final = frozenset({"miss", "mrs", "dr", "doctor", "the", "and", "neighbour"})
_SHORTEST: Final = 3
#: Of whom there are one or two: "next door", "the neighbour at no 14", "from across the road".
_WHICH_NEIGHBOUR: Final = re.compile(
    r"\bne?xt[ -]?do+rs?\b|\b(?:across|over) the (?:road|street|landing)\b"
    r"|\b(?:upstairs|downstairs) (?:neighbou?r|flat|lady|woman|man)\w*"
    r"|\bneighbou?rs?\b\W*(?:(?:at|from|in|of|number|flat|house|no)\b\W*)*\d+"
    r"|\b(?:number|flat|house|no\.?) ?\d+[a-z]?\b(?: \w+){0,2} (?:rang|told|reported|called|said"
    r"|hears?|heard|saw)\b",
    re.IGNORECASE,
)


def notices_of_words(view: View, event: Event) -> Iterator[str]:
    """Codes of `notices`."""
    if may_name_who_referred(view, event):
        yield "NAMES_WHO_REFERRED"
    if tells_of_harm(event) and not (
        is_looked_at(view, event) or is_no_more_than_a_wish(view, event)
    ):
        yield "HARM_AND_NOBODY" if _knows_of_nobody(view, event) else "WORDS_TELL_OF_HARM"
    elif any(one.event == event for one in told_beside_a_danger(view).values()):
        yield "WORDS_TELL_OF_HARM"
    elif is_kept_from_nobody(view, event):
        yield "KEPT_AND_NOBODY"
    if may_threaten_whoever_told(event):
        yield "WHO_TOLD_IN_DANGER"
    if tells_of_pressure(event):
        yield "WORDS_TELL_OF_PRESSURE"
    if isinstance(event, EnquiryOpened) and refused_in_words(event):
        yield "REFERRER_TELLS_OF_A_NO"
    if isinstance(event, ConversationRecorded) and is_not_alone_after_all(view, event):
        yield "ALONE_AND_NOT"


def _knows_of_nobody(view: View, event: Event) -> bool:
    """Whoever wrote it was asked who may be a danger, and named nobody."""
    facts = [one for one in view.read.of(type(event)) if one.event == event]
    return bool(facts) and knows_of_nobody(view, facts[-1])


def is_kept_from_nobody(view: View, event: Event) -> bool:
    """No more is told than that somebody is not to know, and whoever wrote it down was asked who
    that is and named nobody.
    """
    return tells_of_harm(event) and _knows_of_nobody(view, event) and not is_looked_at(view, event)


def is_no_more_than_a_wish(view: View, event: Event) -> bool:
    """A wish that somebody is not told is weighed as that, and whoever wrote it is asked whom it
    means.
    """
    facts = (one for one in view.read.of(type(event)) if one.event == event)
    return any(not says_more_than_a_wish(view, one) for one in facts)


def refused_in_words(opened: EnquiryOpened) -> bool:
    """The referrer writes that somebody said no, and no no is ticked; of what they are worried
    about only where it is said of agreeing.
    """
    if opened.referrer_reported_consent == "NO":
        return False
    told, worry = opened.referrer_words or "", opened.worry or ""
    return answer_tells_of_a_no(told) or worry_tells_of_a_no(worry)


def is_not_alone_after_all(view: View, talk: ConversationRecorded) -> bool:
    """It was ticked that they were, and somebody is named as there, or where it was."""
    named = named_in(view, as_read(talk.place)) if talk.place else frozenset()
    others = named - {view.the_one(talk.person)}
    return talk.seen_alone == "YES" and bool(talk.others_present or others)


def may_name_who_referred(view: View, event: Event) -> bool:
    """A part of the name of somebody who is not to be named stands in it; or where they live, as a
    family finds out by it which neighbour it was.
    """
    unnamed = [one.event for one in view.enquiries.values() if one.event.referrer_anonymous]
    texts = [*_texts(event)] if unnamed else []
    if any(_WHICH_NEIGHBOUR.search(text) for text in texts):
        return True
    words = {word for text in texts for word in _words(text)}
    return any(
        name in words
        for opened in unnamed
        for name in _words(opened.referrer_name or "")
        if len(name) >= _SHORTEST and name not in _NO_NAME
    )


def _texts(event: Event) -> Iterator[str]:
    match event:
        case DisclosureRecorded():
            yield from (event.words_sent, event.summary)
        case ShareNowRecorded():
            yield from (event.said.words_sent or "", event.said.summary or "")
        case AgencyTold() | StopNoticeSent():
            yield event.words_sent


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text))
