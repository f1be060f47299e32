"""`rapporteur search` and `rapporteur passages`: search the index and list its passages in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.explore.json_answers import results_json
from indexer.model import DOCUMENT_KINDS, KIND_LABELS, STATUSES, VOICE_KINDS, Status
from indexer.query.expansion import REWRITE_KINDS, Rewrite, RewriteKind
from indexer.query.results import WORDS_NEEDED, FacetName, Hit, Query, SearchResults, WordsNeeded
from indexer.query.rewrite import RewrittenQuery
from indexer.store.builds import opened_library
from indexer.store.library import Library
from indexer.store.records import passage_json
from indexer.text.plurals import plural

from .group import index_dir_option


@click.command("passages")
@index_dir_option
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
def passages_command(index_dir: Path, form: str) -> None:
    """Print all passages of the index."""
    with opened_library(index_dir) as library:
        if form == "jsonl":
            for passage in library.passages():
                click.echo(json.dumps(passage_json(passage), ensure_ascii=False))
        else:
            _print_passages(library)


def _print_passages(library: Library) -> None:
    console = Console()
    table = Table("Id", "Kind", "Session", "Text", show_lines=False, box=None)
    for passage in library.passages():
        session = passage.session.name if passage.session else ""
        table.add_row(Text(passage.id), passage.kind, Text(session), Text(passage.text))
    console.print(table)


_FILTERS: dict[FacetName, tuple[str, click.Choice[str] | None, str]] = {
    "meeting": ("ID", None, "Filter by meeting. Repeat for several."),
    "year": ("N", None, "Filter by year."),
    "session": ("N", None, "Filter by session: 3, or meeting/3."),
    "kind": ("KIND", click.Choice(DOCUMENT_KINDS), "Filter by kind of paper."),
    "status": ("STATUS", click.Choice(STATUSES), "Filter by planned, reported or unknown."),
    "person": ("NAME", None, "Filter by person: a name or an ID."),
    "organisation": ("NAME", None, "Filter by the speaker's organisation."),
    "country": ("NAME", None, "Filter by the country represented."),
    "place": ("NAME", None, "Filter by place of the meeting."),
    "language": ("TAG", None, "Filter by language, such as en or English."),
    "mention": ("SYMBOL", None, "Filter by a document mentioned, such as S/RES/2719."),
    "voice": ("VOICE", click.Choice(VOICE_KINDS), "Filter by a voice without a name, such as several."),
}
"""For each facet: the option's metavar, its fixed choices if any, and its help text."""

CommandT = TypeVar("CommandT", bound=Callable[..., object])


def _filter_options(command: CommandT) -> CommandT:
    """Add one option for each facet to a command."""
    for name, (metavar, kind, help_text) in reversed(_FILTERS.items()):
        shown_metavar = None if kind else metavar
        command = click.option(f"--{name}", multiple=True, metavar=shown_metavar, type=kind, help=help_text)(command)
    return command


@click.command("search")
@click.argument("query")
@index_dir_option
@_filter_options
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Results to show.")
@click.option(
    "--words",
    "needed",
    type=click.Choice(WORDS_NEEDED),
    default="most",
    show_default=True,
    help="Find passages with some of the words too (most), or only those with all words (all).",
)
@click.option("--exact", is_flag=True, help="Only passages with all words exactly as typed.")
@click.option(
    "--without", "off", multiple=True, type=click.Choice(REWRITE_KINDS), help="Turn off one kind of related match."
)
@click.option("--json", "as_json", is_flag=True, help="Print results as JSON.")
def search_command(
    query: str,
    index_dir: Path,
    limit: int,
    needed: WordsNeeded,
    exact: bool,
    off: tuple[RewriteKind, ...],
    as_json: bool,
    **chosen: tuple[str, ...],
) -> None:
    """Search the passages of the index.

    Passages with all words come first, then passages with some; --words all requires all. Related matches are listed,
    and --without turns off one kind: stems (related forms), spellings (British and American), variants (words and
    numbers written differently), compounds (compound words), acronyms (abbreviations and full forms), synonyms (words
    with the same meaning in corpus.toml), symbols (other names of a document), meetings (passages of the meeting
    named), small (common words are optional).
    """
    with opened_library(index_dir) as library:
        filters, notices = _filters(library, chosen)
        rewritten = library.rewrite(query, REWRITE_KINDS if exact else off)
        search_query = Query(rewritten.node_for("all" if exact else needed), filters, size=limit)
        nothing = SearchResults(search_query, 0, 0, 1, 1, (), ())
        results = library.search(search_query) if rewritten.searchable else nothing
        for notice in (*_query_notices(rewritten), *notices, *_expansion_notices(rewritten, results)):
            click.echo(notice, err=True)
        if as_json:
            answer = results_json(query, results, rewritten, (*rewritten.parsed.remarks, *notices))
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        console = Console(soft_wrap=True)
        for hit in results.hits:
            _print_hit(console, hit)
        shown = f" Showing the first {len(results.hits)}." if results.total > len(results.hits) else ""
        console.print(Text(f"{_count_text(results)}{shown}", style="bold"))


