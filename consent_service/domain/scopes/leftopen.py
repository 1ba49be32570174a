"""Whether a scope leaves something open, and what it means then. Pure."""

from __future__ import annotations

from typing import Any

import msgspec

from .scope import ANY, DIMENSIONS, Scope


def everything_unless_named(scope: Scope) -> Scope:
    """For a no, a withdrawal or an attempt: what is left out is meant as well.

    An agreement is not widened like this. A yes reaches what was named, and nothing else.
    """
    return filled_from(scope, Scope())


def everything_of(person: str, *, as_child: bool) -> Scope:
    """What somebody stops on their own page who names nothing: a young person what is about
    themselves, as all of their page is; an adult what is about anybody.
    """
    return Scope(subjects=(person,)) if as_child else Scope()


def filled_from(scope: Scope, usual: Scope) -> Scope:
    """The scope, with what it leaves open as in the usual one."""
    left_out: dict[str, Any] = {
        name: getattr(usual, name) for name in DIMENSIONS if not getattr(scope, name)
    }
    return msgspec.structs.replace(scope, **left_out)


def leaves_open(scope: Scope) -> bool:
    """Somewhere in it stands `*`: whoever, whatever or whichever agency it may be."""
    agencies = (agency.type for agency in scope.agencies)
    return ANY in (*scope.subjects, *scope.purposes, *scope.categories, *agencies)
