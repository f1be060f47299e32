"""`rapporteur verify`: check the quotations of a draft against the papers, and print a report as text or JSON.

Exit status 0: all quotations match the source or nearly so, and so does what the draft states of their source. 1: at
least one does not. 2: nothing could be checked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from indexer.attribution.known_names import KnownNames
from indexer.errors import RapporteurError
from indexer.quotes.claims import site_claim_reader
from indexer.quotes.draft_files import SubmittedDraft, draft_from_file
from indexer.quotes.fact_text import VERDICT_LABELS, partly_checked_sentence, source_text
from indexer.quotes.finding import OUTCOME_LABELS, SOUND_OUTCOMES, Finding
from indexer.quotes.places import QuotePlace
from indexer.quotes.report import (
    all_sound,
    count_outcomes,
    finding_json,
    finding_message,
    outcomes_text,
    passage_version,
    permanent_path,
    phrase_search_path,
)
from indexer.quotes.verify import iter_findings
from indexer.quotes.wording import WordChange
from indexer.references import Reference, cite, find_restrictions, plain_text
from indexer.store.builds import opened_library
from indexer.store.library import Library
from indexer.text.plurals import plural

from .group import index_dir_option

_NO_SITE = "These links are paths. Add --site ADDRESS for full links."
_NO_QUOTATION = (
    'No quotations found in {name}. Put them in quotation marks (“…”, "…", ‘…’, «…», „…“), or set them as block '
    "quotations."
)


class NotCheckedError(click.ClickException):
    """Raised when nothing could be checked; its exit status differs from that of a wrong quotation."""

    exit_code = 2


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@index_dir_option
@click.option("--site", metavar="URL", help="Address of the site: only links to it count, and references name it.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify_command(file: Path, index_dir: Path, site: str | None, as_json: bool) -> None:
    """Check the quotations in FILE against the papers (- for standard input).

    Exit status 0: all match the source, or differ only in punctuation. 1: at least one does not, or the draft states a
    wrong place, day or speaker for its words. 2: nothing was checked.
    """
    with exit_two_on_error(), opened_library(index_dir) as library:
        draft = read_draft_file(file)
        findings = _check_draft(library, draft, site)
        if as_json:
            click.echo(json.dumps(_report_json(draft, findings, library), ensure_ascii=False, indent=2))
        else:
            _VerifyReport(library, site, Console(soft_wrap=True, highlight=False)).print_all(draft, findings)
    if not all_sound(findings):
        raise click.exceptions.Exit(1)


@contextmanager
def exit_two_on_error() -> Iterator[None]:
    """Raise NotCheckedError, which ends the command with status 2, in place of a RapporteurError raised inside."""
    try:
        yield
    except RapporteurError as error:
        raise NotCheckedError(str(error)) from error


def read_draft_file(file: Path) -> SubmittedDraft:
    """Read the file that the user named; `-` is standard input.

    Raise DraftUnreadable when the file cannot be read as a draft, ReadersUnavailable when no file can be, and
    click.BadParameter when it cannot be opened.
    """
    if str(file) == "-":
        return draft_from_file("standard-input.txt", sys.stdin.buffer.read())
    try:
        return draft_from_file(file.name, file.read_bytes())
    except OSError as error:
        raise click.BadParameter(f"“{file}” cannot be read: {error.strerror}.", param_hint="FILE") from error


def _check_draft(library: Library, draft: SubmittedDraft, site: str | None) -> tuple[Finding, ...]:
    """Check every quotation, with a progress bar on a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        claims, names = site_claim_reader(library, site), KnownNames(library)
        pending = iter_findings(draft.quotations, library.words, library, claims, library.titles, names)
        return tuple(progress.track(pending, total=len(draft.quotations)))


def _report_json(draft: SubmittedDraft, findings: tuple[Finding, ...], library: Library) -> dict[str, object]:
    return {
        "draft": draft.name,
        "sound": all_sound(findings),
        "counts": count_outcomes(findings),
        "warnings": list(draft.warnings),
        "findings": [finding_json(finding, library) for finding in findings],
    }


