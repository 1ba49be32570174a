"""The reports there are. None of them says how often people agree.

A share of agreed answers would be met by asking those who will say yes, in a way that gets a yes,
and would make delay out of a no (`domain.md` 8). What is counted instead is whether people were
spoken to, how, how fast, and what was decided where they were not.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ..recorded.checked import CheckMade
from ..recorded.event import tag_of
from .access import access_oddities
from .advocating import advocates
from .caregivers import caregivers_not_spoken_to
from .childsview import childs_view
from .citing import agencies_citing_consent
from .clocks import rights_and_complaints
from .conversations import conversations
from .copies import written_copies
from .corrections import corrections
from .decisions import decisions
from .deeds import held_against
from .doubtful import implausible_facts
from .ending import agreements_ending
from .equality import equality
from .keptinformed import keep_informed
from .late import late_recorded
from .openings import contacts_opened, records_opened
from .overriding import overrides_changed_anything
from .pasted import pasted_rationales
from .quiet import quiet_agencies
from .referrers import referrers
from .refusals import refusals_respected
from .report import Holds, Report
from .safetyplans import safety_plans
from .sample import decision_sample
from .sharingnow import share_now
from .shopping import WITHIN, purpose_shopping
from .siblings import sibling_coverage
from .timeliness import agencies_kept_waiting, timeliness
from .undecided import decisions_waiting
from .unowned import enquiries_without_owner
from .unusuallooks import USUAL_OVER, looks_unusual, looks_without_enquiry

_MONTHLY: Final = frozenset({"MASH_MANAGER", "HEAD_OF_SERVICE", "IG_OFFICER", "AUDITOR"})
_DAILY: Final = _MONTHLY | {"EDT_MANAGER"}
_ABOUT_STAFF: Final = frozenset({"HEAD_OF_SERVICE", "IG_OFFICER", "AUDITOR"})

_NONE: Final = timedelta(0)
_CHECKS: Final = frozenset({tag_of(CheckMade)})

REPORTS: Final = (
    # ── each day, for the manager ───────────────────────────────────────────────────────────
    Report(
        "caregivers-not-spoken-to",
        "Caregivers not yet spoken to",
        "So that every mother, father and carer is heard, in every enquiry, about each child.",
        Holds.CASES,
        _DAILY,
        caregivers_not_spoken_to,
        period=False,
    ),
    Report(
        "timeliness",
        "From contact to conversation and answer",
        "So that families are spoken to soon, and no agency waits where the risk is high.",
        Holds.EVENTS,
        _DAILY,
        timeliness,
        looks_back=_NONE,
        kinds=_CHECKS,
    ),
    Report(
        "share-now",
        "What was shared at once",
        "So that what could not wait is written down and looked at afterwards.",
        Holds.CASES,
        _DAILY,
        share_now,
    ),
    Report(
        "disclosures-held-against",
        "What was shared, beside what was agreed then",
        "So that what no agreement or decision reached is seen, and nobody is blamed for what they "
        "could not know.",
        Holds.CASES,
        _DAILY,
        held_against,
    ),
    Report(
        "decisions",
        "Decisions by kind and reason",
        "So that decisions are made in time, looked at again, and can be audited.",
        Holds.CASES,
        _DAILY,
        decisions,
    ),
    Report(
        "written-copies",
        "Agreements without a written copy",
        "So that people have in writing what they agreed to, and hearsay is confirmed.",
        Holds.CASES,
        _DAILY,
        written_copies,
        period=False,
    ),
    Report(
        "agreements-ending",
        "Agreements ending, and relied on after their end",
        "So that people are asked again in time, and nothing rests on what has ended.",
        Holds.CASES,
        _DAILY,
        agreements_ending,
    ),
    Report(
        "safety-plans",
        "Safety plans, and who has them",
        "So that whoever must follow a plan has the version that counts.",
        Holds.CASES,
        _DAILY,
        safety_plans,
        period=False,
    ),
    Report(
        "referrers",
        "Whether referrers heard back",
        "So that whoever told us of a child knows that it arrived and how it ended.",
        Holds.CASES,
        _DAILY,
        referrers,
    ),
    Report(
        "advocates",
        "Support for parents",
        "So that parents who need somebody beside them are offered it and get it.",
        Holds.PEOPLE,
        _DAILY,
        advocates,
        period=False,
    ),
    Report(
        "keep-informed",
        "Contacts promised and made",
        "So that people hear from us when we said they would.",
        Holds.CASES,
        _DAILY,
        keep_informed,
    ),
    Report(
        "decisions-waiting",
        "Decisions asked for and not made yet",
        "So that the manager sees first what cannot wait.",
        Holds.CASES,
        _DAILY,
        decisions_waiting,
        period=False,
    ),
    Report(
        "enquiries-without-owner",
        "Enquiries that nobody has",
        "So that somebody is asked to do what is to be done.",
        Holds.CASES,
        _DAILY,
        enquiries_without_owner,
        period=False,
    ),
    Report(
        "agencies-kept-waiting",
        "How long each kind of agency waited because somebody was to be asked first",
        "So that asking first keeps no agency from what a child needs.",
        Holds.CASES,
        _DAILY,
        agencies_kept_waiting,
        looks_back=_NONE,
        kinds=_CHECKS,
    ),
    Report(
        "quiet-agencies",
        "Agencies that have not sent what they were asked for",
        "So that an agency that says nothing is rung while it still helps the child.",
        Holds.CASES,
        _DAILY,
        quiet_agencies,
        period=False,
    ),
    Report(
        "implausible-facts",
        "What looks like a mistake and has for a day",
        "So that mistypes are put right, and nothing true is turned away for looking odd.",
        Holds.CASES,
        _DAILY,
        implausible_facts,
        period=False,
    ),
    # ── each month or quarter, for the partnership and for inspection ───────────────────────
    Report(
        "sibling-coverage",
        "Whether each child has an entry",
        "So that no brother or sister disappears behind another.",
        Holds.CASES,
        _MONTHLY,
        sibling_coverage,
    ),
    Report(
        "conversations",
        "How people were talked to",
        "So that what people say is said freely and with everything explained.",
        Holds.EVENTS,
        _MONTHLY,
        conversations,
    ),
    Report(
        "equality",
        "Whether practice differs between groups",
        "So that a difference between groups leads to a look at practice.",
        Holds.PEOPLE,
        _MONTHLY,
        equality,
    ),
    Report(
        "childs-view",
        "Whether children were heard",
        "So that children's views are asked for, recorded and weighed.",
        Holds.PEOPLE,
        _MONTHLY,
        childs_view,
    ),
    Report(
        "refusals-respected",
        "Refusals that were respected",
        "So that the partnership learns what happened after a no was respected.",
        Holds.CASES,
        _MONTHLY,
        refusals_respected,
    ),
    Report(
        "overrides-changed-anything",
        "Whether going ahead without a yes changed anything",
        "So that nobody is passed over where it makes no difference for a child.",
        Holds.EVENTS,
        _MONTHLY,
        overrides_changed_anything,
    ),
    Report(
        "agencies-citing-consent",
        "Agencies that waited for agreement",
        "So that partners who hold back for want of agreement are talked to.",
        Holds.CASES,
        _MONTHLY,
        agencies_citing_consent,
    ),
    Report(
        "corrections",
        "What families said was wrong",
        "So that mistakes are put right, and a family's own words stand where we differ.",
        Holds.EVENTS,
        _MONTHLY,
        corrections,
    ),
    Report(
        "rights-and-complaints",
        "Complaints, and what families ask of what we hold",
        "So that each is answered in the time that the law gives.",
        Holds.CASES,
        _MONTHLY,
        rights_and_complaints,
    ),
    Report(
        "late-recorded",
        "What was written down late",
        "So that recording is made easier where it comes late.",
        Holds.EVENTS,
        _MONTHLY,
        late_recorded,
        looks_back=_NONE,
    ),
    Report(
        "decision-sample",
        "Ten decisions a month to read",
        "So that decisions are read closely, and nobody picks which.",
        Holds.CASES,
        _MONTHLY,
        decision_sample,
    ),
    Report(
        "pasted-rationales",
        "Reasons in the same words",
        "So that reasons are written for the family they are about.",
        Holds.CASES,
        _MONTHLY,
        pasted_rationales,
    ),
    Report(
        "purpose-shopping",
        "The same question again after a no",
        "So that a manager can ask why, and help.",
        Holds.CASES,
        _ABOUT_STAFF | {"MASH_MANAGER"},
        purpose_shopping,
        looks_back=WITHIN,
        kinds=_CHECKS,
    ),
    Report(
        "access-oddities",
        "Staff with the surname of a family",
        "So that information governance can ask whether somebody works on their own family.",
        Holds.CASES,
        _ABOUT_STAFF,
        access_oddities,
        looks_back=_NONE,
        looks=_NONE,
    ),
    Report(
        "contacts-opened",
        "Numbers and addresses that were opened",
        "So that whoever opens an address that must not come to somebody is asked what for.",
        Holds.CASES,
        _ABOUT_STAFF | {"MASH_MANAGER"},
        contacts_opened,
    ),
    Report(
        "records-opened",
        "Records kept to people by name that others opened",
        "So that whoever opens a record that is kept to others is asked whom they protected.",
        Holds.CASES,
        _ABOUT_STAFF | {"MASH_MANAGER"},
        records_opened,
    ),
    Report(
        "looks-without-enquiry",
        "Looks at families somebody does not work with",
        "So that whoever looks up a neighbour is asked why.",
        Holds.CASES,
        _ABOUT_STAFF | {"MASH_MANAGER"},
        looks_without_enquiry,
        looks_back=_NONE,
        looks=_NONE,
    ),
    Report(
        "looks-unusual",
        "Days with far more looks than somebody's usual",
        "So that somebody who goes through the record is seen within days.",
        Holds.EVENTS,
        _ABOUT_STAFF | {"MASH_MANAGER"},
        looks_unusual,
        looks=USUAL_OVER,
    ),
)

BY_NAME: Final = {report.name: report for report in REPORTS}
