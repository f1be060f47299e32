"""`rapporteur verify`: the quotations of a draft held against the papers, told in the terminal or as JSON.

It ends with 0 where all stand as quoted, or nearly so, 1 where one does not, 2 where nothing could be checked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from indexer.errors import RapporteurError
from indexer.quotes import (
    OUTCOME_LABELS,
    SOUND_OUTCOMES,
    Finding,
    QuotePlace,
    WordChange,
    iter_findings,
    site_claim_reader,
)
from indexer.quotes.draft_files import SubmittedDraft, draft_from_file
from indexer.quotes.report import (
    all_sound,
    count_outcomes,
    finding_json,
    finding_message,
    outcomes_text,
    passage_version,
    permanent_path,
)
from indexer.references import Reference, cite, find_restrictions, plain_text
from indexer.store.builds import open_library
from indexer.store.library import Library

from .group import cli, index_dir_option

_NO_SITE = "The links above are paths on the site; --site with the address of the site makes them whole."
_NOTHING = (
    'There is no quotation in {name}: nothing stands between quotation marks (“…”, "…", ‘…’, «…», „…“), and no '
    "paragraph is set as a quotation."
)


class NotCheckedError(click.ClickException):
    """Nothing was checked: told with a status that is not that of a bad quotation."""

    exit_code = 2


@cli.command("verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@index_dir_option
@click.option("--site", metavar="URL", help="Address of the site: only links to it count, and references name it.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify_command(file: Path, index_dir: Path, site: str | None, as_json: bool) -> None:
    """Check the quotations in FILE against the papers; - reads text from standard input.

    Exit status 0: all are exact, or exact but for punctuation or spelling. 1: at least one is not. 2: nothing was
    checked.
    """
    with exit_two_on_error():
        library = open_library(index_dir)
        try:
            manuscript = read_draft_file(file)
            found = _check(library, manuscript, site)
            if as_json:
                click.echo(json.dumps(_report(manuscript, found, library), ensure_ascii=False, indent=2))
            else:
                _VerifyReport(library, site, Console(soft_wrap=True, highlight=False)).print_all(manuscript, found)
        finally:
            library.close()
    if not all_sound(found):
        raise click.exceptions.Exit(1)


@contextmanager
def exit_two_on_error() -> Iterator[None]:
    """Let what a user can put right end the command with a status of its own."""
    try:
        yield
    except RapporteurError as error:
        raise NotCheckedError(str(error)) from error


def read_draft_file(file: Path) -> SubmittedDraft:
    """Read what the user named; `-` is standard input. Raises DraftUnreadable."""
    if str(file) == "-":
        return draft_from_file("standard-input.txt", sys.stdin.buffer.read())
    try:
        return draft_from_file(file.name, file.read_bytes())
    except OSError as error:
        raise click.BadParameter(f"“{file}” cannot be read: {error.strerror}.", param_hint="FILE") from error


def _check(library: Library, manuscript: SubmittedDraft, site: str | None) -> tuple[Finding, ...]:
    """Check every quotation, with a bar on a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        every = iter_findings(
            manuscript.quotations, library.word_index, library, site_claim_reader(library, site), library.titles
        )
        return tuple(shown.track(every, total=len(manuscript.quotations)))


def _report(manuscript: SubmittedDraft, found: tuple[Finding, ...], library: Library) -> dict[str, object]:
    return {
        "draft": manuscript.name,
        "sound": all_sound(found),
        "counts": count_outcomes(found),
        "warnings": list(manuscript.warnings),
        "findings": [finding_json(one, library) for one in found],
    }


class _VerifyReport:
    """A report in plain words."""

    def __init__(self, library: Library, site: str | None, console: Console) -> None:
        self._library = library
        self._site = (site or "").rstrip("/")
        self._console = console
        self._day = datetime.now(timezone.utc).date()
        self._restrictions = lru_cache(maxsize=None)(lambda paper: find_restrictions(library.document_passages(paper)))

    def print_all(self, manuscript: SubmittedDraft, found: tuple[Finding, ...]) -> None:
        """Tell what needs attention in full, the rest in short, and how many there are."""
        for number, one in enumerate(found, start=1):
            self._one(number, one)
        for warning in manuscript.warnings:
            self._say(f"Note: {manuscript.name} {warning}.")
        if not found:
            self._say(_NOTHING.format(name=manuscript.name))
            return
        noun = "quotation" if len(found) == 1 else "quotations"
        self._say(f"{len(found):,} {noun}: {outcomes_text(count_outcomes(found))}.", "bold")
        if not self._site and any(one.places or one.nearest or one.title for one in found):
            self._say(_NO_SITE, "dim")

    def _one(self, number: int, finding: Finding) -> None:
        style = "bold" if finding.outcome in SOUND_OUTCOMES else "bold red"
        self._say(f"{number}. {OUTCOME_LABELS[finding.outcome]}", style)
        self._say(f"   “{' '.join(finding.quotation.text.split())}”")
        self._say(f"   {finding_message(finding, self._library)}", "dim")
        if any(not change.same for change in finding.changes):
            self._console.print(Text("   ").append_text(diff_line(finding.changes)))
        if finding.title:
            self._say(f"   {self._site}{finding.title.path}", "dim")
        seen: set[str] = set()
        for place in finding.places or finding.nearest:
            self._place(place, finding, seen)
        self._console.print()

    def _place(self, place: QuotePlace, finding: Finding, seen: set[str]) -> None:
        if finding.outcome == "stitched" or not finding.places:
            self._say(f"   … “{place.text}”")
        if place.passage.id not in seen:
            seen.add(place.passage.id)
            self._say(f"   {self._reference(place)}", "dim")

    def _reference(self, place: QuotePlace) -> str:
        passage = place.passage
        path = permanent_path(passage)
        address = f"{self._site}{path.partition('?')[0]}"
        stated = self._restrictions(passage.document.id)
        return plain_text(cite(Reference(passage, address, self._day, passage_version(passage), stated), "un-footnote"))

    def _say(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style))


def diff_line(changes: tuple[WordChange, ...]) -> Text:
    """Words side by side as a line: `[-quoted-]{+found+}`, coloured where the terminal has colours."""
    line = Text()
    for number, change in enumerate(changes):
        line.append(" " if number else "")
        if change.same:
            line.append(change.found)
            continue
        if change.quoted:
            line.append(f"[-{change.quoted}-]", style="red")
        if change.found:
            line.append(f"{{+{change.found}+}}", style="green")
    return line
