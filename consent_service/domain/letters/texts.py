"""The sentences of letters, in English: five years of school, twenty words at most."""

from __future__ import annotations

from typing import Final

# ── each letter's title, and how it begins ──────────────────────────────────────────────────────

TITLES: Final = {
    "ANSWER_COPY": "What you told us",
    "REFUSED": "You said no",
    "STOPPED": "You asked us to stop",
    "NEXT_STEPS": "What happens next",
    "DECIDED": "What we decided",
    "NOT_REACHED": "Please ring us",
    "OWN_PAGE": "Your page",
}
DEAR: Final = "Dear {names}"
BEGINS: Final = {
    "ANSWER_COPY": "We asked if we could talk to other services. This is what you told us.",
    "REFUSED": "We asked if we could talk to other services. This is what you said no to.",
    "STOPPED": "You told us to stop. We have written it down.",
    "NEXT_STEPS": "We want you to know what we will do.",
    "DECIDED": "We made a decision. We want to tell you what it is and why.",
    "NOT_REACHED": "We would like to talk to you.",
    "OWN_PAGE": "This is what your page says.",
}

# ── parts ───────────────────────────────────────────────────────────────────────────────────────

YES: Final = "What you have agreed to"
YES_ENDS: Final = "Your yes also ends when this work with you ends."
NOT_COUNTED: Final = "This yes does not count now"
NO_THEN_YES: Final = "You said no, and then yes"
NOT_DECIDED: Final = "What you have not decided"
NO: Final = "What you said no to"
NO_HOLDS: Final = "Your no holds for the work we do with you now. We ask you again before new work."
STOPPED: Final = "What you asked us to stop"
NEXT: Final = "What happens next"
MEETING: Final = "A meeting"
WHO_NOW: Final = "Who works with you now"
DECISIONS: Final = "What we decided, and why"
ENDED: Final = "How our work with you ended"
MIND: Final = "You can change your mind"
SAFE: Final = "If a child is not safe"
SUPPORT: Final = "Someone to support you"
USE: Final = "How we use your information"
TALKED_TO: Final = "Who we have talked to"
KEPT: Final = "Did we do what we said?"
PLAN: Final = "A plan to keep a child safe"
ASKED_FOR: Final = "What you asked us for"
IS_WRONG: Final = "What you say is wrong"
OVER: Final = "What has ended"
WHO_SEES: Final = "Who can see this?"

HELP: Final = "Do you need help now?"
MUST_NOT_KNOW: Final = "Is there someone who must not know?"

# ── what whoever is not of age reads first, on paper as on their page ───────────────────────────

IN_DANGER: Final = "If you are in danger, call 999."
CHILDLINE: Final = "You can talk to Childline at any time. It is free."
RING: Final = "Ring {number}."
CANNOT_TALK: Final = "If you cannot talk, text SHOUT to 85258."
TELL_US_WHO: Final = (
    "Ring us and tell us who it is. We keep it from them, and a manager looks at it."
)
TELL_ME_WHO: Final = (
    "You can tell me now who it is. We keep it from them, and a manager looks at it."
)

ASK_AGAIN: Final = "We will ask you again by {day}."
ABOUT: Final = "About"
WHAT: Final = "What"
WHY: Final = "Why"
HOW: Final = "How"
UNTIL: Final = "Until"
FIRST_TALK: Final = "We first talked about this"
SAID_ON: Final = "You said so on"
SAID_FIRST_ON: Final = "You said it first on"
BUT_NO: Final = "But you said no to"
DECIDED_ON: Final = "When"
WE_ASKED: Final = "We asked about"
WE_TOLD: Final = "We told them"

# ── sentences ───────────────────────────────────────────────────────────────────────────────────

SAID_YES: Final = "You said yes"
NOT_AGREED: Final = "You have not agreed to anything."
NOTHING_AGREED: Final = "You have not agreed to anything that still counts."
IN_GENERAL: Final = "You do not have to say why. You may still get help."
CANNOT_TAKE_BACK: Final = "We cannot take back what we have already shared."
RING_OR_SLIP: Final = "Ring us, or send back the slip at the end of this letter."
HEAR_BY: Final = "You hear from us by {day}."
WHO_RINGS: Final = "{worker} will be in touch with you."
HOW_WE_REACH: Final = "This is how: {how}."
WHEN_WE_REACH: Final = "This is when: {when}."
MEETING_ON: Final = "It is on {day}."
SINCE: Final = "Since {day}: {what}."
ON_DAY: Final = "On {day}: {what}."
WHO_NOW_IS: Final = "You can ask for {worker}."
PROMISED: Final = "By {day}: {what}"
IN_TOUCH_ON: Final = "That was on {day}."
GIVEN_ON: Final = "You got it on {day}."
LOOK_AGAIN: Final = "We look at it again with you on {day}."
WHO_SUPPORTS: Final = "This is who: {who}."
YOUR_WORDS: Final = "You said: {words}"
WORDS_ON: Final = "On {day} you said: {words}"
ANSWERED_ON: Final = "We answered on {day}."
NOT_ANSWERED: Final = "We have not answered yet."
WHEN_SAFE: Final = "Please ring us when it is safe for you to talk."
SOMEBODY_WITH_YOU: Final = "You can have someone with you when you ring."

# ── a text or an e-mail, which anybody may read ─────────────────────────────────────────────────

MESSAGE_SUBJECT: Final = "A message for you"
MESSAGE: Final = "You have a message. Please ring the number that we gave you when you can talk."

# ── what is asked of them while it is read to them ──────────────────────────────────────────────

SAFE_TO_TALK: Final = "Is it safe to talk now? Is anybody with you?"
RING_LATER: Final = "I will ring you another time."
IS_THAT_RIGHT: Final = "Is that right?"
SAY_AGAIN: Final = "Shall I say that again?"
#: In place of `RING_OR_SLIP`: nothing lies before them.
RING_OR_TELL_ME: Final = "Ring us, or tell me now."

# ── languages ───────────────────────────────────────────────────────────────────────────────────

#: In each language, at the foot of each letter.
IN_YOUR_LANGUAGE: Final = "Ring us if you want this in your language."
IN_ENGLISH: Final = "The same letter in English"
