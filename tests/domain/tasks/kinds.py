"""Each kind of task, code by code: what raises it, what ends it and when it is due."""

from __future__ import annotations

from datetime import date

from consent_service.domain import checked, events, falling, losses, practice
from consent_service.domain.circumstances import PeopleToldApart, PersonAmended, WishWeighed
from consent_service.domain.particulars import Telling
from tests.domain.tasks.happenings import (
    TODAY,
    TOMORROW,
    WEDNESDAY,
    advocate,
    answered,
    asked,
    asked_for_correction,
    asked_for_help,
    asked_the_surgery,
    born,
    both_at_once,
    by_her_sister,
    carer_holds,
    concern,
    contact,
    corrected,
    decided_as_asked,
    drafted,
    father,
    in_care,
    informed,
    lost,
    needs,
    notified,
    quiet,
    referred,
    refused,
    replied,
    requested,
    reviewed,
    same_advocate,
    taken_back,
    told,
    told_back,
    told_too_late,
    unborn,
    unreached,
    wished_online,
    withdrew,
    withdrew_and_is_not_safe,
)
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.kinds_of_meetings import OF_MEETINGS
from tests.domain.tasks.kinds_of_plans import OF_PLANS
from tests.domain.tasks.kinds_of_sharing import OF_SHARING
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story
from tests.reasons import ENOUGH

NO = falling.Fall(falling.FallKind.OBJECTION, "Zz", "dad")
PRESSED = falling.Fall(falling.FallKind.PRESSED_ONLINE, "Zz", "mum")

