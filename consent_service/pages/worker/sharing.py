"""An agency was contacted: what was asked of it or told to it, in the words that were sent; and
what was shared at once, because a child was at risk.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.contradicting import AGREEMENTS
from ..forms import (
    Area,
    Checks,
    Choice,
    Form,
    Heading,
    Known,
    Radios,
    Select,
    Service,
    Text,
    When,
    everybody,
    on_file,
    pages,
)
from ..forms.usual import AFTER_CHECK, ENQUIRY, FILE, when
from .asked import in_a_disclosure

_AS_SENT: Final = "Word for word. Change what stands here to what you really said or sent."
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
    path=f"{FILE}/disclosures/new",
    title="You contacted an agency",
    lead="Record it as it was done. It is kept whatever was agreed.",
    begins=in_a_disclosure,
    points={"rests-on-what": "rests_on"},
    fields=(
        Service("agency", "Which service?"),
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
        When("reply_by", "By when should they reply?"),
        Heading("What it rests on"),
        Radios("basis", "On what does it rest?"),
        Checks("rests_on", "On which answer or decision?", choices=rested_on),
        AFTER_CHECK,
        ENQUIRY,
        Heading("Who may know"),
        Radios("safe_to_tell", "May the family know of it?", hint=KNOWS),
        Checks("not_safe_for", "Who must not know?", choices=everybody),
        when("When did you contact them?"),
    ),
)

AT_ONCE: Final = Form(
    operation="recordShareNow",
    path=f"{FILE}/share-now-uses/new",
    title="You shared at once",
    lead="Late is fine. What is missing holds nothing up, and can be written down after.",
    points={"share-now-of-what": "risk", "nothing-was-shared": "shared"},
    fields=(
        Radios("shared", "Was anything shared?", yes="Yes", no="No, nothing was in the end"),
        Area("risk", "What was the risk, and why could it not wait?"),
        Service("disclosure/agency", "With which service?"),
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
        Text(
            "share_now",
            "Its number here, if you asked this service first",
            hint="It stands where it is due. Leave it empty if you shared without asking.",
        ),
        ENQUIRY,
        when("When was it?"),
    ),
)

PAGES: Final = pages(DISCLOSURE, AT_ONCE)
