"""Makes the vectors of the newest edition of the rules: `python -m tests.domain.make_rule_vectors`.

It takes from the scenarios, from random families and from the stories below those that between
them show each thing an answer can say, and as few as do. It never writes an edition over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from random import Random
from typing import Any

from consent_service.domain.codes import codes
from consent_service.domain.deciding.decision import RULE_VERSION
from consent_service.domain.recorded import checked, events, losses, ofauthority, practice
from consent_service.domain.recorded.content import Content
from consent_service.domain.recorded.directory import ServiceListed
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.policy import DEFAULT_POLICY, Policy
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import Agency, Exclusions
from tests.domain import strategies
from tests.domain.rule_vectors import Entry, Vector, dump
from tests.domain.scenario_files import GIVEN, OWN, THIRD, WORKER, Case, load, read
from tests.domain.tasks.story import DAY, MONDAY, Story, family, question, scope

#: Of how many random families this many are taken: they are long, and say many things at once.
RANDOM, TAKEN = 1_500, 6


# ── what is chosen from ─────────────────────────────────────────────────────────────────────


def vector(name: str, case: Case) -> Vector:
    """The case with the answer that the rules give today."""
    adopted = Content(WORKER, ofauthority.PolicyAdopted(policy=case.policy))
    listed = (
        Content(WORKER, ServiceListed(service=one.id, type=one.type, names=one.names))
        for one in case.directory
    )
    own = (
        *(() if case.policy == DEFAULT_POLICY else (Entry.of(ALWAYS, adopted),)),
        *(Entry.of(ALWAYS, content) for content in listed),
    )
    answer = case.answer()
    last = max(place.at for place, _ in case.entries)
    asked: events.AnyEvent
    if case.as_of == case.known_at >= last:
        asked = checked.CheckMade(proposal=case.proposal, answer=answer)
    else:
        asked = checked.HistoryAsked(
            proposal=case.proposal, answer=answer, as_of=case.as_of, known_at=case.known_at
        )
    entries = tuple(Entry.of(place.at, content) for place, content in case.entries)
    return Vector(name, own, entries, Entry.of(max(last, case.known_at), Content(WORKER, asked)))


def of_scenarios() -> Iterator[tuple[str, Case]]:
    for scenario in (*load(GIVEN), *load(OWN), *load(THIRD)):
        case = read(scenario["facts"], scenario["question"])
        if case.unavailable is None and _is_told(case):
            yield f"scenario {scenario['id']}", case


def of_random_families() -> Iterator[tuple[str, Case]]:
    for seed in range(RANDOM):
        chance = Random(seed)
        facts, asked = strategies.a_family(chance), strategies.a_question(chance)
        case = read(facts, asked)
        if _is_told(case):
            yield f"random family {seed}", case


def _is_told(case: Case) -> bool:
    """A vector has the authority's own entries before the family's: it cannot say that a service
    was listed in between.
    """
    first = min(place.seq for place, _ in case.entries)
    return all(one.since < first for one in case.directory)


def told(story: Story, proposal: Proposal, policy: Policy = DEFAULT_POLICY) -> Case:
    return Case(story.entries, story.file, policy, proposal, story.at, story.at, None)


def of_stories() -> Iterator[tuple[str, Case]]:
    """What the form of the scenarios cannot say, and lists that the rules read from the codes."""
    every = tuple(codes("categories"))
    for subject in ("ng", "mum"):
        story = family()
        story.agree(scope=scope(subject, categories=("*",), directions=("BOTH",)))
        about_all = question(subject, categories=every, direction="BOTH")
        yield f"every category, both ways, about {subject}", told(story, about_all)
    for purpose in codes("purposes"):
        yield f"purpose {purpose}", told(family(), question(purpose=purpose))
    for status in codes("pr_statuses"):
        story = Story().child().adult("mum", pr_status=status).enquiry()
        story.agree()
        yield f"parental responsibility {status}", told(story, question())
    for number, kind in enumerate(codes("authorisation_kinds")):
        safe, story = number % 2 == 0, agreed("REFUSED")
        about = story.later().decide(decision=kind, safe_to_tell=not safe, relies_on="mum")
        story.later().make(practice.SafeToTellChanged, about=about, safe=safe, reason="Zz")
        yield f"{kind}, since judged {'' if safe else 'not '}safe to tell", told(story, question())
    story = agreed()
    story.later().make(losses.EntriesLost, recovery=1, since=story.at, changes=True)
    yield "part of the record was lost", told(story, question())
    story.later().make(losses.RecordConfirmed, words="Zz")
    yield "what is left was confirmed", told(story.later(), question())
    for born in (False, True):
        story = Story().child(dob=None, estimated_due_date=date(2026, 3, 12))
        story.adult("mum").adult("dad").enquiry()
        story.agree("mum")
        story.later().say("REFUSED", "dad")
        if born:
            story.later(DAY).make(practice.BirthRecorded, child="ng", dob=MONDAY.date())
        yield f"{'after' if born else 'before'} the birth", told(story, question())
    story = family()
    talk = story.talk("mum")
    story.say("AGREED", "mum", conversation=talk)
    seq = next(place.seq for place, held in story.entries if is_talk(held.event, talk))
    story.later().correct(seq)
    yield "agreed in a conversation entered in error", told(story, question())
    for method in ("VIA_REFERRER", "PHONE_VERBAL"):
        story = family()
        for _ in range(3):
            story.later(DAY).say("ASK_ATTEMPTED", "mum")
        story.later().talk("mum", method=method)
        yield f"three attempts, then a talk {method}", told(story.later(), question())
    gp = Agency("GP", "Hillside")
    for spelling in ("hillside", " HILL\u017fide ", "\uff28illside", "Hill side"):
        story = family()
        apart = Exclusions(agencies=(Agency("GP", spelling),))
        story.say("AGREED_IN_PART", "mum", scope=scope(exclusions=apart))
        yield f"an exclusion spelt {spelling!r}", told(story, question(agency=gp))


def agreed(dads: str = "UNDECIDED") -> Story:
    story = family()
    story.agree("mum")
    story.later().say(dads, "dad")
    return story


def is_talk(event: Any, id: str) -> bool:
    return isinstance(event, events.ConversationRecorded) and event.conversation == id


# ── what is chosen ──────────────────────────────────────────────────────────────────────────


def shown(made: Vector) -> set[Any]:
    """What an answer says, piece by piece, with what makes a piece another."""
    answer = made.event.answer
    found: set[Any] = {answer.outcome, *answer.flags, type(made.event), len(answer.items) > 1}
    for item in answer.items:
        found |= {
            (item.outcome, item.reason),
            (item.outcome, item.ends_at is None),
            (item.outcome, len(made.own)),
            ("decisions", len(item.authorisations)),
            *(("with", flag, item.outcome) for flag in item.flags),
            ("says", item.outcome, frozenset(p.says for p in item.positions if p.decides)),
        }
        for held in item.positions:
            found |= {
                (held.says, held.reason, held.decides),
                (held.reason, held.history),
                ("misses", len(held.misses)),
                (held.pr_status, held.decides),
                ("can be asked", held.says, held.can_be_asked),
                (held.summary_due, held.ends_at is None),
            }
    return found


def chosen() -> Iterator[Vector]:
    """The stories; and of the rest whichever adds most for its size, until nothing is added."""
    seen: set[Any] = set()
    for name, case in of_stories():
        seen |= shown(made := vector(name, case))
        yield made
    for rest, most in ((of_scenarios(), None), (of_random_families(), TAKEN)):
        yield from islice(_adding(seen, [vector(*one) for one in rest]), most)


def _adding(seen: set[Any], rest: list[Vector]) -> Iterator[Vector]:
    missing = {made: shown(made) for made in rest}
    while missing := {made: more for made, has in missing.items() if (more := has - seen)}:
        best = max(missing, key=lambda made: len(missing[made]) / len(str(made)))
        seen |= missing[best]
        yield best


if __name__ == "__main__":
    dump(RULE_VERSION, chosen())
