"""What is refused of who is of a family, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .outages import Problem

OF_FAMILIES: Final[Mapping[str, Problem]] = {
    "day-or-month": Problem(
        422,
        "A day is said, and a month or year beside it.",
        "Give the day, or the month or year alone.",
    ),
    "of-a-child-only": Problem(422, "This is known of children only.", "Leave it out."),
    "of-an-adult-only": Problem(422, "This is known of adults only.", "Leave it out."),
    "not-born-yet": Problem(
        409,
        "This child is on record as not born yet.",
        "Record that they were born: that is an entry of its own.",
    ),
    "born-already": Problem(
        409,
        "This child has been born already.",
        "If the date of birth is wrong, correct the entry that recorded it.",
    ),
    "no-unknown-father": Problem(
        422,
        "No placeholder for an unknown father stands here.",
        "Check the ids of the placeholder and of the child.",
    ),
    "father-is-a-placeholder": Problem(
        422,
        "The father is another person than the placeholder that stood for him.",
        "Add him to the file as an adult, then name him here.",
    ),
    "one-person-already": Problem(
        409,
        "These two are one person here already, or said to be.",
        "If they are, there is nothing to do. If they are two, say that they were two after all.",
    ),
    "nobody-is-their-own-parent": Problem(
        422,
        "The person and the child named here are one.",
        "Name the child whose mother, father or carer they are.",
    ),
    "child-and-adult": Problem(
        422,
        "One of them is on this file as a child, and the other as an adult.",
        "Choose two children, or two adults. A child's entry and an adult's stay two, because who "
        "decides is read from each. If they are one person, amend both until name and birth are "
        "the same: a no of either is then heard of both. A child who is a mother or father herself "
        "or himself needs no second entry: say on the child's own entry what they are to their "
        "baby.",
    ),
    "this-very-file": Problem(
        422, "This is the same file.", "Say on this file itself that the two are one person."
    ),
}
