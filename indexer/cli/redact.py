"""`rapporteur redact`: take a passage or a whole paper out for good, and build the index without it."""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from urllib.parse import unquote, urlsplit

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.build.redact import PlannedRedaction, plan_redaction, redact
from indexer.build.report import BuiltFrom
from indexer.registry.redacted.apply import read_redactions
from indexer.text.plurals import counted, plural

from .building import progress_bars
from .group import index_dir_option
from .origin import folder_option, origin_of, registry_option

_SHOWN = 20  # passages whose first words are printed before they go


@click.command("redact")
@click.argument("wanted", metavar="ID", required=False)
@index_dir_option
@click.option("--reason", help="Why it is redacted: a ruling, a law, a request. Readers who follow its links see this.")
@click.option("--list", "lists", is_flag=True, help="List all redactions with dates and reasons, and exit.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation or show the words.")
@folder_option
@registry_option
def redact_command(
    wanted: str | None,
    index_dir: Path,
    reason: str | None,
    lists: bool,
    yes: bool,
    folder: Path | None,
    registry: Path | None,
) -> None:
    """Permanently remove the passage or paper ID.

    ID is that of a passage or a paper, or a link to one. Its words are deleted from the registry with all their
    versions, from the index and from cached readings. Its address answers with status 451 and the reason. This cannot
    be undone. The file among the papers is not changed; from now on it is read without these words.
    """
    origin = origin_of(index_dir, folder, registry)
    console = Console(soft_wrap=True, highlight=False)
    if lists:
        _print_list(origin, console)
        return
    planned = plan_redaction(index_dir, origin, *_asked_for(wanted, reason))
    if not yes:
        _print_plan(planned, console)
        click.confirm("Redact this? It cannot be undone.", abort=True)
    with progress_bars() as progress:
        report = redact(index_dir, origin, planned, progress)
    console.print(
        Text(
            plural(
                "Redacted %(wanted)s: %(num)s passage.",
                "Redacted %(wanted)s: %(num)s passages.",
                len(planned.texts),
                wanted=planned.wanted,
            )
        )
    )
    if report is None:
        console.print(Text("No papers are left, so the index was removed."))
    _print_what_is_left(planned, origin, console)


def _asked_for(wanted: str | None, reason: str | None) -> tuple[str, str]:
    """Return the id, which a link may name, and the reason. Raise UsageError where one is missing."""
    stated = " ".join((reason or "").split())
    if not wanted or not stated:
        raise click.UsageError("Give an ID and a --reason, which readers will see; or --list.")
    return (unquote(urlsplit(wanted).path.rstrip("/").rpartition("/")[2]) if "/" in wanted else wanted), stated


def _print_list(origin: BuiltFrom, console: Console) -> None:
    table = Table("Redacted", "What", "When", "Why", box=None, padding=(0, 1))
    rows = read_redactions(origin.registry).rows
    for row in rows:
        table.add_row(Text(row.id), row.kind, row.date, Text(row.reason))
    if rows:
        console.print(table)
    console.print(Text(f"{origin.folder}: {counted(len(rows), 'redaction')}."))


def _print_plan(planned: PlannedRedaction, console: Console) -> None:
    for passage_id, text in planned.texts[:_SHOWN]:
        console.print(Text(f"{passage_id}  “{shorten(text, 80, placeholder=' ...')}”"))
    if len(planned.texts) > _SHOWN:
        console.print(Text(f"and {len(planned.texts) - _SHOWN:,} more with the same words"))


def _print_what_is_left(planned: PlannedRedaction, origin: BuiltFrom, console: Console) -> None:
    """Print where the words may still be, which no program can mend."""
    if planned.holding:
        console.print(Text(f"These passages contain the words too and were kept: {', '.join(planned.holding)}"))
    if planned.sources:
        console.print(Text(f"These files in {origin.folder} still contain the words: {', '.join(planned.sources)}"))
    console.print(Text("Older backups, Git history and logs may contain them too. Delete those, or restore them with "
                       "--redactions."))  # fmt: skip
