"""What problems of who asks mean: signing in, what somebody signed in may not do, who is let in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .outages import Problem

WHO_ASKS: Final[Mapping[str, Problem]] = {
    "unauthenticated": Problem(
        401, "We do not know who is asking.", "Sign in again, or send a valid bearer token."
    ),
    "sign-in-failed": Problem(
        403,
        "That did not work.",
        "Begin again, and check what you type. A code is good once. After several attempts wait a "
        "quarter of an hour.",
    ),
    "password-too-short": Problem(
        422, "This password has too few characters, or too many.", "Choose one of 12 to 128."
    ),
    "password-too-common": Problem(
        422,
        "This password would be guessed.",
        "Choose one that is on no list, and without your staff id in it.",
    ),
    "code-not-good": Problem(
        403,
        "This does not let you in.",
        "Look at both again. A code is good once, and for 14 days. After five tries it stops. If "
        "it still does not work, ring us: we give you another.",
    ),
    "link-needs-code": Problem(
        403,
        "You need a new code for this.",
        "You can do this in the first 10 minutes after you sign in with a code. Ring us: we give "
        "you another code.",
    ),
    "not-from-our-page": Problem(
        403,
        "This did not come from a page of ours that is still good.",
        "Go back, load the page again, and press once more.",
    ),
    "not-your-role": Problem(
        403, "This is not for your role.", "Ask a colleague whose role it is, or a manager."
    ),
    "sign-in-again": Problem(
        403,
        "For this you show once more who you are.",
        "Sign in again, and do it within five minutes. With a token: send a new one.",
    ),
    "way-in-needs-birth": Problem(
        409,
        "There is no date of birth of this child on record, or it is not born.",
        "Record when they were born first. Until then a parent can be given a way in.",
    ),
    "way-in-needs-understanding": Problem(
        409,
        "By what is on record this young person decides nothing for themself yet.",
        "Under 16: where they are Gillick competent, record that first, with why. From 16 "
        "they decide, whatever was found before, unless a manager has confirmed that they were "
        "found unable to since.",
    ),
    "way-in-for-a-manager": Problem(
        409,
        "It is not known to be safe that this person is given a way in. A manager decides it.",
        "Give them none, by any way. Ask a manager.",
    ),
    "way-in-may-be-read": Problem(
        409,
        "Somebody else may read it there: they have the same telephone, or open the letter.",
        "Give it to their face, or by another way that is safe; else ask a manager.",
    ),
    "way-in-needs-reason": Problem(
        422,
        "It is not known to be safe to reach this person by this way.",
        "Say why it may be done all the same, in at least 20 characters, or give them none.",
    ),
    "advocate-needs-words": Problem(
        422,
        "That an advocate may be told more is for the parent to say.",
        "Write down what the parent said. To let them know less needs no words.",
    ),
    "advocate-may-not-look": Problem(
        409,
        "This parent has no advocate now who may look at anything here.",
        "Record the advocate, and what the parent lets them see.",
    ),
    "right-for-oneself": Problem(422, "Nobody gives a right to themself.", "Ask somebody else."),
    "id-of-nobody": Problem(
        422,
        "This id stands for the service, for whoever runs it or for a system.",
        "Give somebody on the staff an id of their own.",
    ),
    "not-a-role-of-staff": Problem(
        422,
        "This is no role of staff.",
        "Who is one of a family, or supports one, is bound to one file: give them a way in there.",
    ),
    "right-ended-already": Problem(
        422, "This right would have ended already.", "Send an end that is still to come, or none."
    ),
    "right-of-one-organisation": Problem(
        422,
        "A partner's representative speaks for one organisation, and nobody else for any.",
        "Send `organisation`, a service of the directory, with PARTNER_REP and with no other role.",
    ),
    "no-such-right": Problem(
        409, "No right stands under this id.", "See the rights that stand: it may have ended."
    ),
}
