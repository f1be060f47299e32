"""`rapporteur redact`: take a passage or a whole paper out for good, and build the index without it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from textwrap import shorten
from typing import TypedDict, Unpack
from urllib.parse import unquote, urlsplit

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.build.redact.names import plan_name_redaction
from indexer.build.redact.texts import PlannedRedaction, plan_redaction, redact
from indexer.build.report import BuiltFrom
from indexer.errors import UnknownId
from indexer.links.endings import FILE_SUFFIXES
from indexer.links.mending import mended_path
from indexer.object_store.address import PapersFolder
from indexer.redactions.searches import is_part_of, is_redacted_search
from indexer.registry.redacted.apply import read_redactions
from indexer.store.unanswered import forget_matching
from indexer.text.plurals import counted, plural

from .building import progress_bars
from .group import index_dir_option
from .origin import folder_option, origin_of, registry_option

_WIDEST = 1_000_000  # columns of a list
_SHOWN = 20  # passages whose first words are printed before they go


class _RedactOptions(TypedDict):
    """The options that only say how; click passes each by its name."""

    reason: str | None
    lists: bool
    yes: bool


@click.command("redact")
@click.argument("wanted", metavar="ID", required=False)
@index_dir_option
@click.option(
    "--name", "names", multiple=True, help="Redact a name everywhere, instead of an ID; once for each form of it."
)
@click.option("--reason", help="Why it is redacted: a ruling, a law, a request. Readers who follow its links see this.")
@click.option("--list", "lists", is_flag=True, help="List all redactions with dates and reasons, and exit.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation or show the words.")
@folder_option
@registry_option
def redact_command(
    wanted: str | None,
    index_dir: Path,
    names: tuple[str, ...],
    folder: PapersFolder | None,
    registry: Path | None,
    **options: Unpack[_RedactOptions],
) -> None:
    """Permanently remove the passage or paper ID, or a name.

    ID is that of a passage or a paper, or a link to one. Its words are deleted from the registry with all their
    versions, from the index and from cached readings. Its address answers with status 451 and the reason. A name is
    replaced by a mark wherever it occurs. This cannot be undone. The files among the papers are not changed; from now
    on they are read without these words.
    """
    origin = origin_of(index_dir, folder, registry)
    console = Console(soft_wrap=True, highlight=False)
    if options["lists"]:
        _print_list(origin, console)
        return
    stated = _stated_reason(options["reason"])
    if names and not wanted and stated:
        planned = plan_name_redaction(index_dir, origin, names, stated)
    else:
        planned = _plan_for_id(index_dir, origin, "" if names else wanted, stated)
    if not options["yes"]:
        _print_plan(planned, console)
        click.confirm("Redact this? It cannot be undone.", abort=True)
    with progress_bars() as progress:
        report = redact(index_dir, origin, planned, progress)
    _print_done(planned, console, of_name=bool(names))
    if report is None:
        console.print(Text("No papers are left, so the index was removed."))
    _forget_searches(planned, index_dir, console, of_name=bool(names))
    _print_what_is_left(planned, origin, console)
    if report and report.left_elsewhere:
        console.print(Text(f"The words are still in a search cluster. {report.left_elsewhere}"))
        click.get_current_context().exit(1)


def _stated_reason(reason: str | None) -> str:
    return " ".join((reason or "").split())


def _plan_for_id(index_dir: Path, origin: BuiltFrom, wanted: str | None, reason: str) -> PlannedRedaction:
    """Plan the redaction of an id or of where a link leads. Raise UsageError where it or the reason is missing."""
    if not wanted or not reason:
        raise click.UsageError("Give an ID or a --name, and a --reason, which readers will see; or --list.")
    first, *others = _ids_in(wanted)
    try:
        return plan_redaction(index_dir, origin, first, reason)
    except UnknownId:
        for other in others:
            with suppress(UnknownId):
                return plan_redaction(index_dir, origin, other, reason)
        raise


def _ids_in(wanted: str) -> tuple[str, ...]:
    """Return what an id or a link may mean, as the site mends it: the name, without signs after it, without a format.

    An id may have full stops in it, so it is looked up as it stands first.
    """
    path = unquote(urlsplit(wanted).path) if "://" in wanted or wanted.startswith("/") else wanted
    whole, mended = (text.rstrip("/").rpartition("/")[2] for text in (path, mended_path(path)[0]))
    suffixes = (*FILE_SUFFIXES["passage"], *FILE_SUFFIXES["document"])
    stems = (mended.removesuffix(suffix) for suffix in suffixes)
    return tuple(dict.fromkeys(filter(None, (whole, mended, *stems)))) or (wanted,)


def _print_done(planned: PlannedRedaction, console: Console, *, of_name: bool) -> None:
    number = len(planned.texts)
    if of_name:
        said = plural("Redacted the name in %(num)s place.", "Redacted the name in %(num)s places.", number)
    else:
        one, several = "Redacted %(wanted)s: %(num)s passage.", "Redacted %(wanted)s: %(num)s passages."
        said = plural(one, several, number, wanted=planned.wanted)
    console.print(Text(said))


def _forget_searches(planned: PlannedRedaction, index_dir: Path, console: Console, *, of_name: bool) -> None:
    """Delete the stored searches that have what is redacted or a part of it, or say how where that fails."""
    # Of a name nothing but the name goes: the texts that had it are still there.
    texts = () if of_name else tuple(text for _, text in planned.texts)
    try:
        forget_matching(
            index_dir, lambda words: is_redacted_search(planned.redactions, words) or is_part_of(texts, words)
        )
    except sqlite3.Error as error:
        said = f"The stored searches may still contain the words and cannot be read ({error})."
        console.print(Text(f"{said} To delete them all: rapporteur report --forget --index-dir {index_dir}"))


def _print_list(origin: BuiltFrom, console: Console) -> None:
    table = Table("Redacted", "What", "When", "Why", box=None, padding=(0, 1))
    redactions = read_redactions(origin.registry)
    for row in redactions.rows:
        table.add_row(Text(_printable(row.id)), row.kind, row.date, Text(_printable(row.reason)))
    for name in redactions.names:
        table.add_row(Text("-"), "name", name.date, Text(_printable(name.reason)))
    if redactions:
        # Each line is whole, however narrow the terminal is: an id that is cut is none.
        console.width = console.measure(table, options=console.options.update(max_width=_WIDEST)).maximum
        console.print(table)
    number = len(redactions.rows) + len(redactions.names)
    console.print(Text(f"{origin.folder}: {counted(number, 'redaction')}."))


def _printable(text: str) -> str:
    """Return a text in one line, with what would change the terminal escaped as in Python."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


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
