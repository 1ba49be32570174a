"""Forms: whatever somebody records with a browser, declared and not written.

A form is a declaration over one operation of `api/table.py`:

    SIGN = Form(
        operation="recordSign",
        title="Write down a sign of danger",
        fields=(
            Radios("person", "Whom is it about?", choices=everybody),
            Radios("code", "What kind of sign is it?"),
            Checks("people", "Of whom?", choices=everybody, hint="Nobody, if nobody is named."),
            Area("note", "What you saw or heard"),
            When("effective_at", "When?", hint="Leave it empty if it is now."),
        ),
    )
    PAGES = pages(SIGN)

It stands at the operation's own address with `/new`, unless it says `at`. A field names the member
that it says, with `/` for what is inside another (`scope/purposes`). What can be chosen comes from
the operation's schema (code lists, yes or no), from the file (`adults`, `children`, `everybody`,
`enquiries`) or from the directory (`WhichAgency`); `Group` repeats a row of fields. `fixed` holds
members that are always said; `points` says at which field a problem is shown that points at none.
An address may fill in ids (`?person=…`), and of codes those in `from_address`.

What the machinery does for every form, so that no page has to:

- the operation's own row decides who may see it and what it takes; its refusals stand at the fields
  they point at, with all that was typed, a summary that leads to each, and "Error:" in the title;
- the key under which it is recorded is made when it is shown: pressed twice, it is recorded once;
- nothing is chosen beforehand, and nothing that is not typed is said;
- what may be a mistype is said before it is recorded, unless it is heard at once, as a no is;
- what was recorded of the answers of whoever it names, since it was opened, is read before it is
  kept (`whileopen`), and a yes without a time is then of when it was opened;
- what it would lift is asked for (`dry_run`) and read before it is recorded, and asked for again
  if that has changed meanwhile;
- where nothing can be recorded, or the session is over, all of it is shown and sent again with one
  press, after signing in beside it if need be;
- once recorded, the browser is sent to a page that says so: it loads again without sending.

A form and its groups stand in `form`, what it asks in `inputs`, `days` and `entry`, what can be
chosen in `choices`, and what makes its pages in `filling`.

`tests/pages/test_forms.py` holds each to its operation: every member that must be sent has a field
or is fixed, and no field says what the operation has not.
"""
