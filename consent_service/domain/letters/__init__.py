"""Letters to somebody of a family: what each says, made from their own page and nothing else. Pure.

So whatever a page must not tell, no letter tells: not by a word, a gap, a count or its length. Each
sentence stands in `texts.py`, in English, with what is filled in by name, so that it can be said in
another language. Days stay days until then.
"""

from __future__ import annotations

from .letter import Letter, LetterItem, LetterPart, Sentences
from .writing import letter

__all__ = ["Letter", "LetterItem", "LetterPart", "Sentences", "letter"]
