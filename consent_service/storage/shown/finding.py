"""Finding a family by what little is known: the index proposes, and each file says for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...domain.families.finding import RESEMBLES_BY, FoundBy, Sought, resembles
from ...domain.families.fitting import Fits, how_well, who_fits
from ...domain.families.searching import keys_by_person
from ...domain.file.casefile import CaseFile
from ...domain.file.looks import COMPARING, SEARCHING
from ...domain.safety.withheld import withheld
from ..database.statements import FIND_BY_KEYS, FIND_BY_KEYS_IN
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.records import Records
from .names import name_blinds

#: Of more than this the rest is not looked through: whoever asks says more.
MOST_PROPOSED = 500
#: Of so many files that may have the same person one is enough to say so.
MOST_RESEMBLING = 10


class FoundFile(NamedTuple):
    """A file, and who on it fits. Nobody, where it is known by its reference alone."""

    file: CaseFile
    fits: tuple[Fits, ...]


class FoundFiles(NamedTuple):
    """One page of what was found, and whether more was proposed; how many files that may be meant
    cannot be read.
    """

    files: tuple[FoundFile, ...]
    more: bool
    unreadable: int


def find_files(
    records: Records,
    authority: str,
    question: Sought,
    start: int,
    most: int,
    *,
    is_typed: bool = True,
    may_read: Callable[[str], bool] = lambda _: False,
) -> FoundFiles:
    """The files that fit best, from the `start`th on. That somebody is shown them is for the caller
    to put on record. Where `is_typed` a reference may be any that reads like it; else it is the
    very one, as another system has it. Those that whoever asks `may_read` are found by a telephone
    number that is kept from others as well.

    One that the index names and that does not itself say so is left out; one that does not open is
    counted, and so is each that verification named: that it cannot be read is not that it is not
    there. Raises `RecordDamaged`, `NotSound`, `CannotRead`.
    """
    ledger = records.ledgers[authority]
    blinds = {blind: key for key in question.keys for blind in name_blinds(ledger.seal, key)}

    def work(files: OpenFiles) -> FoundFiles:
        asked = [] if question.reference is None else [question.reference]
        files.load([], asked)
        very_one = [one for one in map(files.find, asked) if one is not None]
        alike = [file for one in asked for file in _alike(files, one)] if is_typed else []
        by_reference = list(dict.fromkeys([*very_one, *alike]))
        hits = _hits(files, authority, blinds)
        proposed = [*by_reference, *(f for f in question.proposed(hits) if f not in by_reference)]
        proposed = proposed[:MOST_PROPOSED]
        page = proposed[start : start + most]
        files.load(page, [])
        found = [
            _found(files, one, question, may_read=may_read(one))
            for one in page
            if not files.is_damaged(one)
        ]
        fitting = [one for one in found if one.fits or one.file.id in by_reference]
        # Of those that fit as well the one that was changed last: an id says nothing, and a reply
        # to the same question is the same.
        fitting.sort(key=lambda one: one.file.folded_to, reverse=True)
        fitting.sort(key=lambda one: -how_well(one.fits))
        fitting.sort(key=lambda one: (one.file.id not in very_one, one.file.id not in by_reference))
        unreadable = {*filter(files.is_damaged, page), *filter(files.is_known, files.stopped)}
        misleading = sum(map(files.is_misleading, asked))
        more = len(proposed) > start + most
        return FoundFiles(tuple(fitting), more, len(unreadable) + misleading)

    return look(records, authority, work, SEARCHING)


def who_resembles(
    records: Records,
    authority: str,
    questions: Mapping[str, Sought],
    but: str,
    *,
    may_read: Callable[[str], bool] = lambda _: False,
) -> dict[str, FoundBy]:
    """By what each of several people may be known already, on another file than `but`; nobody who
    is not. It names no family; by a telephone number that is kept they are known to those alone who
    `may_read` the file: whoever asked for one number after another would find it out. Raises as
    `find_files` does.
    """
    ledger = records.ledgers[authority]
    blinds = {
        blind: key
        for question in questions.values()
        for key in question.keys
        for blind in name_blinds(ledger.seal, key)
    }

    def work(files: OpenFiles) -> dict[str, FoundBy]:
        # A name alone says nothing, and hundreds may have it: of it only their files are asked.
        telling = {
            blind: key
            for blind, key in blinds.items()
            if any(
                key in one.keys and one.keys[key][0] in RESEMBLES_BY for one in questions.values()
            )
        }
        hits = _hits(files, authority, telling)
        hits.pop(but, None)
        rest = {blind: key for blind, key in blinds.items() if blind not in telling}
        for file, keys in _hits(files, authority, rest, of=sorted(hits)).items():
            hits[file] |= keys
        proposed = {
            name: question.resembling(
                {file: both for file, keys in hits.items() if (both := keys & question.keys.keys())}
            )[:MOST_RESEMBLING]
            for name, question in questions.items()
        }
        files.load({one for every in proposed.values() for one in every}, [])
        found: dict[str, FoundBy] = {}
        for name, every in proposed.items():
            # It is said of nobody which file that is.
            opened = (
                _found(files, one, questions[name], may_read=may_read(one))
                for one in every
                if _opens(files, one)
            )
            by = {resembles(fits.by) for one in opened for fits in one.fits}
            best = next((one for one in (FoundBy.BIRTH, FoundBy.TELEPHONE) if one in by), None)
            if best is not None:
                found[name] = best
        return found

    return look(records, authority, work, COMPARING)


def _hits(
    files: OpenFiles,
    authority: str,
    blinds: Mapping[bytes, str],
    of: Sequence[str] | None = None,
) -> dict[str, set[str]]:
    """By file that entries speak of, or of these files: under which of these keys the index has
    it.
    """
    if not blinds or of == []:
        return {}
    given = {"authority": authority, "blinds": sorted(blinds)}
    found = FIND_BY_KEYS if of is None else FIND_BY_KEYS_IN
    more = {} if of is None else {"files": of}
    hits: dict[str, set[str]] = {}
    for blind, file in files.connection.execute(found, given | more).all():
        if file not in hits:
            hits[file] = set()
        hits[file].add(blinds[bytes(blind)])
    return {file: keys for file, keys in hits.items() if files.is_known(file)}


def _alike(files: OpenFiles, reference: str) -> Iterator[str]:
    """The files that go by a reference that reads like this one, the very one among them."""
    return filter(files.is_known, files.seen.newest.alike(reference))


def another_reads_alike(records: Records, authority: str, reference: str, but: str) -> bool:
    """Whether a file besides this one goes by a reference that reads like it, and is not it: in
    other letters, or with other hyphens or spaces. None of them is opened. Raises `NotSound` and
    `CannotRead`.
    """

    def work(files: OpenFiles) -> bool:
        return any(file != but for file in _alike(files, reference))

    return look(records, authority, work, COMPARING)


def _opens(files: OpenFiles, handle: str) -> bool:
    return not files.is_damaged(handle)


def _found(files: OpenFiles, handle: str, question: Sought, *, may_read: bool) -> FoundFile:
    file = files.get(handle).state
    assert isinstance(file, CaseFile)  # noqa: S101 - only the authority's own file is another
    on_file = tuple(keys_by_person(file))
    fits = who_fits(question, file, on_file, withheld(file), may_read=may_read)
    return FoundFile(file, tuple(fits))
