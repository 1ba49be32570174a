"""An answer in words, made from the record and from nothing else: for an agency (`domain.md` 6.2),
and for staff, who read what to do next and whom not to contact.

*AB and CD v Haringey* [2013] EWHC 416 (Admin) criticised inaccurate information given to agencies
to obtain records. So each sentence for one follows from one fact, and nothing that anybody typed
freely goes in: no reasons, nobody's own words, no referrer.
"""

from __future__ import annotations

from .agency import words_for_agency
from .escalation import words_for_escalation

__all__ = ["words_for_agency", "words_for_escalation"]