KINDS = [
    *OF_MEETINGS,
    *OF_PLANS,
    *OF_SHARING,
    Kind("CHASE_AGENCY", quiet, lambda s: replied(s, "SENT"), TOMORROW),
    Kind("ANSWER_REFUSAL", refused, lambda s: replied(s, "SENT"), TOMORROW),
    Kind("SPEAK_TO", lambda s: s, lambda s: (s.talk("mum"), s.talk("dad")), TOMORROW),
    Kind(
        "TRY_AGAIN",
        lambda s: s.make(events.ReachabilityRecorded, person="mum", reachable=False),
        lambda s: [s.later(DAY).say("ASK_ATTEMPTED") for _ in range(3)],
        TOMORROW,
    ),
    Kind(
        "ANSWER_FOR_COUNCIL",
        in_care,
        lambda s: s.say("REFUSED", "council"),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "DECIDE_IF_SAFE",
        lambda s: needs(s, "DOMESTIC_ABUSE_VICTIM"),
        lambda s: s.unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH),
        TOMORROW,
    ),
    Kind(
        "ONE_OR_TWO",
        lambda s: s.make(PersonAmended, person="mum", names="Zz dad") and s.unsafe("dad"),
        lambda s: s.make(
            PeopleToldApart, MANAGER, person="mum", other="dad", reason="She is his wife."
        ),
        TOMORROW,
    ),
    Kind(
        "WEIGH_WISH",
        lambda s: s.wish(not_to_be_told=("dad",), wish="wish"),
        lambda s: s.make(WishWeighed, MANAGER, wish="wish", may_be_told=False, reason="Zz"),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "TELL_OF_CONTACT",
        asked_the_surgery,
        lambda s: s.told("contact", "dad"),
        TOMORROW,
    ),
    Kind(
        "TELL_WHO_HAS_IT_NOW",
        lambda s: (s.talk("mum"), s.close(reason="CIN_ASSESSMENT", team="Zz")),
        lambda s: s.told("E1", "mum"),
        TOMORROW,
    ),
    Kind("CONFIRM_REPORTED", lambda s: s.say("REPORTED_BY_REFERRER"), Story.talk, TOMORROW),
    Kind("WHAT_WAS_SAID", lambda s: s.say("NOT_CLEAR"), lambda s: s.say("UNDECIDED"), TOMORROW),
    Kind("CHASE_REPLY", lambda s: s.say("AWAITING"), lambda s: s.say("UNDECIDED"), TOMORROW),
    Kind(
        "ASK_AGAIN",
        lambda s: (s.talk(), s.say("AWAITING")),
        lambda s: s.say("REFUSED"),
        TOMORROW,
    ),
    Kind(
        "NO_ENDING",
        lambda s: s.say("REFUSED", expires_at=s.at + 5 * DAY),
        lambda s: s.later().say("REFUSED"),
        TODAY + 5 * DAY,
    ),
    Kind(
        "FIND_FATHER",
        father,
        lambda s: s.adult("him", role="UNKNOWN_FATHER", pr_status="NO", ended=True),
        TODAY + 7 * DAY,
    ),
    Kind(
        "CONFIRM_PR",
        lambda s: s.adult("dad", pr_status="DISPUTED"),
        lambda s: s.adult("dad", pr_checked="COURT_CONFIRMED"),
    ),
    Kind(
        "FIND_PR_HOLDER",
        lambda s: s.child("sister").adult("gran", "sister", pr_status="NO"),
        lambda s: s.adult("mum", "sister"),
    ),
    Kind(
        "REVIEW_SAFETY",
        lambda s: s.unsafe("dad", review_on=TOMORROW),
        lambda s: s.unsafe("dad"),
        TOMORROW,
    ),
    Kind(
        "ASK_YOUNG_PERSON",
        lambda s: s.child("ali", date(2009, 5, 1)),
        lambda s: s.say("REFUSED", "ali"),
        TOMORROW,
    ),
    Kind(
        "CONSIDER_COMPETENCE",
        lambda s: s.child("ali", date(2013, 5, 1)),
        lambda s: s.make(events.CompetenceRecorded, child="ali", status="NOT_COMPETENT"),
    ),
    Kind("RECORD_BIRTH", unborn, born, TODAY),
    Kind(
        "WEIGH_WISHES",
        lambda s: s.wish(objects=True, heard_by="worker-1"),
        lambda s: s.wish(objects=True, heard_by="worker-1", how_weighed="Zz"),
    ),
    Kind(
        "SEND_SUMMARY",
        Story.agree,
        lambda s: s.make(events.WrittenSummarySent, response=s.file.responses[0].event.response),
        WEDNESDAY,
    ),
    Kind("SEE_AGAIN", lambda s: concern(s, "PRESSURE"), lambda s: s.later().agree(), TOMORROW),
    Kind("REBOOK_INTERPRETER", by_her_sister, Story.talk, TOMORROW),
    Kind(
        "EXPLAIN_THE_REST",
        lambda s: s.say("AGREED", conversation=s.talk(explained=("CAN_SAY_NO",))),
        Story.talk,
    ),
    Kind(
        "AGREEMENT_ENDING",
        lambda s: s.agree(expires_at=MONDAY + 7 * DAY),
        lambda s: s.agree(expires_at=MONDAY + 30 * DAY),
        TODAY + 7 * DAY,
    ),
    Kind(
        "LOOK_AT_DOUBTFUL",
        carer_holds,
        lambda s: s.correct(s.file.of(events.RelationshipRecorded)[-1].seq),
        None,
        "MASH_MANAGER",
    ),
    Kind(
        "LOOK_AT_CONFLICT",
        both_at_once,
        lambda s: s.later().say("AGREED"),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "DISCUSS_ADVOCATE",
        lambda s: s,
        lambda s: (advocate(s, "OFFERED"), advocate(s, "OFFERED", "dad")),
    ),
    Kind("OFFER_ADVOCATE", needs, lambda s: advocate(s, "DECLINED"), TOMORROW),
    Kind(
        "CHECK_ADVOCATE",
        lambda s: advocate(s, "NOMINATED", advocate="Zz"),
        lambda s: advocate(s, "CONFIRMED", advocate="Zz"),
        TOMORROW,
    ),
    Kind(
        "REFER_TO_SERVICE",
        lambda s: advocate(s, "WANTED_NOT_FOUND"),
        lambda s: advocate(s, "REFERRED_TO_SERVICE"),
        TOMORROW,
    ),
    Kind(
        "CHASE_WAITING_LIST",
        lambda s: advocate(s, "WAITING_LIST"),
        lambda s: advocate(s, "ACTIVE"),
        TODAY + 7 * DAY,
    ),
    Kind(
        "ADVOCATE_CONFLICT",
        same_advocate,
        lambda s: advocate(s, "NOT_SUITABLE", "dad", advocate="Zz Gran"),
        WEDNESDAY,
        "MASH_MANAGER",
    ),
    Kind("AGREE_KEEP_INFORMED", Story.talk, informed),
    Kind(
        "CONTACT_DUE",
        lambda s: informed(s, TOMORROW),
        lambda s: contact(s, TODAY + 9 * DAY),
        TOMORROW,
    ),
    Kind("ACKNOWLEDGE_REFERRER", referred, lambda s: told_back(s, "RECEIVED"), TOMORROW),
    Kind(
        "TELL_REFERRER_OUTCOME",
        lambda s: (referred(s), s.close()),
        lambda s: told_back(s, "OUTCOME"),
        TOMORROW,
    ),
    Kind("TALK_AS_PROMISED", wished_online, lambda s: s.later().talk("ng"), TOMORROW),
    Kind("READ_DECISION", decided_as_asked, Story.talk, TOMORROW),
    Kind("DECIDE", requested, lambda s: s.decide(request="asked"), TOMORROW, "MASH_MANAGER"),
    Kind(
        "FINISH_DRAFT",
        drafted,
        lambda s: s.decide_not(draft="draft"),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "REVIEW_DECISION",
        lambda s: s.decide(review_due=TOMORROW),
        lambda s: reviewed(s, "decision", TODAY + 9 * DAY),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "GET_ADVICE",
        lambda s: s.decide(advice_to_follow=True),
        lambda s: reviewed(s, "decision"),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "TELL_PARENTS",
        lambda s: s.decide(telling=Telling("WILL_TELL_BY", TOMORROW)),
        lambda s: told(s, "decision"),
        TOMORROW,
    ),
    Kind(
        "REVIEW_SAFE_TO_TELL",
        lambda s: s.decide(safe_to_tell=False, telling=Telling("NOT_SAFE", TOMORROW, "Zz")),
        lambda s: told(s, "decision", was=False, review_on=TODAY + 9 * DAY),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "TELL_OF_CORRECTION",
        corrected,
        lambda s: told(s, s.file.responses[0].event.response, person="mum"),
        TOMORROW,
    ),
    Kind("CALL_AFTER_WITHDRAWAL", withdrew, lambda s: s.later().talk(), TOMORROW),
    Kind("ASK_ABOUT_RISK", withdrew, lambda s: requested(s.later()), TOMORROW),
    Kind(
        "HELP_NOW",
        asked_for_help,
        answered,
        TODAY,
    ),
    Kind("ANSWER_FAMILY", asked, answered, TOMORROW),
    Kind("ANSWER_RIGHTS", lambda s: asked(s, "SEE_RECORD"), answered, TOMORROW),
    Kind("ANSWER_COMPLAINT", lambda s: asked(s, "COMPLAIN"), answered, TOMORROW, "MASH_MANAGER"),
    Kind("ANSWER_CONTACT", lambda s: asked(s, "CHANGE_CONTACT"), answered, TOMORROW),
    Kind("HELP_WITH_CARE", lambda s: asked_for_help(s.unsafe("mum")), answered, TODAY),
    Kind("CALL_IF_SAFE", withdrew_and_is_not_safe, lambda s: s.talk(), TOMORROW, "MASH_MANAGER"),
    Kind(
        "ANSWER_IF_SAFE",
        lambda s: asked(s.unsafe("mum")),
        answered,
        TOMORROW,
        for_role="MASH_MANAGER",
    ),
    Kind(
        "ANSWER_CORRECTION",
        asked_for_correction,
        lambda s: s.make(
            practice.CorrectionAnswered, correction="wrong", accepted=False, reason="Zz"
        ),
        TODAY + 7 * DAY,
    ),
    Kind(
        "SEND_STOP_NOTICE",
        taken_back,
        lambda s: s.make(practice.StopNoticeSent, disclosure="sent", words_sent="Zz"),
        TOMORROW,
    ),
    Kind(
        "CHASE_STOP_NOTICE",
        notified,
        lambda s: s.make(practice.StopNoticeAcknowledged, disclosure="sent"),
        WEDNESDAY,
    ),
    Kind(
        "LOOK_AT_DISCLOSURE",
        unreached,
        lambda s: s.make(practice.DisclosureReviewed, MANAGER, disclosure="sent", words="Zz"),
        WEDNESDAY,
        "MASH_MANAGER",
    ),
    Kind(
        "REVIEW_DISCLOSURE",
        told_too_late,
        lambda s: s.make(practice.DisclosureReviewed, disclosure="sent", words="Zz"),
        WEDNESDAY,
        "MASH_MANAGER",
    ),
    Kind(
        "CONFIRM_EFFECT",
        lambda s: s.make(falling.EffectWaits, waiting="waits", entries=(7,), falls=(NO,)),
        lambda s: s.make(falling.EffectConfirmed, waiting="waits", reason="Zz"),
        TOMORROW,
        "MASH_MANAGER",
    ),
    Kind(
        "CALL_ABOUT_YES",
        lambda s: s.make(falling.EffectWaits, waiting="waits", entries=(7,), falls=(PRESSED,)),
        lambda s: s.make(falling.EffectRefused, waiting="waits", reason="Zz"),
        TOMORROW,
    ),
    Kind(
        "REVIEW_OPENING",
        lambda s: s.make(checked.KeptRecordOpened, opening="opens"),
        lambda s: s.make(
            checked.KeptRecordReviewed, MANAGER, opening="opens", upheld=True, words="Zz"
        ),
        WEDNESDAY,
        "MASH_MANAGER",
    ),
    Kind(
        "CONFIRM_RECORD",
        lost,
        lambda s: s.make(losses.RecordConfirmed, words="Zz"),
        TOMORROW,
        "MASH_MANAGER",
    ),
]
