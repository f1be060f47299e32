"""`rapporteur report`: list the searches that the papers had no answer to.

Exit status 0, also where there are none.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.store.unanswered import UnansweredSearch, forget_searches, unanswered_searches

from .group import index_dir_option

_NONE = (
    "No unanswered searches are stored. To store them, start the server with --keep-unanswered, or set "
    "RAPPORTEUR_KEEP_UNANSWERED=true."
)


@click.command("report")
@index_dir_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(0), help="Searches to list; 0 for all.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.option("--forget", is_flag=True, help="Delete the stored searches, and exit.")
def report_command(index_dir: Path, limit: int, as_json: bool, forget: bool) -> None:
    """List the searches that found nothing.

    \f
    Raise ClickException when the table cannot be read or deleted.
    """  # noqa: D301  # what stands after a form feed is not shown by --help
    try:
        if forget:
            forget_searches(index_dir)
            click.echo("The stored searches were deleted.")
            return
        searches = unanswered_searches(index_dir, limit or None)
    except (OSError, sqlite3.Error) as error:
        problem = f"The searches stored in {index_dir} cannot be read ({error}). To delete them, add --forget."
        raise click.ClickException(problem) from error
    if as_json:
        click.echo(json.dumps([asdict(search) for search in searches], ensure_ascii=False, indent=2))
    elif searches:
        Console(soft_wrap=True).print(_table(searches))
    else:
        click.echo(_NONE)


def _table(searches: tuple[UnansweredSearch, ...]) -> Table:
    table = Table("Search", "Nothing", "Some words", "First", "Last", box=None, padding=(0, 1))
    for column in table.columns[1:3]:
        column.justify = "right"
    for search in searches:
        table.add_row(Text(search.words), f"{search.nothing:,}", f"{search.some:,}", search.first, search.last)
    return table
