"""The statements of the door, compiled once. Every one of them names the authority, but for the one
that asks which authorities there are.

Each table in each part of a statement is held to the authority by its value, never by a join with
another: so it concerns one shard where tables are distributed, whoever plans it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    ARRAY,
    LargeBinary,
    String,
    and_,
    any_,
    bindparam,
    case,
    column,
    delete,
    exists,
    func,
    insert,
    not_,
    null,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import Grouping
from sqlalchemy.types import NullType

from .tables import (
    authorities,
    case_files,
    case_lists,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    ledger_tables,
    list_places,
    once,
)

_WITH_ROW: Final = file_keys.outerjoin(
    case_files,
    and_(case_files.c.authority == bindparam("authority"), case_files.c.file == file_keys.c.file),
)

#: The wrapped key and the sealed row of each file asked for. A row that is missing comes as NULL.
LOAD_FILES: Final = (
    select(file_keys.c.file, file_keys.c.wrapped, case_files.c.folded_to, case_files.c.sealed)
    .select_from(_WITH_ROW)
    .where(
        file_keys.c.authority == bindparam("authority"),
        file_keys.c.file.in_(bindparam("files", expanding=True)),
    )
)

_ASKED_FOR: Final = bindparam("files", type_=ARRAY(String()))
_IS_KNOWN: Final = (
    func.sha256(case_files.c.sealed)
    == Grouping(bindparam("known", type_=ARRAY(LargeBinary())))[
        func.array_position(_ASKED_FOR, file_keys.c.file)
    ]
)
#: PostgreSQL: the same, but for a sealed row whose digest is known, which is NULL though the last
#: column says that it is there: so each digest is worked out once.
LOAD_CHANGED_FILES: Final = (
    select(
        file_keys.c.file,
        file_keys.c.wrapped,
        case_files.c.folded_to,
        case((_IS_KNOWN, null()), else_=case_files.c.sealed).label("sealed"),
        case_files.c.sealed.is_not(None).label("is_there"),
    )
    .select_from(_WITH_ROW)
    .where(file_keys.c.authority == bindparam("authority"), file_keys.c.file == any_(_ASKED_FOR))
)

#: Where files stand without a key: what is somewhere is not "not there". Asked only about ids that
#: no entry has and that no key was found for.
STANDS: Final = union_all(
    *(
        select(table.c.file).where(
            table.c.authority == bindparam("authority"),
            table.c.file.in_(bindparam("files", expanding=True)),
        )
        for table in (case_files, entry_contents, case_references, case_names, once)
    )
)

#: Every authority that anything stands under. The one statement that is about all of them.
EVERY_AUTHORITY: Final = select(authorities.c.authority)

#: The sealed contents of some entries, and the wrapped keys of some files.
READ_OPENINGS: Final = select(entry_contents.c.seq, entry_contents.c.sealed).where(
    entry_contents.c.authority == bindparam("authority"),
    entry_contents.c.seq.in_(bindparam("seqs", expanding=True)),
)
READ_KEYS: Final = select(file_keys.c.file, file_keys.c.wrapped).where(
    file_keys.c.authority == bindparam("authority"),
    file_keys.c.file.in_(bindparam("files", expanding=True)),
)

FIND_REFERENCES: Final = select(case_references.c.blind, case_references.c.file).where(
    case_references.c.authority == bindparam("authority"),
    case_references.c.blind.in_(bindparam("blinds", expanding=True)),
)

FIND_NAMED: Final = (
    select(case_names.c.file)
    .where(
        case_names.c.authority == bindparam("authority"),
        case_names.c.blind.in_(bindparam("blinds", expanding=True)),
    )
    .order_by(case_names.c.file)
)

#: Which files have which of some keys.
FIND_BY_KEYS: Final = select(case_names.c.blind, case_names.c.file).where(
    case_names.c.authority == bindparam("authority"),
    case_names.c.blind.in_(bindparam("blinds", expanding=True)),
)
#: The same of some files: of a name that hundreds have no more is read than of these.
FIND_BY_KEYS_IN: Final = FIND_BY_KEYS.where(
    case_names.c.file.in_(bindparam("files", expanding=True))
)

FIND_ONCE: Final = select(
    once.c.blind, once.c.digest, once.c.file, once.c.first_seq, once.c.count
).where(
    once.c.authority == bindparam("authority"),
    once.c.blind.in_(bindparam("blinds", expanding=True)),
)

#: The sealed contents of entries `first` up to but not including `end`.
_CONTENTS: Final = select(
    entry_contents.c.seq,
    entry_contents.c.file,
    # As it stands there: SQLite takes a text for no where Python takes it for yes.
    type_coerce(entry_contents.c.changes, NullType()).label("changes"),
    entry_contents.c.sealed,
).where(entry_contents.c.authority == bindparam("authority"))
READ_CONTENTS: Final = _CONTENTS.where(
    entry_contents.c.seq >= bindparam("first"), entry_contents.c.seq < bindparam("end")
).order_by(entry_contents.c.seq)
READ_SOME_CONTENTS: Final = _CONTENTS.where(
    entry_contents.c.seq.in_(bindparam("seqs", expanding=True))
)

#: The bytes of one file's entries below `size`, oldest first, by what their contents say.
READ_FILE_LINES: Final = (
    select(ledger_tables.entries.c.seq, ledger_tables.entries.c.data)
    .select_from(
        entry_contents.join(
            ledger_tables.entries,
            and_(
                ledger_tables.entries.c.authority == bindparam("authority"),
                ledger_tables.entries.c.seq == entry_contents.c.seq,
            ),
        )
    )
    .where(
        entry_contents.c.authority == bindparam("authority"),
        entry_contents.c.file == bindparam("file"),
        entry_contents.c.seq < bindparam("size"),
    )
    .order_by(entry_contents.c.seq)
)

ADD_CONTENTS: Final = insert(entry_contents)
ADD_KEYS: Final = insert(file_keys)
ADD_FILES: Final = insert(case_files)
ADD_REFERENCES: Final = insert(case_references)
ADD_ONCE: Final = insert(once)
ADD_NAMES: Final = insert(case_names)

FORGET_REFERENCES: Final = delete(case_references).where(
    case_references.c.authority == bindparam("whose"),
    case_references.c.blind == bindparam("held"),
    case_references.c.file == bindparam("which"),
)

FORGET_NAMES: Final = delete(case_names).where(
    case_names.c.authority == bindparam("whose"),
    case_names.c.blind == bindparam("held"),
    case_names.c.file == bindparam("which"),
)

#: The rows of lists that hold now, with the places they were folded to; and how many there are.
STANDING_LISTS, COUNT_LISTS = (
    wanted.where(
        case_lists.c.authority == bindparam("authority"),
        case_lists.c.basis == bindparam("basis"),
        case_lists.c.holds_until > bindparam("now"),
    )
    for wanted in (
        select(case_lists.c.file, case_lists.c.folded_to),
        select(func.count()).select_from(case_lists),
    )
)
_WITH_KEYS: Final = case_lists.join(
    file_keys,
    and_(
        file_keys.c.authority == bindparam("authority"),
        file_keys.c.file == case_lists.c.file,
    ),
)
#: What lists show of some files, with what opens it.
LOAD_LISTS: Final = (
    select(
        case_lists.c.file,
        file_keys.c.wrapped,
        case_lists.c.folded_to,
        case_lists.c.sealed,
    )
    .select_from(_WITH_KEYS)
    .where(
        case_lists.c.authority == bindparam("authority"),
        case_lists.c.file.in_(bindparam("files", expanding=True)),
    )
)
#: What reports need of some files, where it holds now, with what opens it.
LOAD_LINES: Final = (
    select(
        case_lists.c.file,
        file_keys.c.wrapped,
        case_lists.c.folded_to,
        case_lists.c.lines,
    )
    .select_from(_WITH_KEYS)
    .where(
        case_lists.c.authority == bindparam("authority"),
        case_lists.c.basis == bindparam("basis"),
        case_lists.c.holds_until > bindparam("now"),
        case_lists.c.file.in_(bindparam("files", expanding=True)),
    )
)
ADD_LISTS: Final = insert(case_lists)
FORGET_LISTS: Final = delete(case_lists).where(
    case_lists.c.authority == bindparam("authority"),
    case_lists.c.file.in_(bindparam("files", expanding=True)),
)

# Where lines stand. Each place is in six indexes, and most stay when their file changes: what
# stands there as it is to stand is left alone.

_OF_THESE_FILES: Final = (
    list_places.c.authority == bindparam("authority"),
    list_places.c.file.in_(bindparam("files", expanding=True)),
)
#: What stands in a place, but whose it is.
IN_A_PLACE: Final = tuple(one.name for one in list_places.c if one.name != "authority")
#: PostgreSQL: but for those that are among what is given, an array for each column.
_arrays = [
    bindparam(f"wanted_{name}", type_=ARRAY(type(list_places.c[name].type)()))
    for name in IN_A_PLACE
]
_to_stand = (
    func.unnest(*_arrays)
    .table_valued(*(column(name, list_places.c[name].type) for name in IN_A_PLACE))
    .render_derived(name="wanted")
)
FORGET_OTHER_PLACES: Final = delete(list_places).where(
    *_OF_THESE_FILES,
    not_(
        exists()
        .select_from(_to_stand)
        .where(*(_to_stand.c[name] == list_places.c[name] for name in IN_A_PLACE))
        .correlate(list_places)
    ),
)
ADD_MISSING_PLACES: Final = postgresql.insert(list_places).on_conflict_do_nothing()
#: SQLite, where what stands there is looked at first.
FIND_PLACES: Final = select(*(list_places.c[name] for name in IN_A_PLACE)).where(*_OF_THESE_FILES)
FORGET_PLACE: Final = delete(list_places).where(
    *(one == bindparam(f"its_{one.name}") for one in list_places.primary_key.columns)
)
ADD_PLACES: Final = insert(list_places)

CHANGE_FILE: Final = (
    update(case_files)
    .where(
        case_files.c.authority == bindparam("whose"),
        case_files.c.file == bindparam("which"),
        case_files.c.folded_to == bindparam("held"),
    )
    .values(folded_to=bindparam("folded_to"), sealed=bindparam("sealed"))
)

FORGET_ONCE: Final = delete(once).where(
    once.c.authority == bindparam("authority"),
    once.c.blind.in_(bindparam("blinds", expanding=True)),
)
