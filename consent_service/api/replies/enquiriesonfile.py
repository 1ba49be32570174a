"""An enquiry of a family's file, as a schema."""

from __future__ import annotations

from ...domain.recorded.events import EnquiryOpened
from ...domain.recorded.owning import EnquiryRated
from ...domain.standing import family
from .asrecorded import said_in, shown
from .members import code_field, flag_field, part_field, text_field, time_field

EnquirySchema = shown(
    "EnquiryOnFile",
    "An enquiry: open, handed on, or ended.",
    EnquiryOpened,
    family.OF_AN_ENQUIRY,
    id=text_field("Which, by id."),
    opened_at=time_field("When it began."),
    closed_at=time_field("When it ended or was handed on; null while it is open.", none=True),
    close_reason=code_field("close_reasons", description="Why.", none=True),
    close_words=text_field("Why, in the words of whoever ended it.", none=True),
    goes_on=flag_field("Whether it goes on, here or with whom it was handed to."),
    owner=text_field("Whose it is now, of those who have not left: a staff id.", none=True),
    had_by=text_field("Whose it was, where they have left: a staff id.", none=True),
    team=text_field("Which team's.", none=True),
    rated=part_field(
        said_in("EnquiryRatedOnFile", EnquiryRated, ("rating", "reason")),
        "What was last said of how urgent it is, since it was opened; null where nothing was.",
        none=True,
    ),
)
