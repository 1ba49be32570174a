"""An agency was contacted: what was asked of it or told to it, in the words that were sent; and
what was shared at once, because a child was at risk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...domain.recorded.sharingatonce import AT_ONCE_FOR
from ...domain.said.contradicting import AGREEMENTS
from ..forms.backwards import filled_in
from ..forms.choices import Choice, Known, everybody, on_file
from ..forms.days import When
from ..forms.filling import pages
from ..forms.form import Form, Heading
from ..forms.inputs import Area, Checks, Radios, Select, Text, WhichAgency
from ..forms.typed import Typed
from ..forms.usual import ENQUIRY, MUST_NOT_HEAR_OF_THEM, when
from ..keptback import kept_beside
from .asked import AGREED_THEN, AS_IT_WAS, in_a_disclosure, of_before, said_since, when_it_was
from .entries import after_check, share_now_uses

_BY_ITS_END: Final = "A day alone is to its end."
_AS_SENT: Final = "Word for word. Change what stands here to what you really said or sent."
#: What is filled in of what was said of it already.
_SAID: Final = (
    *("categories", "purpose", "direction", "summary", "words_sent", "recipient", "sent_via"),
    "safe_to_tell",
)
_WHO: Final = ("subjects", "not_safe_for")
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], {})
#: What a question says, and so a use of share-now.
_AS_ASKED: Final = frozenset({"agency", "subjects", "categories", "purpose", "direction"})
KNOWS: Final = "Leave it empty if nobody has thought about it: then nobody is told."


def rested_on(known: Known) -> Iterator[Choice]:
    """What a contact can rest on: what somebody agreed to, and what a manager decided."""
    could = {
        *(one["id"] for one in known.file["responses"] if one["answer"] in AGREEMENTS),
        *(one["id"] for one in known.file["authorisations"]),
    }
    yield from (one for one in on_file(known) if one.value in could)


DISCLOSURE: Final = Form(
    operation="recordDisclosure",
    title="You contacted an agency",
    lead="Record it as it was done. It is kept whatever was agreed.",
    begins=in_a_disclosure,
    says=lambda known, typed: " ".join(
        filter(None, (said_since(known, typed, "check"), kept_beside(known.file)))
    ),
    leads=lambda known, typed: of_before(known, typed, "check"),
    carries=frozenset({AGREED_THEN}),
    wants=when_it_was,
    points={"rests-on-what": "rests_on"},
    fields=(
        WhichAgency("agency", "Which service?"),
        Checks("subjects", "About whom?", choices=everybody),
        Checks("categories", "What information?"),
        Select("purpose", "Why?"),
        Radios("direction", "Did you ask, tell or both?"),
        Area("summary", "What was it about, in a line?", rows=2),
        Area("words_sent", "The words that you sent", rows=10, hint=_AS_SENT),
        Text("recipient", "Who had it?", hint="The person you wrote or spoke to."),
        Text("sent_via", "How?", hint="For example: secure email."),
        Radios("identity_checked", "Did you make sure that it was them?"),
        Radios("fact_or_opinion_marked", "Did you say what is fact and what is opinion?"),
        When("reply_by", "By when should they reply?", hint=_BY_ITS_END, by_its_end=True),
        Heading("What it rests on"),
        Radios("basis", "On what did it rest?", hint=AS_IT_WAS),
        Checks("rests_on", "On which answer or decision?", choices=rested_on),
        after_check(),
        ENQUIRY,
        Heading("Who may know"),
        Radios("safe_to_tell", "May the family know of it?", hint=KNOWS),
        Checks("not_safe_for", "Who must not know of this contact?", choices=everybody),
        MUST_NOT_HEAR_OF_THEM,
        when("When did you contact them?"),
    ),
)


def _as_used(known: Known, given: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """What this service was asked when it answered that it could not wait; else why anybody shares
    at once. What the question left out is nobody's to guess.
    """
    every, id = known.file["done"]["share_now_used"], given.get("share_now", "")
    used = next((one for one in every if one["share_now"] == id), None)
    if used is None:
        return filled_in(AT_ONCE, {"disclosure": {"purpose": AT_ONCE_FOR}})[0].as_values()
    written = [one for one in known.not_whole if one["share_now"] == id]
    body: dict[str, Any] = {"effective_at": used["at"]}
    said: Mapping[str, Any] = used
    if written:
        said = written[-1]
        body |= {"shared": True, "risk": said["risk"], "effective_at": said["at"]}
    on_file = {one["id"] for one in (*known.file["children"], *known.file["adults"])}
    body["disclosure"] = {
        **{name: said.get(name) for name in _SAID},
        **{name: [one for one in said.get(name, ()) if one in on_file] for name in _WHO},
        "agency": {n: one for n, one in (said["agency"] or {}).items() if one is not None},
    }
    body["disclosure"] = {n: one for n, one in body["disclosure"].items() if one not in _NOTHING}
    return filled_in(AT_ONCE, body)[0].as_values()


def _as_answered(
    body: dict[str, Any], rows: Mapping[str, str], _typed: Typed
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Where nothing was shared, what the form was filled in with says nothing of what was."""
    said = body.get("disclosure", {})
    filled = _AS_ASKED if "share_now" in body else {"purpose"}
    if said.keys() <= filled:
        if body.get("shared") is False:
            body.pop("disclosure", None)
    else:
        # It says what was: so something was, though nobody said so.
        body.setdefault("shared", True)
    return body, rows


AT_ONCE: Final = Form(
    operation="recordShareNow",
    title="You shared at once",
    lead="Late is fine. What is missing holds nothing up, and can be written down after.",
    begins=_as_used,
    besides=_as_answered,
    says=lambda known, _: kept_beside(known.file),
    points={"share-now-of-what": "share_now", "nothing-was-shared": "shared"},
    # Whoever has shared writes down what there is time for.
    is_heard_at_once=True,
    fields=(
        Radios("shared", "Was anything shared?", yes="Yes", no="No, nothing was in the end"),
        Area("risk", "What was the risk, and why could it not wait?"),
        WhichAgency("disclosure/agency", "With which service?"),
        Checks("disclosure/subjects", "About whom?", choices=everybody),
        Checks("disclosure/categories", "What information?"),
        Select("disclosure/purpose", "Why?"),
        Radios("disclosure/direction", "Did you ask, tell or both?"),
        Area("disclosure/summary", "What was shared, in a line?", rows=2),
        Area("disclosure/words_sent", "The words that you sent or said", rows=6),
        Text("disclosure/recipient", "Who had it?"),
        Text("disclosure/sent_via", "How?"),
        Heading("Who may know"),
        Radios("disclosure/safe_to_tell", "May the family know of it?", hint=KNOWS),
        Checks("disclosure/not_safe_for", "Who must not know?", choices=everybody),
        Select(
            "share_now",
            "Which answer of this service, if you asked it first?",
            choices=share_now_uses,
            hint="Leave it empty if you shared without asking.",
        ),
        ENQUIRY,
        when("When was it?"),
    ),
)

PAGES: Final = pages(DISCLOSURE, AT_ONCE)
