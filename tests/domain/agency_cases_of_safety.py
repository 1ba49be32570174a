"""What an agency is told where it is not safe, or not known to be, to ask or tell somebody."""

from __future__ import annotations

from consent_service.domain.recorded.practice import NeedsRecorded
from tests.domain.agency_cases import (
    AGREED,
    DAD,
    MUM,
    OVERRIDE,
    SPEAK_TO_US_FIRST,
    TELL,
    Case,
    after,
    disagreeing,
    mum_agreed,
)
from tests.domain.agency_words import name

CASES: dict[str, Case] = {
    "C01: one agreed, the other is unsafe to contact": Case(
        after(
            mum_agreed(),
            lambda s: s.unsafe("dad", code="DOMESTIC_ABUSE", reason="Zzhe hit her"),
        ),
        {},
        "COVERED",
        (f"{MUM} {AGREED}", SPEAK_TO_US_FIRST),
        (f"{DAD}", "not been asked", "abuse", TELL),
    ),
    "one agreed, the other had said no and is unsafe: a decision on record": Case(
        after(disagreeing(), lambda s: (s.unsafe("dad"), s.decide(**OVERRIDE))),
        {},
        "AUTHORISED",
        (f"{MUM} {AGREED}", SPEAK_TO_US_FIRST, "without everybody's agreement"),
        (f"{DAD}", TELL),
    ),
    "the one who agreed has become unsafe to contact": Case(
        after(mum_agreed(), lambda s: s.unsafe("mum")),
        {},
        "COVERED",
        (f"{MUM} {AGREED}", SPEAK_TO_US_FIRST),
        ("not contact", TELL),
    ),
    "a carer without parental responsibility is unsafe": Case(
        after(
            mum_agreed(),
            lambda s: name(s, "gran").adult("gran", pr_status="NO").unsafe("gran"),
        ),
        {},
        "COVERED",
        (SPEAK_TO_US_FIRST,),
        ("Cora Example", TELL),
    ),
    "N44: the one who agreed may be hurt by somebody whom nobody named": Case(
        after(
            mum_agreed(),
            lambda s: s.make(
                NeedsRecorded,
                person="mum",
                indicators=("DOMESTIC_ABUSE_VICTIM",),
                note="Zz",
                not_a_no=True,
            ),
        ),
        {},
        "COVERED",
        (f"{MUM} {AGREED}", SPEAK_TO_US_FIRST),
        (f"{DAD}", "abuse", TELL),
    ),
    "a child does not want somebody told": Case(
        after(
            mum_agreed(),
            lambda s: s.wish(
                words="Zz do not tell Dad", not_to_be_told=("dad",), not_to_be_told_because="Zz"
            ),
        ),
        {},
        "COVERED",
        (f"{MUM} {AGREED}", SPEAK_TO_US_FIRST),
        (f"{DAD}", TELL),
    ),
    "somebody's address is not for anybody": Case(
        after(mum_agreed(), lambda s: s.reached("mum", "ADDRESS", safety="SAFE_AT_TIMES")),
        {},
        "COVERED",
        (SPEAK_TO_US_FIRST, "Do not give any address to anybody."),
        ("Zz",),
    ),
}
