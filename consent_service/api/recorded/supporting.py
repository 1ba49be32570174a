"""Advocates, keeping people informed, and telling referrers."""

from __future__ import annotations

from typing import Final

from ...actions import advocates, keeping_informed, openings, waysin
from ...actions.letters import send_letter
from ...domain.recorded import checked, events, practice
from ...domain.recorded import waysin as ways
from ...domain.recorded.falling import MANAGERS
from ...domain.recorded.privacynotices import LetterSent
from ..edge.operations import FILE, READERS
from ..read.contacts import what_opens
from .givingwaysin import GivesWayIn
from .write import Write

WRITES: Final = (
    Write(
        "changeAdvocateStatus",
        f"{FILE}/advocates",
        "Say where a parent stands about an advocate",
        events.AdvocateStatusChanged,
        advocates.change_advocate_status,
        description="One step at a time. What was said at an earlier step stays known.",
    ),
    Write(
        "recordNeeds",
        f"{FILE}/needs",
        "Say what makes an advocate matter more for somebody",
        practice.NeedsRecorded,
        description="An empty list says that none holds any more.",
    ),
    Write(
        "recordContactPoint",
        f"{FILE}/contact-points",
        "Record a way to reach somebody, and whether it is safe",
        practice.ContactPointRecorded,
        keeping_informed.record_contact_point,
        description=(
            "A number that two people share is recorded for both: what it is shared with is shown."
        ),
    ),
    Write(
        "openContact",
        f"{FILE}/contact-points/<string:contact>/openings",
        "Open a number or an address that is kept from others, with a reason",
        checked.ContactOpened,
        keeping_informed.open_contact,
        shows=what_opens,
        opens=True,
        description=(
            "What must not come to somebody is shown nowhere else: neither with the family, nor in "
            "its history, nor in a receipt. Who opened it, and what for, is on record before the "
            "reply; `opened` has each version, the one that counts first."
        ),
    ),
    Write(
        "openRecord",
        f"{FILE}/openings",
        "Open a file, or one entry of it, to look into the record",
        checked.RecordOpened,
        openings.open_record,
        roles=READERS,
        step_up=True,
        description=(
            "For an hour it can be read, and nobody in it has a name: parents and children are "
            "numbered, free text, births, numbers and addresses are left out. With `unlocks` and a "
            "reason of its own they are shown, of what lies open already. With `minute`, it lies "
            "open for a day to a look whose `as_of` and `known_at` are both that, and so does each "
            "entry before this one; nobody has a name in it. Each is an entry. "
            "Whoever works with families opens so, whole, a record that is kept to others by "
            "name: an alarm says so, and a manager has the task to ask them about it."
        ),
    ),
    Write(
        "reviewKeptRecord",
        f"{FILE}/openings/<string:opening>/reviews",
        "Say what you make of it that somebody opened a record that is kept to others",
        checked.KeptRecordReviewed,
        openings.review_kept_record,
        roles=MANAGERS,
        description=(
            "By another manager than whoever opened it, who need not be named nor open it "
            "themself. Upheld or not, it stays on record."
        ),
    ),
    Write(
        "agreeKeepInformed",
        f"{FILE}/keep-informed",
        "Record how and when somebody wants to be kept informed",
        practice.KeepInformedAgreed,
        keeping_informed.agree_keep_informed,
        description="For each parent separately, by a way of reaching that very parent.",
    ),
    Write(
        "recordContactMade",
        f"{FILE}/contacts-made",
        "Record that somebody was kept informed",
        practice.ContactMade,
        description="After an enquiry has ended as well: how it ended is theirs to hear.",
    ),
    Write(
        "recordLetter",
        f"{FILE}/letters",
        "Record that a letter went to somebody of the family",
        LetterSent,
        send_letter,
        description=(
            "With the digest of what was printed, so that whoever holds the paper can show what it "
            "said. It is refused where it is not known to be safe. A copy of what they agreed to "
            "counts as the written copy that is due of each answer."
        ),
    ),
    Write(
        "giveWayIn",
        f"{FILE}/people/<string:person>/ways-in",
        "Give a parent, a young person or an advocate a way to sign in",
        ways.WayInGiven,
        waysin.give_way_in,
        goes_with=GivesWayIn,
        description=(
            "`way_in` shows, once, what they type at `/sign-in/family`: good once, for 14 days, "
            "in the place of what they had: whoever is in by that is signed out. Where it may not "
            "be safe, a manager decides."
        ),
    ),
    Write(
        "endWayIn",
        f"{FILE}/ways-in/<string:way_in>/end",
        "End a way to sign in",
        ways.WayInEnded,
        description="Nobody comes in by it any more, and whoever it was given to is signed out.",
    ),
    Write(
        "tellReferrer",
        f"{FILE}/enquiries/<string:enquiry>/referrer-feedback",
        "Record what the referrer was told",
        practice.ReferrerToldBack,
        description=(
            "In which words, by which way, and how it is known that it came. What was held back is "
            "said with its reason; the least of it is always told. Where more is, `basis` says on "
            "what that rests."
        ),
    ),
)