def _count_text(results: SearchResults) -> str:
    """Return how many passages were found, and how many of them have all of the words."""
    if not results.with_most_words:
        return plural("%(num)s passage.", "%(num)s passages.", results.total)
    if not results.with_all_words:
        return plural(
            "No passage has all these words; %(num)s has some of them.",
            "No passage has all these words; %(num)s have some of them.",
            results.total,
        )
    return f"{results.with_all_words:,} with all words, {results.with_most_words:,} with some."


def _query_notices(rewritten: RewrittenQuery) -> Iterator[str]:
    """Yield the problems of a query, each with its correction, then the remarks about it."""
    for problem in rewritten.parsed.problems:
        yield problem.text + (f" Better: {problem.suggestion}" if problem.suggestion else "")
    yield from rewritten.parsed.remarks


def _expansion_notices(rewritten: RewrittenQuery, results: SearchResults) -> Iterator[str]:
    """Yield one line for each expansion that was used, with the option that switches it off."""
    stems = (
        Rewrite("stems", expansion.typed, expansion.forms)
        for expansion in results.expansions
        if expansion.kind == "stem"
    )
    for name, group in groupby((*stems, *rewritten.rewrites), lambda expansion: expansion.kind):
        listed = ", ".join(
            f"{expansion.typed} ({', '.join(expansion.alternatives)})" if expansion.alternatives else expansion.typed
            for expansion in group
        )
        yield f"{_EXPANSION_TEXT[name]}: {listed}. Turn off with --without {name}."
    if results.with_most_words:
        yield "Passages with only some of the words are included. Require all words with --words all."


_EXPANSION_TEXT: dict[RewriteKind, str] = {
    "stems": "Related forms",
    "spellings": "Other spellings",
    "variants": "Written differently",
    "compounds": "Compound words",
    "acronyms": "Abbreviations and full forms",
    "synonyms": "Synonyms",
    "symbols": "Other names of the document",
    "meetings": "Passages of the meeting named",
    "small": "Common words are optional",
}


def _filters(
    library: Library, chosen: Mapping[str, tuple[str, ...]]
) -> tuple[dict[FacetName, tuple[str, ...]], list[str]]:
    """Return the facet values that were asked for, and a notice for each value that the index does not have."""
    filters: dict[FacetName, tuple[str, ...]] = {}
    notices = []
    for name in _FILTERS:
        for value in chosen.get(name, ()):
            values = _matching_values(library, name, value)
            if not values:
                examples = ", ".join(list(library.facet_labels(name))[:8])
                hint = f"Available: {examples}." if examples else "None is available."
                notices.append(f"No {name} here matches “{value}”, so that filter finds nothing. {hint}")
            filters[name] = (*filters.get(name, ()), *(values or (value,)))
    return filters, notices


def _matching_values(library: Library, name: FacetName, value: str) -> tuple[str, ...]:
    """Return the facet values that a typed value means: the value itself, or else all values with that label."""
    labels = library.facet_labels(name)
    if name == "session":
        return library.expand_sessions(value)
    if value in labels:
        return (value,)
    return tuple(
        known_value
        for known_value, label in labels.items()
        if value.casefold() in (known_value.casefold(), label.casefold())
    )


_STATUS_TEXT: dict[Status, str] = {
    "planned": "planned",
    "reported": "reported",
    "unknown": "planned or reported: not known",
}


def _print_hit(console: Console, hit: Hit) -> None:
    passage = hit.passage
    place = [passage.meeting.title if passage.meeting else passage.document.title]
    if passage.session:
        place.append(passage.session.name)
    facts = [KIND_LABELS[passage.document.kind], _STATUS_TEXT[passage.document.status]]
    if passage.meeting and passage.meeting.start:
        facts.append(passage.meeting.start.isoformat())
    if hit.found_in and "text" not in hit.found_in:
        facts.append(f"found in: {', '.join(hit.found_in)}")
    if hit.lacks:
        facts.append(f"missing: {', '.join(hit.lacks)}")
    line = Text()
    for span in hit.snippet:
        line.append(span.text, style="bold reverse" if span.match else "")
    console.print(Text(" › ".join(place), style="bold"))
    console.print(Text(f"{', '.join(facts)}  /p/{passage.id}", style="dim"))
    console.print(line)
    console.print()
