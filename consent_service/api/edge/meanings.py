"""What each problem means and what to do next: one table. `problems.py` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...domain.freetext.rationale import LEAST_OF_A_REASON
from .ofenquiries import OF_ENQUIRIES, TOGETHER
from .offamilies import OF_FAMILIES
from .outages import OUTAGES, Problem
from .whoasks import WHO_ASKS

#: Every problem this service answers with. `api_spec/problems.md` is made from this table.
PROBLEMS: Final[Mapping[str, Problem]] = {
    # the request as sent
    "malformed-json": Problem(
        400,
        "The body is not JSON we can read.",
        "Send one JSON object in UTF-8, without a byte order mark.",
    ),
    "not-an-object": Problem(400, "The body is not a JSON object.", "Send one JSON object."),
    "duplicate-member": Problem(
        400,
        "A member of the body comes twice.",
        "Send each member once, so that it is clear which one you mean.",
    ),
    "json-too-deep": Problem(400, "The body is nested too deep.", "Send at most 16 levels."),
    "json-too-many-members": Problem(
        400, "The body has too many members.", "Send at most 1,000 members and elements."
    ),
    "idempotency-key-missing": Problem(
        400,
        "The Idempotency-Key header is missing or not usable.",
        "Send a key of 1 to 255 visible ASCII characters, a new one for each new thing to record.",
    ),
    "bad-request": Problem(
        400, "The request cannot be read.", "Check the address, the headers and the host name."
    ),
    **WHO_ASKS,
    "not-found": Problem(
        404,
        "There is nothing here.",
        "Check the address. 'Not found' is not an answer about agreement.",
    ),
    "method-not-allowed": Problem(
        405,
        "This address does not take that method.",
        "See the Allow header for the methods it takes.",
    ),
    "not-acceptable": Problem(
        406,
        "There is no reply of the kind that was asked for.",
        "Leave the Accept header out, or let it take the reply's media type.",
    ),
    "too-slow": Problem(
        408,
        "The request did not arrive in time.",
        "Send all of it within five seconds, and no less than its Content-Length says.",
    ),
    "body-too-large": Problem(413, "The body is too large.", "Send at most 64 KiB."),
    "not-a-form": Problem(
        415, "The body is not a form.", "Send application/x-www-form-urlencoded, as RFC 6749 asks."
    ),
    "not-json": Problem(
        415,
        "The body is not declared as JSON.",
        "Send Content-Type: application/json, in UTF-8, not compressed.",
    ),
    "head-too-large": Problem(
        431,
        "The request's headers are too large.",
        "Send at most 100 headers, and at most 32 KiB before the body.",
    ),
    # What was to be recorded. 409 where the record as it stands is in the way: the same body would
    # be taken if it stood otherwise. 422 where what was sent has to change.
    "invalid": Problem(
        422,
        "Some of what was sent cannot be used.",
        "Correct the members listed under errors and send it again.",
    ),
    "key-reused": Problem(
        409,
        "This Idempotency-Key was used for another request.",
        "Use a new key for a new thing to record.",
    ),
    "reference-in-use": Problem(
        409, "A file with this reference is open already.", "Use that file, or check the reference."
    ),
    "not-on-file": Problem(
        422,
        "This is not on the file.",
        "Add the person, child, enquiry, conversation or answer first, or check the id.",
    ),
    "refused-in-parts": Problem(
        422, "Some of it cannot be recorded, and none of it was.", "Put right what `errors` names."
    ),
    "label-twice": Problem(422, "Two have one label.", "Give each their own."),
    **OF_ENQUIRIES,
    "too-many-drafts": Problem(409, "There are too many drafts.", "Throw one away, or send it."),
    "too-many-cells": Problem(
        422,
        "This is more than is decided at once.",
        "Name one child, one agency or one kind of information.",
    ),
    "service-not-listed": Problem(
        422, "The directory has no service with this id.", "Send another id, or its name alone."
    ),
    "service-contradicted": Problem(
        422, "Id, type and name do not mean one service.", "Send those of the one you mean."
    ),
    "service-stays-of-its-type": Problem(
        422, "A listed service keeps its type.", "End this one, and list another."
    ),
    "notice-stays-as-it-is": Problem(
        422, "A published notice keeps its text.", "Give the new text another version."
    ),
    "contact-needs-value": Problem(
        422,
        "A way of reaching somebody needs its number or address.",
        "Send it; without it, only that it is not safe, or to be kept from somebody.",
    ),
    "not-opened-yet": Problem(
        403,
        "Say first what you open this for.",
        "Open the file, or this entry of it, with a reason; to see names, open it again to unlock.",
    ),
    "kept-to-others": Problem(
        403,
        "This record is kept to people by name.",
        "If you protect somebody, open it: say what for. It is on record, and an alarm says "
        "so. To check or to record you need not. If you cannot wait, share now.",
    ),
    "opening-needs-reason": Problem(
        422,
        "What it is needed for is not said.",
        "Say it in at least 20 characters. If you cannot wait, share now.",
    ),
    "no-open-enquiry": Problem(
        409, "No enquiry is open on this file.", "Open an enquiry first, or name the one you mean."
    ),
    "which-enquiry": Problem(422, "More than one enquiry is open.", "Say which enquiry you mean."),
    "enquiry-closed": Problem(
        409,
        "This enquiry has ended.",
        "Agreements end with their enquiry. Open a new one to record new answers.",
    ),
    "time-in-the-future": Problem(
        422,
        "This time has not come yet.",
        "Give the time at which it happened, or leave it out if it is now.",
    ),
    "dob-or-due-date": Problem(
        422,
        "A child needs a date of birth or, before birth, an estimated due date.",
        "Give one of them; or the month or year (`born_in`, `due_in`), or the likeliest day.",
    ),
    **OF_FAMILIES,
    "agreement-needs-conversation": Problem(
        422,
        "An agreement needs the conversation in which it was given.",
        "Record the conversation with its answer, or name the conversation.",
    ),
    "answer-not-by-referrer": Problem(
        422,
        "A referrer's word is not the parent's answer.",
        "Record it as REPORTED_BY_REFERRER, then speak to the parent.",
    ),
    "agreement-needs-scope": Problem(
        422,
        "The scope has a part that says nothing.",
        "Name at least one subject, agency, purpose, kind of information and direction.",
    ),
    "any-needs-reason": Problem(
        422,
        "'Any' needs a reason of at least 20 characters.",
        "Name what was agreed, or write in any_reason why it was left open.",
    ),
    "part-needs-exclusions": Problem(
        422,
        "An agreement in part needs what it leaves out.",
        "List the agencies or kinds of information the person said no to.",
    ),
    "exclusions-in-agreements-only": Problem(
        422,
        "Only an agreement leaves something out.",
        "Name what the person said no to or took back, and leave exclusions out.",
    ),
    "agreement-too-long": Problem(
        422,
        "The end is further away than this authority's policy allows.",
        "Give an earlier end; it can be renewed in a new conversation.",
    ),
    "ends-before-it-begins": Problem(422, "It would end before it begins.", "Check both times."),
    "advocate-step-missing": Problem(
        409,
        "The advocate's status cannot go there in one step.",
        "Record the steps between, or check the present status.",
    ),
    "advocate-needs-name": Problem(
        422, "A nominated advocate needs a name.", "Say who was nominated."
    ),
    "advocate-needs-checks": Problem(
        422,
        "An advocate is confirmed once every suitability question is answered.",
        "Answer each with YES or NO.",
    ),
    "advocate-needs-permission": Problem(
        422,
        "An advocate is confirmed once the parent has said what they may be told.",
        "Record the parent's information permission.",
    ),
    "advocate-not-suitable": Problem(
        422,
        "One of the suitability questions was answered with no.",
        "Record NOT_SUITABLE. Thank the parent, say kindly that we need to find somebody else, "
        "and offer others.",
    ),
    "advocate-of-concern": Problem(
        409,
        "Somebody else is needed as their advocate: this one may not be safe to tell, is of the "
        "side of somebody who may not be, looks after the child, or is under 18.",
        "Record NOT_SUITABLE, or that the support ended. Say kindly that we need to find somebody "
        "else and offer others. Give no reason if that could put anybody at risk. If it is the "
        "name alone and they are two: add the advocate, choose them, and tell the two apart. If "
        "they are somebody's relative or friend, a manager can say that it is right.",
    ),
    "advocate-interprets": Problem(
        409,
        "This person interpreted in this enquiry, and an advocate is somebody else.",
        "Book another interpreter or offer another advocate, as the parent prefers.",
    ),
    "advocate-of-both-sides": Problem(
        409,
        "This person is named by somebody who disagrees with this parent, or may be at risk.",
        "Offer each of them an advocate of their own. A manager sees both nominations.",
    ),
    "letter-not-safe": Problem(
        409,
        "It is not known to be safe that this letter goes to them by this way.",
        "Nothing goes. Look at how they are reached, or ask a manager whether they may be asked.",
    ),
    "message-says-too-much": Problem(
        422,
        "A text or an e-mail asks them to ring, and says nothing of why.",
        "Send `NOT_REACHED` so. Everything else goes on paper, or is said.",
    ),
    "letter-needs-address": Problem(
        422,
        "A letter by post goes to one address, and one that is handed over to none.",
        "Name the address, or say that it was handed over.",
    ),
    "contact-not-safe": Problem(
        409,
        "This way of reaching the person is not safe.",
        "Choose a safe one, or record first that this one has become safe.",
    ),
    "words-say-more": Problem(
        422,
        "Their words are wider than what was chosen.",
        "Choose all that they may mean. Until they say otherwise, all of it is stopped.",
    ),
    "nothing-to-record": Problem(
        422, "This says nothing yet.", "Give at least one answer: any of them will do."
    ),
    "answers-for-themselves": Problem(
        422,
        "This person is linked to no child on this file, so they answer for themselves only.",
        "Say first what they are to the child, or name only them in the scope's subjects. An "
        "advocate helps somebody to answer, and the answer is that person's.",
    ),
    "relies-on-whom": Problem(
        422,
        "Relying on one parent names that parent.",
        "Give the person relied on. They must hold parental responsibility, confirmed or not.",
    ),
    "someone-else-must-decide": Problem(
        422,
        "Someone else must decide.",
        "Whoever asks for a decision does not make it. Ask another manager.",
    ),
    "decision-of-another-grade": Problem(
        403,
        "This decision is for somebody else to make.",
        "Ask for it with a decision request; the policy in force says who may make it.",
    ),
    "decision-not-ready": Problem(
        422,
        "This decision does not say enough yet. What you typed is kept.",
        "Say what the risk is, why now and why this information: add what is listed under errors "
        "and send it again, with `draft`, under a new Idempotency-Key.",
    ),
    "order-needs-reference": Problem(
        422, "A court's order is cited by its reference.", "Give the order's reference."
    ),
    "effect-by-manager": Problem(
        403,
        "A manager looks at this.",
        "Ask a manager to confirm or refuse it. What it would lift stands as it is until then.",
    ),
    "reason-says-too-little": Problem(
        422,
        "This does not say why.",
        f"Say how you know, and from whom: at least {LEAST_OF_A_REASON} characters.",
    ),
    "settled-already": Problem(
        409, "Somebody has looked at this already.", "Read the list again of what waits."
    ),
    "enquiry-was-one": Problem(
        409,
        "Something was said or done in this enquiry: it was not entered in error.",
        "Choose how it ends, or hand it on. Nothing that was said or is still due falls so.",
    ),
    "something-hangs-on-it": Problem(
        409,
        "Something on record hangs on this entry.",
        "Amend the person, record anew what they are to the child, or say that it has ended. What "
        "hangs on it would have nobody left.",
    ),
    "decision-kind-twice": Problem(
        422, "A kind of decision comes twice.", "Give one row for each kind of decision."
    ),
    "no-such-entry": Problem(
        422,
        "No such entry on this file can be corrected.",
        "Give the seq of an entry that recorded something about this family. What was called wrong "
        "by mistake is recorded anew.",
    ),
    "no-such-words": Problem(
        422,
        "No such entry on this file holds words of somebody.",
        "Give the number of the entry in which their words stand, as an answer names it.",
    ),
    "corrected-already": Problem(
        409, "This entry was corrected before.", "Record what is right as a new entry."
    ),
    "nothing-looks-wrong": Problem(
        409, "Nothing of this entry looks wrong now.", "Look at what waits for a manager again."
    ),
    "nothing-in-doubt": Problem(
        409,
        "Nothing of this family's record is missing.",
        "There is nothing to confirm. Checks are answered from the record as it stands.",
    ),
    "not-asked-again": Problem(
        409,
        "Somebody who had agreed before the loss has not been heard since.",
        "Ask each of them again and record what they say. Where somebody cannot be reached, "
        "correct what they had agreed to; then confirm.",
    ),
    "answered-already": Problem(
        409,
        "This was answered before.",
        "If they say so again, write it down as they say it now, and answer that.",
    ),
    "corrects-what-stands": Problem(
        422,
        "An entry is corrected only where the person was found to be right.",
        "Accept it, or leave corrects out: then their own words stand beside the entry.",
    ),
    # what was shared
    **TOGETHER,
    "rests-on-what": Problem(
        422,
        "What this rested on is not named.",
        "Give the id of the answer, the decision or the use of share-now in rests_on.",
    ),
    "stop-notice-first": Problem(
        409,
        "No stop notice to this agency is on record.",
        "Record the notice with the words that were sent, then that it was acknowledged.",
    ),
    "share-now-of-what": Problem(
        422,
        "This does not say what was shared.",
        "Give the disclosure. If nothing was shared, name the earlier use of share-now.",
    ),
    "nothing-was-shared": Problem(
        422,
        "This says that nothing was shared, and what was.",
        "Say that it was shared, or leave the disclosure out.",
    ),
    "someone-else-must-review": Problem(
        422,
        "Someone else must review this.",
        "Ask another manager. What was done stays on record as it is meanwhile.",
    ),
    # what a parent or young person asks themself
    "choose-services": Problem(
        422, "None of several services was chosen.", "Name those they say yes to."
    ),
    "not-on-your-page": Problem(
        422,
        "This is not on your page.",
        "Use what your page shows. Leave it out if you mean everything.",
    ),
    # the service itself
    **OUTAGES,
}
