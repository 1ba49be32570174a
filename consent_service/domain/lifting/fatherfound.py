"""Who a father is whom nobody knew: from then on he and whatever stood for him are one. Pure.

That two are one waits for a manager, because it lifts whatever told them apart. Of what stood for
nobody there is nothing of the kind, unless something else falls with it.
"""

from __future__ import annotations

from collections.abc import Collection

from ..codes import PLACEHOLDER
from ..file.view import View
from ..recorded.events import RelationshipRecorded
from ..recorded.falling import Fall, FallKind
from .written import Written


def only_finds_the_father(before: View, new: Written, falls: Collection[Fall]) -> bool:
    """Nothing falls but that a placeholder, which stood for nobody else and said nothing, is told
    apart from whoever he turned out to be.
    """
    ended = {
        fact.event.person
        for fact in new.facts
        if isinstance(fact.event, RelationshipRecorded)
        and fact.event.ended
        and fact.event.role == PLACEHOLDER
    }
    nobody = {person for person in ended if _stood_for_one_alone(before, person)}
    return bool(nobody) and all(
        fall.kind is FallKind.ONE_PERSON and not nobody.isdisjoint((fall.person, fall.about))
        for fall in falls
    )


def _stood_for_one_alone(view: View, person: str) -> bool:
    links = [
        link.event
        for of in view.relationships.values()
        for link in of
        if link.event.person == person
    ]
    said = view.said_by.get(person) or any(
        talk.event.person == person for talk in view.conversations.values()
    )
    return not said and [link.role for link in links] == [PLACEHOLDER]
