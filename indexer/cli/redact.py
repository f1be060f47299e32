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
from indexer.text.plurals import counted

from .building import progress_bars
from .group import index_dir_option
from .origin import folder_option, origin_of, registry_option

_SHOWN = 20  # passages whose first words are printed before they go


@click.command("redact")
@click.argument("wanted", metavar="ID", required=False)
@index_dir_option
@click.option("--reason", help="Why it is taken out: a ruling, a law, a request. Readers of its links are told.")
@click.option("--list", "lists", is_flag=True, help="List what was redacted, with dates and reasons, and stop.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation, and print no words of what goes.")
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
    """Take the passage or the paper ID out for good.

    ID is that of a passage or a paper, or a link to one. Its words are deleted from the registry, with all wordings
    that were kept, from the index and from what was kept of readings; its address answers with status 451 and the
    reason. This cannot be undone. The file among the papers is left as it is: it is read without the words from now on.
    """
    origin = origin_of(index_dir, folder, registry)
    console = Console(soft_wrap=True, highlight=False)
    if lists:
        _print_list(origin, console)
        return
    planned = plan_redaction(index_dir, origin, *_asked_for(wanted, reason))
    if not yes:
        _print_plan(planned, console)
        click.confirm("Take this out for good? It cannot be undone.", abort=True)
    with progress_bars() as progress:
        report = redact(index_dir, origin, planned, progress)
    console.print(Text(f"{planned.wanted} has been redacted, {len(planned.texts):,} in all with the same words."))
    if report is None:
        console.print(Text("No paper is left, so there is no index any more."))
    _print_what_is_left(planned, origin, console)


def _asked_for(wanted: str | None, reason: str | None) -> tuple[str, str]:
    """Return the id, which a link may name, and the reason. Raise UsageError where one is missing."""
    stated = " ".join((reason or "").split())
    if not wanted or not stated:
        raise click.UsageError("Name an ID, and the --reason that readers are told; or ask for the --list.")
    return (unquote(urlsplit(wanted).path.rstrip("/").rpartition("/")[2]) if "/" in wanted else wanted), stated


def _print_list(origin: BuiltFrom, console: Console) -> None:
    table = Table("Redacted", "What", "When", "Why", box=None, padding=(0, 1))
    rows = read_redactions(origin.registry).rows
    for row in rows:
        table.add_row(Text(row.id), row.kind, row.date, Text(row.reason))
    if rows:
        console.print(table)
    console.print(Text(f"{counted(len(rows), 'redaction')} of {origin.folder}."))


def _print_plan(planned: PlannedRedaction, console: Console) -> None:
    for passage_id, text in planned.texts[:_SHOWN]:
        console.print(Text(f"{passage_id}  “{shorten(text, 80, placeholder=' ...')}”"))
    if len(planned.texts) > _SHOWN:
        console.print(Text(f"and {len(planned.texts) - _SHOWN:,} more with the same words"))


def _print_what_is_left(planned: PlannedRedaction, origin: BuiltFrom, console: Console) -> None:
    """Print where the words may still be, which no program can mend."""
    if planned.holding:
        console.print(Text(f"These hold the words among others, and were left: {', '.join(planned.holding)}"))
    if planned.sources:
        console.print(Text(f"In {origin.folder} these files still hold the words: {', '.join(planned.sources)}"))
    console.print(Text("Backups, a Git history and logs from before hold them too: delete those, or restore them with "
                       "--redactions."))  # fmt: skip
