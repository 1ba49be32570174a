"""Who may have a page of their own, and letters: whoever is somebody, and old enough. Pure."""

from __future__ import annotations

from ..codes import codes
from ..file.caring import carers_among_children, decides_for_another, is_nobody_known
from ..file.comingofage import may_decide_alone
from ..file.view import View
from ..names.onename import child_and_adult
from ..scopes.scope import ANY


def may_come_in(view: View, person: str) -> bool:
    """Whether a way in that somebody was given still lets them in: they are on the file, alive and
    somebody, and a young person still decides something for themself.
    """
    if person in view.without_refused_ends.the_dead or is_nobody_known(view, person):
        return False
    return person in view.adults or (person in view.children and decides_something(view, person))


def stops_for_themself_alone(view: View, person: str) -> bool:
    """Whoever stops everything as a young person stops what is about themself. But for one who is
    somebody's mother or father, or may be, typed as an adult as well: what is about that child is
    theirs to stop, and which of the two records they have pressed it on is our affair.
    """
    is_parent = person in carers_among_children(view) or child_and_adult(view).get(person)
    return person in view.children and not is_parent


def decides_something(view: View, person: str) -> bool:
    """Whether a young person decides something: at 16 and 17 unless assessed otherwise, below that
    where they are recorded as Gillick competent for some purpose; and, at any age, for a child of
    their own for whom they hold parental responsibility.
    """
    alone = may_decide_alone(view, person, ANY) or bool(decided_by(view, person))
    return alone or decides_for_another(view, person)


def decided_by(view: View, child: str) -> list[str]:
    """What a child decides alone: by what for."""
    if view.ages.get(child) is None:
        return []
    return [purpose for purpose in codes("purposes") if may_decide_alone(view, child, purpose)]