class _VerifyReport:
    """Prints a report of checked quotations as text."""

    def __init__(self, library: Library, site: str | None, console: Console) -> None:
        self._library = library
        self._site = (site or "").rstrip("/")
        self._console = console
        self._day = datetime.now(UTC).date()
        self._restrictions = lru_cache(maxsize=None)(
            lambda document_id: find_restrictions(library.document_passages(document_id))
        )

    def print_all(self, draft: SubmittedDraft, findings: tuple[Finding, ...]) -> None:
        """Print every finding, at length where it needs attention, then the totals."""
        for number, finding in enumerate(findings, start=1):
            self._print_finding(number, finding)
        for warning in draft.warnings:
            self._print_line(f"Note: {draft.name} {warning}.")
        if not findings:
            self._print_line(_NO_QUOTATION.format(name=draft.name))
            return
        outcomes = outcomes_text(count_outcomes(findings))
        self._print_line(
            plural(
                "%(num)s quotation: %(outcomes)s.",
                "%(num)s quotations: %(outcomes)s.",
                len(findings),
                outcomes=outcomes,
            ),
            "bold",
        )
        if partly := sum(finding.is_partly_checked for finding in findings):
            self._print_line(partly_checked_sentence(partly), "bold")
        if not self._site and any(map(_has_address, findings)):
            self._print_line(_NO_SITE, "dim")

    def _print_finding(self, number: int, finding: Finding) -> None:
        style = "bold" if finding.outcome in SOUND_OUTCOMES else "bold red"
        self._print_line(f"{number}. {OUTCOME_LABELS[finding.outcome]}", style)
        self._print_line(f"   “{' '.join(finding.quotation.text.split())}”")
        self._print_line(f"   {finding_message(finding, self._library)}", "dim")
        if any(not change.same for change in finding.changes):
            self._console.print(Text("   ").append_text(diff_line(finding.changes)))
        for line in fact_lines(finding):
            self._print_line(f"   {line}", "dim")
        if finding.occurrences and finding.occurrences.times:
            self._print_line(f"   {self._site}{phrase_search_path(finding)}", "dim")
        if finding.title:
            self._print_line(f"   {self._site}{finding.title.path}", "dim")
        if finding.former:
            self._print_line(f"   {self._site}{finding.former.path}", "dim")
        seen: set[str] = set()
        for place in finding.places or finding.nearest:
            self._print_place(place, finding, seen)
        self._console.print()

    def _print_place(self, place: QuotePlace, finding: Finding, seen: set[str]) -> None:
        if finding.outcome == "stitched" or not finding.places:
            self._print_line(f"   … “{place.text}”")
        if place.passage.id not in seen:
            seen.add(place.passage.id)
            self._print_line(f"   {self._reference(place)}", "dim")

    def _reference(self, place: QuotePlace) -> str:
        passage = place.passage
        path = permanent_path(passage)
        address = f"{self._site}{path.partition('?')[0]}"
        stated = self._restrictions(passage.document.id)
        return plain_text(cite(Reference(passage, address, self._day, passage_version(passage), stated), "un-footnote"))

    def _print_line(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style))


def _has_address(finding: Finding) -> bool:
    return bool(finding.places or finding.nearest or finding.title or finding.former)


def fact_lines(finding: Finding) -> Iterator[str]:
    """Yield a line for the facts of the draft that agree with the source, one for those that were not judged, and one
    for names and days that were not read.
    """
    for facts in (finding.agreeing, finding.not_judged):
        if facts:
            listed = "; ".join(f"“{fact.stated.shown}” ({source_text(fact)})" for fact in facts)
            yield f"{VERDICT_LABELS[facts[0].verdict]}: {listed}"
    if finding.unread:
        yield "Check these yourself: " + "; ".join(f"“{words}”" for words in finding.unread)


def diff_line(changes: tuple[WordChange, ...]) -> Text:
    """Return the words of a quotation and its source on one line, as `[-quoted-]{+found+}`, in colour on a terminal."""
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
