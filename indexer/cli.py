"""The `rapporteur` command: the only place that prints. What it prints is made elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from .answers import answer_json
from .build import Report, build, read_source
from .corpus import scan
from .engine.query import parse
from .engine.results import FacetName, Query
from .errors import RapporteurError, SourceNotFound
from .library import Library
from .model import DOCUMENT_KINDS, KIND_LABELS, Passage, Span
from .settings import load
from .shelf import open_library
from .wire import passage_json

INDEX_DIR = Path("index_data")
SEEDS = Path("seeds")

index_dir_option = click.option(
    "--index-dir",
    type=click.Path(path_type=Path),
    default=INDEX_DIR,
    envvar="RAPPORTEUR_INDEX_DIR",
    show_default=True,
    help="Folder of the index.",
)


class Group(click.Group):
    """A command group that tells a user's mistake in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a RapporteurError ends it with its message and exit status 1."""
        try:
            return super().invoke(ctx)
        except RapporteurError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Group)
@click.version_option(package_name="rapporteur")
def cli() -> None:
    """Search the papers of meetings."""


@cli.command("index")
@click.argument("folder", type=click.Path(path_type=Path), default=SEEDS)
@index_dir_option
@click.option("--force", is_flag=True, help="Build anew although nothing has changed.")
@click.option("--explain", metavar="FILE", help="Print one paper block by block, with what became of each, and stop.")
def index_command(folder: Path, index_dir: Path, force: bool, explain: str | None) -> None:
    """Index the papers in FOLDER (seeds, if none is named)."""
    if explain is not None:
        _explain(folder, explain)
        return
    with _progress() as progress:
        report = build(folder, index_dir, force=force, progress=progress)
    _print_report(report, folder)


@contextmanager
def _progress() -> Iterator[_Bar]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        yield _Bar(shown)


class _Bar:
    """One bar for each step, as the steps come."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._steps: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        if step not in self._steps:
            self._steps[step] = self._shown.add_task(step, total=total)
        self._shown.update(self._steps[step], completed=done)


def _print_report(report: Report, folder: Path) -> None:
    console = Console(soft_wrap=True)
    state = "is up to date: nothing was read again" if report.unchanged else "has been built"
    console.print(Text(f"The index of {folder} {state}."))
    table = Table(show_header=False, box=None, padding=(0, 1))
    table.add_column(justify="right", style="bold")
    for name in ("documents", "meetings", "sessions", "passages"):
        table.add_row(f"{getattr(report.counts, name):,}", name)
    table.add_row(f"{len(report.skipped):,}", "skipped")
    console.print(table)
    if report.skipped:
        why = Table("Skipped", "Why, and what to do", box=None, padding=(0, 1))
        for one in report.skipped:
            why.add_row(Text(one.source), Text(one.reason))
        console.print(why)
    for warning in report.warnings:
        console.print(Text(f"Warning: {warning}"))


def _explain(folder: Path, name: str) -> None:
    sources = scan(folder).sources
    wanted = [source for source in sources if name in {source.name, source.path.name, str(source.path)}]
    if not wanted:
        raise SourceNotFound(folder, name, [source.name for source in sources])
    draft = read_source(wanted[0], load(folder).for_file(wanted[0].name))
    console = Console(soft_wrap=True)
    console.print(Text(f"{draft.facts.title}\n{KIND_LABELS[draft.facts.kind]}; {draft.facts.place or 'no place'}; "
                       f"{draft.facts.start or 'no day'}", style="bold"))  # fmt: skip
    for piece in draft.pieces:
        why = f" ({piece.reason})" if piece.reason else ""
        line = Text(f"{piece.role + why:>40} ", style="dim")
        line.append(piece.text or piece.block.raw, style="strike" if piece.role == "dropped" else "")
        console.print(line)


@cli.command("passages")
@index_dir_option
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
def passages_command(index_dir: Path, form: str) -> None:
    """Print all passages of the index."""
    library = open_library(index_dir)
    try:
        if form == "jsonl":
            for passage in library.passages():
                click.echo(json.dumps(passage_json(passage), ensure_ascii=False))
        else:
            _print_passages(library)
    finally:
        library.close()


def _print_passages(library: Library) -> None:
    console = Console()
    table = Table("Id", "Kind", "Session", "Text", show_lines=False, box=None)
    for passage in library.passages():
        session = passage.session.name if passage.session else ""
        table.add_row(Text(passage.id), passage.kind, Text(session), Text(passage.text))
    console.print(table)


@cli.command("search")
@click.argument("query")
@index_dir_option
@click.option("--meeting", multiple=True, metavar="ID", help="Only this meeting; can be given several times.")
@click.option("--year", multiple=True, metavar="N", help="Only meetings of this year.")
@click.option("--session", multiple=True, metavar="N", help="Only this session: 3, or meeting/3.")
@click.option("--kind", multiple=True, type=click.Choice(DOCUMENT_KINDS), help="Only papers of this kind.")
@click.option("--status", multiple=True, type=click.Choice(["planned", "reported"]), help="Only planned, or reported.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Results to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def search_command(query: str, index_dir: Path, limit: int, as_json: bool, **chosen: tuple[str, ...]) -> None:
    """Search the passages of the index."""
    parsed = parse(query)
    library = open_library(index_dir)
    try:
        filters, notices = _filters(library, chosen)
        for notice in (*parsed.notices, *notices):
            click.echo(notice, err=True)
        results = library.search(Query(parsed.node, filters, size=limit))
        if as_json:
            answer = answer_json(query, results, (*parsed.notices, *notices))
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        console = Console(soft_wrap=True)
        for hit in results.hits:
            _print_hit(console, hit.passage, hit.snippet)
        noun = "passage" if results.total == 1 else "passages"
        shown = f"; the first {len(results.hits)} are shown" if results.total > len(results.hits) else ""
        console.print(Text(f"{results.total:,} {noun}{shown}.", style="bold"))
    finally:
        library.close()


def _filters(
    library: Library, chosen: dict[str, tuple[str, ...]]
) -> tuple[dict[FacetName, tuple[str, ...]], list[str]]:
    """The facet values asked for, sessions in full; and a word for each that the index does not have."""
    names: dict[str, FacetName] = {
        "meeting": "meeting",
        "year": "year",
        "session": "session",
        "kind": "kind",
        "status": "status",
    }
    filters: dict[FacetName, tuple[str, ...]] = {}
    notices = []
    for key, values in chosen.items():
        name = names[key]
        for value in values:
            found = (
                library.expand_sessions(value)
                if name == "session"
                else (value,)
                if value in library.known(name)
                else ()
            )
            if not found:
                known = ", ".join(list(library.known(name))[:8])
                notices.append(
                    f"There is no {name} “{value}” in the index: that filter finds nothing. There are: {known}."
                )
            filters[name] = (*filters.get(name, ()), *(found or (value,)))
    return filters, notices


def _print_hit(console: Console, passage: Passage, snippet: tuple[Span, ...]) -> None:
    where = [passage.meeting.title]
    if passage.session:
        where.append(passage.session.name)
    facts = [KIND_LABELS[passage.document.kind], passage.document.status]
    if passage.meeting.start:
        facts.append(passage.meeting.start.isoformat())
    line = Text()
    for span in snippet:
        line.append(span.text, style="bold reverse" if span.match else "")
    console.print(Text(" › ".join(where), style="bold"))
    console.print(Text(f"{', '.join(facts)}  /p/{passage.id}", style="dim"))
    console.print(line)
    console.print()


if __name__ == "__main__":
    sys.exit(cli())
