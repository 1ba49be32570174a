"""Reports over every file of an authority (`domain.md` 8). Pure functions; each blocks nothing."""

from __future__ import annotations

from .report import Entered, Found, Holds, Material, Report, Row
from .table import BY_NAME, REPORTS

__all__ = ["BY_NAME", "REPORTS", "Entered", "Found", "Holds", "Material", "Report", "Row"]
