"""What may be wrong with what is done with an enquiry, and about meetings and safety plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .outages import Problem

OF_ENQUIRIES: Final[Mapping[str, Problem]] = {
    "not-handed-on": Problem(
        422,
        "An enquiry that ends has no new owner or team.",
        "Leave them out, or close it to an assessment, section 47 or another council.",
    ),
    "gap-not-explained": Problem(
        422,
        "This place in the closing table is empty, and nobody has said why.",
        "Say why in `gaps`, by row and column as `errors` names them, or fill it. That it is still "
        "to be done is a reason, and stays a task.",
    ),
    "handed-to-nobody": Problem(
        422, "Nobody is named who has it now.", "Say who, or which team, or both."
    ),
    "owner-has-left": Problem(
        422,
        "Whoever is to have this enquiry has left: they have no role here any more.",
        "Give it to somebody who works here, or to a team; or give them a role again first.",
    ),
    "somebody-has-it": Problem(
        409, "Somebody else has this enquiry.", "Ask them, or hand it over."
    ),
    "no-such-enquiry": Problem(
        404,
        "There is no such enquiry on this file.",
        "Leave the enquiry out, or name one of the file. This is not an answer about agreement.",
    ),
}


TOGETHER: Final[Mapping[str, Problem]] = {
    "agency-or-person": Problem(
        422,
        "This is for an agency or for somebody on the file, and says neither or both.",
        "Name the agency, or the person by id, and leave the other out.",
    ),
    "plan-shared-how": Problem(
        422,
        "It does not say on which basis this plan was shared, and in which words.",
        "Give the disclosure: its basis, what it rests on, the purpose and the exact words.",
    ),
    "plan-first": Problem(
        409,
        "No version of the plan was given to this recipient.",
        "Record that it was given to them, then that they confirmed it.",
    ),
}
