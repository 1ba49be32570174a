"""What is due, as schemas."""

from __future__ import annotations

from marshmallow import Schema

from .asof import PageAsOfSchema
from .called import staff_field
from .members import (
    code_field,
    day_field,
    flag_field,
    parts_field,
    text_field,
    time_field,
)


class TaskSchema(Schema):
    """Something to do. It names nobody."""

    code = code_field("tasks", description="What kind of task.")
    label = text_field("In plain words.")
    person = text_field("About whom: a person's id.", none=True)
    child = text_field("About which child.", none=True)
    about = text_field("The id of the answer, decision or other thing it is about.", none=True)
    enquiry = text_field("In which enquiry.", none=True)
    for_role = code_field("staff_roles", description="On whose list it stands.")
    since = time_field("Since when.")
    due = day_field("By when: a day in London.", none=True)
    due_at = time_field("The moment on that day, where the day's end is too late.", none=True)
    overdue = flag_field("Whether it is late. Being late blocks nothing.")
    owner = text_field("Who has its enquiry: a staff id.", none=True)
    team = text_field("Which team's its enquiry is.", none=True)
    so_far = text_field(
        "How much is done, what was asked, or what comes first; null where none.", none=True
    )
    words = text_field(
        "In a check: what they wrote who ask for it, in their own words. In a list: how words that "
        "may tell of harm begin, unless what is kept from others is in them. Else null.",
        none=True,
    )
    other = text_field("Whom of the family it is about as well: a person's id.", none=True)
    by = text_field("Who is to be asked what they did: a staff id; null of most.", none=True)


class FileTasksSchema(PageAsOfSchema):
    """What is due in one file."""

    file = text_field("The case file.")
    tasks = parts_field(TaskSchema, "What is due, what is overdue first.")
    staff = staff_field()
