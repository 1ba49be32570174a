"""Problems as somebody reads them on a page: of what only a program has, nothing is said."""

from __future__ import annotations

from typing import Final

from ..api.edge.meanings import PROBLEMS
from ..api.edge.outages import Problem

#: What is recorded once however often it is sent: a form brings its own key.
_ONCE: Final = "However often you press, it is recorded once."
_OPEN_IT: Final = "Go back, open the page again, and send it from there."
#: By its code, what a problem says to do instead; and its title, where that is for programs too.
_NEXT: Final = {
    "unauthenticated": "Sign in again.",
    "sign-in-again": "Sign in again, and do it within five minutes.",
    "internal": f"Try again. {_ONCE}",
    "clock-in-doubt": f"Try again later. {_ONCE}",
    "storage-unavailable": f"Try again in a moment. {_ONCE}",
    "overloaded": f"Try again in a moment. {_ONCE}",
    "outcome-unknown": f"Press once more. {_ONCE}",
    "too-many-requests": "Wait a minute, and try again.",
    "bad-request": _OPEN_IT,
    "malformed-json": _OPEN_IT,
    "not-an-object": _OPEN_IT,
    "not-json": _OPEN_IT,
    "idempotency-key-missing": _OPEN_IT,
    "key-reused": "Open the form again to record something else.",
    "method-not-allowed": _OPEN_IT,
    "not-acceptable": _OPEN_IT,
    "head-too-large": _OPEN_IT,
    "body-too-large": "Nothing was recorded. Go back: your browser may still have what you typed. "
    "Write less there, and the rest in another entry.",
    "too-slow": f"Nothing was recorded. Go back, and send it again. {_ONCE}",
    "decision-not-ready": "Say what the risk is, why now and why this information.",
    "right-of-one-organisation": "Choose their service for a partner’s representative alone.",
    "refused-in-parts": "Put right what is named.",
    "not-born-yet": "Record the birth instead: the family’s page has it.",
    "dob-or-due-date": "Give one of them; where nobody knows, the likeliest day of birth.",
    "answer-not-by-referrer": "Record it as what the referrer says, then speak to the parent.",
    "any-needs-reason": "Name what was agreed, or write why it was left open.",
    "advocate-not-suitable": "Record that they are not suitable. Thank the parent, say kindly that "
    "we need to find somebody else, and offer others.",
    "advocate-of-concern": "Record that they are not suitable, or that the support ended. Say "
    "kindly that we need to find somebody else and offer others. Give no reason if that could put "
    "anybody at risk. "
    "If they are another person of a like name, put them on the file, choose them there, and say "
    "that they are two people: a manager confirms it. If they are a relative or friend of somebody "
    "who may not be safe, a manager looks, and may say that it is right.",
    "message-says-too-much": "Everything else goes on paper, or is said.",
    "gap-not-explained": "Fill it in, or say why not. That it is still to be done is a reason, and "
    "stays due.",
    # Each page of a family shows who is in it; a check names nobody where it is begun from Find.
    "kept-to-others": "To check without seeing who is in it, find them and press Check there. "
    "If you protect somebody, open it: say what for. It is on record, and an alarm says so. "
    "If you cannot wait, share now.",
    "not-on-file": "Choose one of those that are offered, or add the person, child, enquiry, "
    "conversation or answer first.",
    "rests-on-what": "Choose the answer, the decision or the use of share-now that it rested on.",
}
_TITLES: Final = {
    "malformed-json": "What was sent cannot be read.",
    "not-an-object": "What was sent cannot be read.",
    "not-json": "What was sent cannot be read.",
    "idempotency-key-missing": "What was sent cannot be read.",
    "key-reused": "This form was sent before, and said something else.",
    "method-not-allowed": "Nothing can be sent to this address.",
    "head-too-large": "What was sent is too large.",
    "body-too-large": "What you typed is too long to be sent at once.",
    "any-needs-reason": "To leave it open needs a reason of at least 20 characters.",
}


#: What is said of who signs in where something was typed, instead of the problem's title.
SIGNED_IN_SINCE: Final = {
    "unauthenticated": "You are signed out, and what you typed is still here",
    "not-from-our-page": "You have signed in again: press once more",
}


CHOOSE: Final = "Choose one of those that are offered."
#: How operations begin to say what is wrong to a program, and what somebody reads instead: they see
#: what they can choose, and type no ids, codes or offsets.
_TO_PROGRAMS: Final = {
    "This is not an id that we gave.": CHOOSE,
    "This is not a code that can stand here": CHOOSE,
    "This is true or false.": CHOOSE,
    "This is not a staff id.": "Give the id that they sign in with: letters and digits, no spaces.",
    "Give a real date and time": "Give a day from 1900 to 2199, as in 9 3 2026.",
    "Give a real day": "Give a day from 1900 to 2199, as in 9 3 2026.",
}


def with_what_to_do(sentence: str) -> str:
    """What is wrong at a field, and what to do next: the sentence of a problem has it by itself."""
    for said, instead in _TO_PROGRAMS.items():
        if sentence.startswith(said):
            return instead
    place, title = "", sentence
    if title not in _BY_TITLE:
        place, _, title = sentence.rpartition(": ")
    if title not in _BY_TITLE:
        return sentence
    problem = as_read(_BY_TITLE[title])
    said = f"{problem.title} {problem.next}"
    return f"{place}: {said}" if place else said


_BY_TITLE: Final = {problem.title: code for code, problem in PROBLEMS.items()}


def as_read(code: str) -> Problem:
    """A problem in the words of a page."""
    problem = PROBLEMS[code]
    title, then = _TITLES.get(code, problem.title), _NEXT.get(code, problem.next)
    return problem._replace(title=title, next=then)
