"""Putting right what is wrong on record, what people say of it, and what they ask us for."""

from __future__ import annotations

from typing import Final

from ...actions import confirming, corrections, guarding, own
from ...domain.recorded import falling, practice
from ...domain.recorded.compared import FoundRight, WritingRead
from ...domain.recorded.falling import MANAGERS
from ...domain.recorded.losses import RecordConfirmed
from ..edge.operations import FILE, HEARERS
from .write import Write

WRITES: Final = (
    Write(
        "correctEntry",
        f"{FILE}/corrections",
        "Say that an earlier entry was wrong",
        corrections.CorrectEntry,
        corrections.correct_entry,
        description=(
            "Only what this file was told can be corrected, and only once. The entry stays "
            "readable and no longer counts. Of a talk, `with_answers` says the same of each answer "
            "that was given in it; without it they stay on record, and no yes of them counts."
        ),
    ),
    Write(
        "findRight",
        f"{FILE}/found-right",
        "Say that what looks like a mistake is right",
        FoundRight,
        corrections.find_right,
        roles=MANAGERS,
        description=(
            "It goes from the list of what looks like a mistake, and from nothing else: the entry "
            "counts as it did. Of an advocate who is something to somebody not known to be safe "
            "it says that they may support all the same. Of words that may tell of harm "
            "`means_nobody` says that they mean nobody of the family: whoever is held by those "
            "words alone is free. What comes to look wrong of it later is on the list again."
        ),
    ),
    Write(
        "askCorrection",
        f"{FILE}/correction-requests",
        "Write down that a parent or young person says something on record is wrong",
        practice.CorrectionAsked,
        roles=HEARERS,
        takes_words=True,
        description="They need not know which entry they mean: staff find it.",
    ),
    Write(
        "answerCorrection",
        f"{FILE}/correction-requests/<string:correction>/answers",
        "Put it right, or keep it as it stands with the person's own words beside it",
        corrections.AnswerCorrection,
        corrections.answer_correction,
        description=(
            "Accepted, the entry is put right in the same act; not accepted, their words "
            "stand beside it. Where they may be a no they are one until a manager has said why not."
        ),
    ),
    Write(
        "stateDisagreement",
        f"{FILE}/disagreements",
        "Put a person's own statement beside an entry, to be shown wherever it is",
        practice.DisagreementStated,
        takes_words=True,
        description="It needs nobody's consent to stand there.",
    ),
    Write(
        "readWords",
        f"{FILE}/words-read",
        "Say that what somebody said or wrote besides their answers is not a no, and why",
        practice.WordsRead,
        corrections.read_words,
        description=(
            "Until then, and until they say yes after it, it may be a no and nobody acts on a yes. "
            "What a worker says of it waits for a manager. If it is a no, record that answer."
        ),
    ),
    Write(
        "readWriting",
        f"{FILE}/writing-read",
        "Say what may stand in what somebody of the family wrote themselves",
        WritingRead,
        corrections.read_writing,
        description=(
            "Until somebody has read it no other adult of the family is sent for. That nothing in "
            "it is a no counts, where a worker says so, once a manager has confirmed it; of what "
            "nobody here can read nobody is sent for before that either."
        ),
    ),
    # What was written protects at once. What it would lift stands until somebody who may lets it.
    Write(
        "confirmEffect",
        f"{FILE}/waiting/<string:waiting>/confirmation",
        "Confirm that what was written may lift what it would",
        falling.EffectConfirmed,
        guarding.confirm_effect,
        description=(
            "By whoever may let it fall: by what falls, never by what was written. What "
            "somebody pressed online counts once they were called: `conversation` is that "
            "call."
        ),
    ),
    Write(
        "refuseEffect",
        f"{FILE}/waiting/<string:waiting>/refusal",
        "Refuse that what was written lifts anything; it stays on record",
        falling.EffectRefused,
        guarding.refuse_effect,
        description=(
            "What was written stays, and goes on protecting. What was confirmed, or said by "
            "telephone, stands again."
        ),
    ),
    Write(
        "confirmRecord",
        f"{FILE}/record-confirmations",
        "Confirm a record of which a part was lost, once the family has been asked again",
        RecordConfirmed,
        confirming.confirm_record,
        roles=MANAGERS,
        description=(
            "From now on checks are answered from the file again. Refused while somebody's "
            "agreement from before the loss stands whom nobody has heard since."
        ),
    ),
    Write(
        "recordFamilyRequest",
        f"{FILE}/family-requests",
        "Write down what a parent or young person asked us for",
        practice.FamilyAsked,
        own.write_down_what_they_ask,
        takes_words=True,
        description=(
            "It needs no enquiry: people ask for things when we have long finished. Who wants to "
            "change what they agreed to, or that it is not used, may mean a no: each yes of theirs "
            "is in doubt until somebody has heard which."
        ),
    ),
    Write(
        "answerFamilyRequest",
        f"{FILE}/family-requests/<string:request>/answers",
        "Record what was done about what somebody asked for",
        practice.FamilyAnswered,
        description=(
            "More can be done about it later, and is recorded then. That nothing they wrote is a "
            "no waits for a manager, unless they were talked with about it or wrote thanks."
        ),
    ),
)
