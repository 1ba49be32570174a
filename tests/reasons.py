"""A reason as a decision needs it: what protects somebody is lifted for no less."""

from __future__ import annotations

from typing import Final

ENOUGH: Final = "Looked into with the school, the police and the health visitor: all agree with it."
