"""Taking in: a referral in one body, and the first check in the same call."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from ...actions import referrals
from ..edge import fields
from ..edge.operations import FILE
from ..replies.referrals import ReferralRecordedSchema
from .takingin import FirstCheckSchema, read, what_was_taken, without_an_answer
from .write import Write

_ASKED: Final = {"description": "The first question about the family."}
_CHECK: Final = MappingProxyType(
    {"first_check": lambda: fields.Part(FirstCheckSchema, metadata=_ASKED)}
)
_ALL_OR_SAID: Final = (
    "Whoever is added has a `label` of your own, and goes by it in the rest of the body and in "
    "`people` of the reply. With something wrong in it nothing is recorded, and each fault is "
    "pointed at; unless it holds a danger, a way that is not safe, or what a child does not want: "
    "then all that can be is kept, and `left_out` says what was not. What the referrer says of "
    "consent stays their word. `first_check` is asked once all of it stands on record."
)

WRITES: Final = (
    Write(
        "takeReferral",
        "/v1/referrals",
        "Take in a referral: the family, the enquiry and the referrer, in one act",
        referrals.FirstReferral,
        referrals.take_first_referral,
        address="/v1/files/{file}",
        description=f"It opens a file. Look first at `perhaps_known`. {_ALL_OR_SAID}",
        beside=_CHECK,
        reads=read,
        answers=what_was_taken,
        otherwise=without_an_answer,
        reply=ReferralRecordedSchema,
    ),
    Write(
        "addReferral",
        f"{FILE}/referrals",
        "Take in a referral on a family that is known",
        referrals.Referral,
        referrals.take_referral,
        address="/v1/files/{file}",
        description=(
            "As `takeReferral`: it adds who is new and opens an enquiry. Whoever is on the file is "
            "named by id."
        ),
        beside=_CHECK,
        reads=read,
        answers=what_was_taken,
        otherwise=without_an_answer,
        reply=ReferralRecordedSchema,
    ),
)
