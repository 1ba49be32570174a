"""Who stands behind a staff id."""

from __future__ import annotations

import re
from typing import Any, Final

from marshmallow import ValidationError

from ....actions.staffing import ListStaff
from ...edge.fields import Line, YesNo
from .body import Body

#: As in a token's `sub`: an address of somebody's has an @, and is no id.
_STAFF: Final = r"^[A-Za-z0-9._:-]{1,64}$"


class StaffId(Line):
    """A staff id, as tokens carry it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(longest=64, **options)
        self.metadata = {**self.metadata, "pattern": _STAFF}

    def read(self, value: Any) -> str:
        """The id. Whether anybody has ever come with it is not asked."""
        if not isinstance(value, str) or re.fullmatch(_STAFF, value) is None:
            raise ValidationError("This is not a staff id.")
        return value


class ListStaffSchema(Body):
    """The id, the name, the team; `ended` says that they have left."""

    makes = ListStaff
    staff = StaffId(required=True)
    names = Line(required=True)
    team = Line()
    ended = YesNo()
