"""What each request may say: one schema for each command, under the name of its module in actions.

A schema loads a parsed body into the frozen command and refuses everything else. Its members are
the command's fields, so that nothing a client sends can reach a field that is ours to fill.
"""

from __future__ import annotations

from .advocates import (
    ChangeAdvocateStatusSchema,
    SuitabilitySchema,
)
from .authorisations import (
    EndAuthorisationSchema,
    RecordAuthorisationSchema,
)
from .checks import (
    CheckByReferenceSchema,
    CheckSchema,
    is_immediate,
    lenient_proposal,
    lenient_reference,
)
from .circumstances import (
    RecordCapacitySchema,
    RecordCompetenceSchema,
    RecordReachabilitySchema,
    RecordSafetySchema,
    RecordWishSchema,
)
from .conversations import (
    InterpreterSchema,
    RecordConversationSchema,
)
from .corrections import (
    CorrectEntrySchema,
)
from .enquiries import (
    CloseEnquirySchema,
    OpenEnquirySchema,
)
from .families import (
    AddAdultSchema,
    AddChildSchema,
    IdentifierSchema,
    OpenFileSchema,
    RecordRelationshipSchema,
)
from .policies import (
    AdoptPolicySchema,
)
from .responses import (
    ChangeValiditySchema,
    EvidenceSchema,
    RecordAttemptSchema,
    RecordResponseSchema,
    RecordSummarySentSchema,
    ResponseInConversationSchema,
    WithdrawSchema,
)
from .scope import (
    AgencyOrAnySchema,
    AgencySchema,
    ExclusionsSchema,
    ScopeSchema,
)

__all__ = [
    "AddAdultSchema",
    "AddChildSchema",
    "AdoptPolicySchema",
    "AgencyOrAnySchema",
    "AgencySchema",
    "ChangeAdvocateStatusSchema",
    "ChangeValiditySchema",
    "CheckByReferenceSchema",
    "CheckSchema",
    "CloseEnquirySchema",
    "CorrectEntrySchema",
    "EndAuthorisationSchema",
    "EvidenceSchema",
    "ExclusionsSchema",
    "IdentifierSchema",
    "InterpreterSchema",
    "OpenEnquirySchema",
    "OpenFileSchema",
    "RecordAttemptSchema",
    "RecordAuthorisationSchema",
    "RecordCapacitySchema",
    "RecordCompetenceSchema",
    "RecordConversationSchema",
    "RecordReachabilitySchema",
    "RecordRelationshipSchema",
    "RecordResponseSchema",
    "RecordSafetySchema",
    "RecordSummarySentSchema",
    "RecordWishSchema",
    "ResponseInConversationSchema",
    "ScopeSchema",
    "SuitabilitySchema",
    "WithdrawSchema",
    "is_immediate",
    "lenient_proposal",
    "lenient_reference",
]
