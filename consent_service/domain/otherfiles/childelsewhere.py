"""What another file of the authority knows of a child who stands on both. Pure.

Whoever decides for a child, or is a danger to them, may stand on the other file alone. What they
said no to is one no of one family (`amendments` 10), and a danger to a child is one wherever the
child is looked after: so each is an entry of this file, in which somebody is told by what they are
to the child. Who they are stands on their own file, for whoever may read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec

from ..codes import DECIDING_PR, OWN_TO_AN_ADULT
from ..families.matching import Match
from ..file.held import Held
from ..file.view import View
from ..recorded.circumstances import SignRecorded
from ..recorded.events import AnyEvent, RelationshipRecorded, Response
from ..recorded.joinedelsewhere import NoAboutChildElsewhere, NoAboutChildEnded, NoHeardElsewhere
from ..scopes.leftopen import everything_unless_named
from ..scopes.scope import ANY, Scope
from .noeselsewhere import BetweenFiles, noes_of_somebody
from .signselsewhere import as_sign, known_against, signs_told


class _NoOfChild(NamedTuple):
    """A no to something about the child of a match, by somebody who is on the other file alone."""

    match: Match
    person: str
    said: Held[Response]
    scope: Scope


def about_joined_children(
    telling: BetweenFiles, told: Sequence[NoHeardElsewhere]
) -> list[AnyEvent]:
    """What one file knows of children who were joined, and the other has to hear and has not; and
    which of what it heard stands there no more. `told` is what it hears of others besides. Of one
    who may be the same, by a number or by name and birth, a danger is heard and no no: whoever
    opens a second file reads nothing of the first, and rings whoever is to be kept from the child.
    """
    children = [
        match
        for match in telling.same
        if match.other in telling.target.children
        and telling.source.the_one(match.person) in telling.source.children
    ]
    joined = [match for match in children if match.joining]
    noes = _noes(telling, joined, told) if joined else ()
    return [*noes, *_dangers(telling, children)] if children else []


# ── noes ────────────────────────────────────────────────────────────────────────────────────


def _noes(
    telling: BetweenFiles, children: Sequence[Match], told: Sequence[NoHeardElsewhere]
) -> Iterator[NoAboutChildElsewhere | NoAboutChildEnded]:
    source, target, same = telling[:3]
    # Of whoever was joined the no is their own on this file.
    joined = {source.the_one(match.person) for match in same if match.joining}
    others = [one for one in (*source.adults, *source.children) if one not in joined]
    ended = {held.event.heard for held in target.file.of(NoAboutChildEnded)}
    # One that was struck here is not said again; one that had ended may be.
    heard = [
        held.event
        for held in target.file.of(NoAboutChildElsewhere)
        if held.event.heard not in ended
    ]
    for said in _said(telling, others, children):
        made = _heard(source, said, len(ended))
        if not any(_is_the_same(made, one) for one in heard):
            heard.append(made)
            yield made
    if telling.readings is not None:
        every = [*_said(telling, (*source.adults, *source.children), children, has_ended=True)]
        stands = {(one.match.joining, one.said.event.response) for one in every}
        # Of whoever was joined since it is their own here, once it is heard as that and not before.
        own = _own_noes(telling.target, told)
        theirs = {one.said.event.response for one in every if one.person in joined} & own
        mine = {match.joining for match in children}
        for one in heard:
            if one.joining in mine and (
                one.said in theirs or (one.joining, one.said) not in stands
            ):
                yield NoAboutChildEnded(heard=one.heard)


def _own_noes(target: View, told: Sequence[NoHeardElsewhere]) -> set[str]:
    """By their id on the other file, the noes that count here as those of whoever said them, in an
    enquiry that goes on; `told` are those that come with this.
    """
    held = (one.event for one in target.said if isinstance(one.event, NoHeardElsewhere))
    return {one.said for one in (*told, *held) if one.enquiry in target.going_on}


def _said(
    telling: BetweenFiles,
    people: Sequence[str],
    children: Sequence[Match],
    *,
    has_ended: bool = False,
) -> Iterator[_NoOfChild]:
    source = telling.source
    children_of = _ever_children_of if has_ended else _children_of
    for person in people:
        for said, no in noes_of_somebody(telling, person, has_ended=has_ended):
            named = {*source.each_one(no.subjects)}
            for match in children:
                child = source.the_one(match.person)
                if ANY in named or child in named:
                    yield _NoOfChild(match, person, said, no)
                elif person in named and child in children_of(source, person):
                    # Whoever asks about the child is not on a way round them.
                    own = OWN_TO_AN_ADULT if ANY in no.categories else {*no.categories}
                    kinds = tuple(sorted(own & OWN_TO_AN_ADULT))
                    if kinds:
                        about = msgspec.structs.replace(no, categories=kinds)
                        yield _NoOfChild(match, person, said, about)


def _children_of(view: View, person: str) -> set[str]:
    links = view.by[RelationshipRecorded, "person"].get(person, ())
    return {link.event.child for link in links}


def _ever_children_of(view: View, person: str) -> set[str]:
    """Those too of whom it was said and found to be an error: by that alone no no is lifted."""
    return {
        view.the_one(held.event.child)
        for held in view.file.of(RelationshipRecorded)
        if view.the_one(held.event.person) == person
    }


def _heard(source: View, said: _NoOfChild, again: int) -> NoAboutChildElsewhere:
    match, event = said.match, said.said.event
    scope = msgspec.structs.replace(everything_unless_named(said.scope), subjects=(match.other,))
    link = _link(source, said.person, source.the_one(match.person))
    joining = match.joining or ""
    named = "|".join((joining, event.response, match.other, str(again), repr(scope)))
    return NoAboutChildElsewhere(
        heard=sha256(named.encode()).hexdigest()[:24],
        joining=joining,
        said=event.response,
        child=match.other,
        scope=scope,
        effective_at=said.said.effective_at,
        role=None if link is None else link.role,
        decides=link is not None and link.pr_status in DECIDING_PR,
        response_kind=event.response_kind,
        precision=event.precision,
    )


def _link(view: View, person: str, child: str) -> RelationshipRecorded | None:
    links = (link.event for link in view.relationships.get(child, ()))
    return next((link for link in links if link.person == person), None)


def _is_the_same(made: NoAboutChildElsewhere, heard: NoAboutChildElsewhere) -> bool:
    by = ("joining", "said", "child", "scope")
    return all(getattr(made, name) == getattr(heard, name) for name in by)


# ── dangers ─────────────────────────────────────────────────────────────────────────────────


def _dangers(telling: BetweenFiles, children: Sequence[Match]) -> Iterator[SignRecorded]:
    """That somebody near the child is a danger, or that nobody knows whether they are, of whom
    nobody on this file is known to be them.
    """
    source, target, same = telling[:3]
    known = {source.the_one(match.person) for match in same}
    told: dict[tuple[object, ...], int] = {
        (held.event.person, held.event.code, held.event.of_role, held.event.joining or None): (
            held.seq
        )
        for held in signs_told(target)
        if held.event.of_role
    }
    found: set[tuple[object, ...]] = set()
    for match in children:
        child = source.the_one(match.person)
        links = source.by[RelationshipRecorded, "child"].get(child, ())
        for link in (*links, *source.standings[child].links):
            person, role = source.the_one(link.event.person), link.event.role
            if person in known:
                continue
            for sign in known_against(source, person):
                key = (match.other, sign.code, role, match.joining)
                if key not in found and told.get(key, -1) < sign.seq:
                    found.add(key)
                    yield as_sign(target, match, sign.code, of_role=role)
