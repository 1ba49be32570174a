"""What each operation does beyond its summary, for whoever writes a client: one table.

What a row says beside itself is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OPERATIONS: Final[Mapping[str, str]] = {
    "showCheckpoint": "A signed note (C2SP tlog-checkpoint): origin, size, root hash, signatures.",
    "showEntryBundle": "Entries commit to their contents with salted hashes and name nobody.",
    "showTile": "With the checkpoint, enough to prove any entry's place and that nothing was cut.",
    "openFile": "A reference stands for one file: a second file under it is refused.",
    "addChild": "Whether a child decides alone depends on age, so one of the two dates is needed.",
    "addAdult": "The adult belongs to no child until a relationship is recorded.",
    "amendPerson": "The id stays, and so does whatever was recorded of them. They are found by "
    "their former names as well. A birth is recorded as such.",
    "joinPeople": "In one file. What was recorded of either is read as of the one that the path "
    "names, and a no of either stands until they have answered again.",
    "partPeople": "Each is again whoever they were recorded as.",
    "recordRelationship": "Without `since` it was always so; what changes between two people who "
    "are linked already changes from now.",
    "identifyFather": (
        "One act: there is no moment at which the child has neither, or both. What staff knew "
        "before today still shows the placeholder."
    ),
    "recordBirth": (
        "From the beginning of that day in London on the child is born. What was decided before "
        "stays as it was."
    ),
    "recordEquality": "None of it is ever required.",
    "recordSafety": "About an adult or a young person alike. Whoever it is not safe to ask is "
    "never shown as somebody to speak to.",
    "recordSign": "It protects at once. Where it names nobody, those around the person are spoken "
    "to once a manager has decided that it is safe.",
    "recordReachability": "Three attempts say the same without anybody saying it.",
    "recordCapacity": "Capacity is about one decision; `*` stands for all of them.",
    "recordCompetence": "Competence is about one decision; `*` stands for all of them.",
    "recordWish": "A wish never decides; it is shown with every answer about the child. Whom it "
    "names is told nothing until a manager has weighed it.",
    "weighWish": "Until they may be told, they are not asked or contacted either.",
    "openEnquiry": "What the referrer says about consent is kept as the referrer's word. It is "
    "nobody's answer.",
    "closeEnquiry": "Agreements made in it hold no longer.",
    "recordConversation": "The conversation, its answers, and a concern about each answer that "
    "the facts call for, in one act.",
    "recordResponse": "An agreement needs a conversation, an end and a scope that says what was "
    "meant.",
    "withdraw": (
        "Needs only the person's word, and takes effect when it was said. It is never refused for "
        "its time, nor for want of an enquiry's name: then it is taken back wherever it was "
        "agreed. `travels` says which agencies must hear of it."
    ),
    "recordAttempt": "An attempt is not an answer. Three of them make the person unreachable "
    "until reached.",
    "recordSummarySent": "It is due two working days after the answer.",
    "changeValidity": "A concern holds from now unless another time is said. While it holds, the "
    "answer is no agreement.",
    "changeAdvocateStatus": "One step at a time. What was said at an earlier step stays known.",
    "recordNeeds": "An empty list says that none holds any more.",
    "recordContactPoint": "A number that two people share is recorded for both: what it is shared "
    "with is shown.",
    "agreeKeepInformed": "For each parent separately, by a way of reaching that very parent.",
    "recordContactMade": "After an enquiry has ended as well: how it ended is theirs to hear.",
    "tellReferrer": "What was held back is said with its reason; the least of it is always told.",
    "requestDecision": "Asking holds nothing up: whoever cannot wait shares now.",
    "recordAuthorisation": (
        "Whoever asked for it does not make it, and whoever makes it has the grade for it. One "
        "that says too little is kept as a draft, with what is missing."
    ),
    "decideNotToShare": (
        "It has its reasons and its review, and changes no answer: whoever is worried later "
        "shares now, or asks again."
    ),
    "reviewDecision": "To go ahead, or not to share. A review that ends a decision is recorded as "
    "its end.",
    "endAuthorisation": "One agency's view does not end a decision; a recorded review does.",
    "adoptPolicy": "Checks made before keep the policy they were made under.",
    "recordDisclosure": "The basis names what it rests on, and that is on the file. `travels` says "
    "what was taken back before.",
    "followUpCheck": "It is kept as said, and changes no answer.",
    "sendStopNotice": "It can be sent for whatever reason: an agreement may also have been "
    "entered in error.",
    "acknowledgeStopNotice": "What was never sent cannot have come.",
    "reviewDisclosure": "What was found, in words. It judges nobody who did not know.",
    "recordReply": "An agency that is late or would not send has a reason, so that it can be "
    "counted.",
    "recordShareNow": "The use, if the file does not have it yet; what was shared; and why.",
    "reviewShareNow": "By somebody else than who used it or wrote it down. Upheld or not, it "
    "stays on record.",
    "linkShareNow": "A later link puts an earlier one right.",
    "recordTelling": "Not told, it says why and when that is looked at again: nothing is kept "
    "back for ever.",
    "changeSafeToTell": "Anybody may say that it is not safe. That it has become safe counts once "
    "a manager has said or confirmed it.",
    "correctEntry": "Only what this file was told can be corrected, and only once. The entry "
    "stays readable and no longer counts.",
    "askCorrection": "They need not know which entry they mean: staff find it.",
    "answerCorrection": "Accepted, the entry is put right in the same act; not accepted, their "
    "words stand beside it.",
    "stateDisagreement": "It needs nobody's consent to stand there.",
    "confirmEffect": "By whoever may let it fall: by what falls, never by what was written. What "
    "somebody pressed online counts once they were called: `conversation` is that call.",
    "refuseEffect": "What was written stays, and goes on protecting. What was confirmed, or said "
    "by telephone, stands again.",
    "confirmRecord": (
        "From now on checks are answered from the file again. Refused while somebody's agreement "
        "from before the loss stands whom nobody has heard since."
    ),
    "recordFamilyRequest": "It needs no enquiry: people ask for things when we have long finished.",
    "answerFamilyRequest": "More can be done about it later, and is recorded then.",
    "recordStaff": "A later listing of the same id replaces it. What was recorded under the id "
    "stays.",
    "listService": (
        "With `service` it takes the place of what was listed under that id. By a name that is "
        "left out it is found no more; a no is heard by it all the same. Of what an administrator "
        "lists, a further name, and that it is another service than one of a name like its own, "
        "count once a manager has listed it."
    ),
    "listServices": "In the order first listed. Names of people stand nowhere in it.",
    "showService": "As it was listed by `known_at`.",
    "findServices": "`found` is the one that an agreement or a check by this name would mean.",
    "publishNotice": (
        "A version in a language keeps its text: another text is another version. A notice that is "
        "given in a conversation counts as explained where it is in the register, in the person's "
        "language and no harder to read than they read: 9 where reading is hard for them, their "
        "age for a young person."
    ),
    "listNotices": "In the order first published.",
    "showNotice": "As it was published by `known_at`.",
    "showFile": (
        "Whole, as of one moment and one state of knowledge: children, adults, answers, "
        "decisions, how each is reached, what waits."
    ),
    "showHistory": "With each entry stands what was known of it: that it was wrong, and what "
    "people say of it.",
    "showCodes": "A code is never renamed or reused; new ones may be added.",
    "showPolicy": "One holds from when it is recorded.",
    "showProblem": "The address that a problem's `type` gives.",
    "showCheck": (
        "As it was answered, and whether the rules give the same answer again from the record as "
        "it stood at that very place."
    ),
    "listDrafts": "Yours alone. Finish one by sending it again whole, with its `draft`.",
    "listWaiting": "What was written stays on record whatever becomes of it here.",
    "listTasksOfFile": "Being late blocks nothing.",
    "listReports": "Those that your role may read.",
    "showOwn": (
        "As things stand now, in plain words and without codes. It never tells of anybody else's "
        "answers, nor of what is not safe to know."
    ),
    "stopAgreeing": "Without `response` and `scope` it is everything. It takes effect at once.",
    "sayWrong": "They need not know which entry they mean: staff find it and answer.",
    "askUs": "Somebody is in touch by the day the receipt says.",
    "showEscalationWords": "Null where nothing is left to ask of the agency.",
}
