"""What each request may say: one schema for each command, under the name of its module in actions.

A schema loads a parsed body into the frozen command and refuses everything else. Its members are
the command's fields, so that nothing a client sends can reach a field that is ours to fill.
"""

from __future__ import annotations

from ...asked.bodies import (
    CheckByReferenceSchema,
    CheckSchema,
    PartnerCheckSchema,
    is_immediate,
    lenient_proposal,
    lenient_reference,
)
from .advocates import ChangeAdvocateStatusSchema, SuitabilitySchema
from .authorisations import (
    DecideNotToShareSchema,
    DutyTestSchema,
    EndAuthorisationSchema,
    LawfulBasisSchema,
    RationaleSchema,
    RecordAuthorisationSchema,
    RequestDecisionSchema,
    ReviewDecisionSchema,
    TellingSchema,
)
from .circumstances import (
    RecordCapacitySchema,
    RecordCompetenceSchema,
    RecordReachabilitySchema,
    RecordSafetySchema,
    RecordWishSchema,
)
from .conversations import InterpreterSchema, RecordConversationSchema
from .corrections import (
    AnswerCorrectionSchema,
    AskCorrectionSchema,
    ConfirmRecordSchema,
    CorrectEntrySchema,
    StateDisagreementSchema,
)
from .disclosures import (
    AcknowledgeStopNoticeSchema,
    DisclosedAtOnceSchema,
    FollowUpCheckSchema,
    RecordDisclosureSchema,
    RecordReplySchema,
    ReviewDisclosureSchema,
    SendStopNoticeSchema,
)
from .enquiries import CloseEnquirySchema, OpenEnquirySchema
from .families import (
    AddAdultSchema,
    AddChildSchema,
    IdentifierSchema,
    OpenFileSchema,
    RecordRelationshipSchema,
)
from .informing import (
    AgreeKeepInformedSchema,
    RecordContactMadeSchema,
    RecordContactPointSchema,
    TellReferrerSchema,
)
from .own import (
    AnswerFamilyRequestSchema,
    AskUsSchema,
    OwnReceiptSchema,
    OwnScopeSchema,
    RecordFamilyRequestSchema,
    SayWrongSchema,
    StopAgreeingSchema,
)
from .people import IdentifyFatherSchema, RecordBirthSchema, RecordEqualitySchema, RecordNeedsSchema
from .policies import AdoptPolicySchema, DecisionRuleSchema
from .responses import (
    ChangeValiditySchema,
    EvidenceSchema,
    RecordAttemptSchema,
    RecordResponseSchema,
    RecordSummarySentSchema,
    ResponseInConversationSchema,
    WithdrawSchema,
)
from .scope import AgencyOrAnySchema, AgencySchema, ExclusionsSchema, ScopeSchema
from .searching import SearchSchema
from .sharenow import LinkShareNowSchema, RecordShareNowSchema, ReviewShareNowSchema
from .staffing import ListStaffSchema
from .tellings import ChangeSafeToTellSchema, RecordTellingSchema

__all__ = [
    "AcknowledgeStopNoticeSchema",
    "AddAdultSchema",
    "AddChildSchema",
    "AdoptPolicySchema",
    "AgencyOrAnySchema",
    "AgencySchema",
    "AgreeKeepInformedSchema",
    "AnswerCorrectionSchema",
    "AnswerFamilyRequestSchema",
    "AskCorrectionSchema",
    "AskUsSchema",
    "ChangeAdvocateStatusSchema",
    "ChangeSafeToTellSchema",
    "ChangeValiditySchema",
    "CheckByReferenceSchema",
    "CheckSchema",
    "CloseEnquirySchema",
    "ConfirmRecordSchema",
    "CorrectEntrySchema",
    "DecideNotToShareSchema",
    "DecisionRuleSchema",
    "DisclosedAtOnceSchema",
    "DutyTestSchema",
    "EndAuthorisationSchema",
    "EvidenceSchema",
    "ExclusionsSchema",
    "FollowUpCheckSchema",
    "IdentifierSchema",
    "IdentifyFatherSchema",
    "InterpreterSchema",
    "LawfulBasisSchema",
    "LinkShareNowSchema",
    "ListStaffSchema",
    "OpenEnquirySchema",
    "OpenFileSchema",
    "OwnReceiptSchema",
    "OwnScopeSchema",
    "PartnerCheckSchema",
    "RationaleSchema",
    "RecordAttemptSchema",
    "RecordAuthorisationSchema",
    "RecordBirthSchema",
    "RecordCapacitySchema",
    "RecordCompetenceSchema",
    "RecordContactMadeSchema",
    "RecordContactPointSchema",
    "RecordConversationSchema",
    "RecordDisclosureSchema",
    "RecordEqualitySchema",
    "RecordFamilyRequestSchema",
    "RecordNeedsSchema",
    "RecordReachabilitySchema",
    "RecordRelationshipSchema",
    "RecordReplySchema",
    "RecordResponseSchema",
    "RecordSafetySchema",
    "RecordShareNowSchema",
    "RecordSummarySentSchema",
    "RecordTellingSchema",
    "RecordWishSchema",
    "RequestDecisionSchema",
    "ResponseInConversationSchema",
    "ReviewDecisionSchema",
    "ReviewDisclosureSchema",
    "ReviewShareNowSchema",
    "SayWrongSchema",
    "ScopeSchema",
    "SearchSchema",
    "SendStopNoticeSchema",
    "StateDisagreementSchema",
    "StopAgreeingSchema",
    "SuitabilitySchema",
    "TellReferrerSchema",
    "TellingSchema",
    "WithdrawSchema",
    "is_immediate",
    "lenient_proposal",
    "lenient_reference",
]
