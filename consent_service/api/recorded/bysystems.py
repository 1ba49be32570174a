"""What a system that asks by itself may put on record, and by which scope. What is not here: not.

Left out on purpose: whatever opens what is kept from somebody (`openContact`), whatever a second
person has to look at (confirmations, refusals, reviews, weighing), and the authority's registers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_RECORD: Final = """
    openFile addChild addAdult amendPerson recordNumber recordRelationship identifyFather
    recordBirth recordOrder endOrder recordDeath recordEquality joinPeople tellApart
    recordSafety recordSign recordReachability recordCapacity recordCompetence recordWish
    takeReferral addReferral giveReference
    openEnquiry closeEnquiry assignEnquiry recordConversation recordResponse recordAttempt
    rateEnquiry recordSummarySent changeValidity changeAdvocateStatus recordNeeds recordContactPoint
    agreeKeepInformed recordContactMade tellReferrer requestDecision
    recordDisclosure followUpCheck sendStopNotice acknowledgeStopNotice recordReply recordShareNow
    recordTelling changeSafeToTell correctEntry askCorrection answerCorrection stateDisagreement
    recordFamilyRequest answerFamilyRequest
    recordInjury callMeeting moveMeeting inviteToMeeting recordPartTaken recordMeeting
    considerConference tellAgency makePlan nameRecipient sharePlan confirmPlan endPlan
    explainGap
"""

#: By the name of the write.
SCOPES: Final[Mapping[str, str]] = MappingProxyType(
    {**dict.fromkeys(_RECORD.split(), "consent:record"), "withdraw": "consent:withdraw"}
)
