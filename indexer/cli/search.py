"""`rapporteur search` and `rapporteur passages`: what the index holds, in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..answers import answer_json
from ..engine.query import parse
from ..engine.results import FacetName, Query
from ..library import Library
from ..model import DOCUMENT_KINDS, KIND_LABELS, Passage, Span
from ..shelf import open_library
from ..wire import passage_json
from .group import cli, index_dir_option


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
