"""Whether a scope says what was meant, or leaves it open. Pure."""

from __future__ import annotations

from .scope import ANY, Scope


def leaves_open(scope: Scope) -> bool:
    """Somewhere in it stands `*`: whoever, whatever or whichever agency it may be."""
    agencies = (agency.type for agency in scope.agencies)
    return ANY in (*scope.subjects, *scope.purposes, *scope.categories, *agencies)
