"""Looking for somebody."""

from __future__ import annotations

from ...edge.fields import Day, Line
from .body import Body


class SearchSchema(Body):
    """A name as it is known, and a date of birth. Loads as the mapping it is."""

    makes = dict
    names = Line(required=True)
    dob = Day(required=True)
