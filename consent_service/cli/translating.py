"""`consent-service catalogue`: what families read, as a file to translate or to correct."""

from __future__ import annotations

import sys

import click
from babel import Locale, UnknownLocaleError
from babel.messages.pofile import write_po

from ..languages.catalogue import known_in
from ..languages.texts import template_of
from .group import cli


@cli.command()
@click.argument("language")
def catalogue(language: str) -> None:
    """Write the catalogue of a language (cy, so, …) to standard output, with what we have of it."""
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError) as error:
        raise click.BadParameter("This is no language that we know.") from error
    write_po(sys.stdout.buffer, template_of(known_in(language)), width=0, no_location=True)
