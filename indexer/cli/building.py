"""What `rapporteur index` does once its options are read: build, show progress, and print what became of each paper.

It is imported while the reading processes begin.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as BarDisplay
from rich.table import Table
from rich.text import Text

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import LISTED_SHARE, BuildReport, live_registry
from indexer.build.writers import IndexCounts, Progress
from indexer.corpus.overrides import override_draft
from indexer.corpus.scan import LinkRules, scan
from indexer.corpus.settings import load_settings
from indexer.errors import SourceNotFound
from indexer.ingest.tasks import ReadTask, read_paper, reading_options
from indexer.model import KIND_LABELS
from indexer.object_store.address import PapersFolder
from indexer.readers.limits import Limits
from indexer.store.build_facts import BUILD_FILE
from indexer.store.outside.elsewhere import live_engine
from indexer.text.plurals import counted, plural

from .progress_lines import ProgressLines

_MAX_LISTED = 20  # lost links that the report lists
_OUTCOME_LABELS = {"edited": "reworded", "moved": "moved", "merged": "merged into others"}


def build_with_progress(folder: PapersFolder, index_dir: Path, options: BuildOptions) -> None:
    """Index a folder and print the report. Raise what `build` raises."""
    before, engine = live_registry(index_dir), live_engine(index_dir).name
    if options.engine and before and options.engine.name != engine:
        Console(soft_wrap=True).print(Text(f"The search index moves: {engine} → {options.engine.name}."))
    with progress_bars() as progress:
        report = build(folder, index_dir, options, progress)
    _print_report(report, folder)
    if before.get("corpus") and before["corpus"] != live_registry(index_dir).get("corpus"):
        _print_replaced(index_dir, Path(before.get("path", "")).parent)


def _print_replaced(index_dir: Path, last: Path) -> None:
    """Print that the index had the papers of another folder, whose links it no longer serves."""
    remedy = "To serve both, give each an index of its own with --index-dir."
    Console(soft_wrap=True).print(Text(f"These papers replace those of {last} in {index_dir}. {remedy}"))


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Show the progress as bars on a terminal, and as lines elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        with ProgressLines(sys.stderr) as lines:
            yield lines
        return
    columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with BarDisplay(*columns, console=console, transient=True) as progress:
        yield _ProgressBars(progress)


class _ProgressBars:
    """Progress bars on a terminal, one for each step of a build."""

    def __init__(self, progress: BarDisplay) -> None:
        self._progress = progress
        self._steps: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        if step not in self._steps:
            self._steps[step] = self._progress.add_task(step, total=total)
        self._progress.update(self._steps[step], completed=done)


def _print_report(report: BuildReport, folder: PapersFolder) -> None:
    console = Console(soft_wrap=True)
    console.print(Text(_result(report, folder)))
    table = Table(show_header=False, box=None, padding=(0, 1))
    table.add_column(justify="right", style="bold")
    counts = report.counts
    for count, noun in (
        (counts.documents, "paper"),
        (counts.meetings, "meeting"),
        (counts.sessions, "session"),
        (counts.passages, "passage"),
    ):
        table.add_row(*counted(count, noun).split(" "))
    table.add_row(f"{len(report.skipped):,}", "skipped")
    console.print(table)
    if report.skipped:
        skipped_table = Table("Skipped", "Reason and remedy", box=None, padding=(0, 1))
        for skipped in report.skipped:
            skipped_table.add_row(Text(skipped.source), Text(skipped.reason))
        console.print(skipped_table)
    for warning in report.warnings:
        console.print(Text(f"Warning: {warning}"))
    _print_unplaced(report, console)
    _print_link_changes(report, console)
    _print_doubts(report.counts, console)


def _result(report: BuildReport, folder: PapersFolder) -> str:
    """Return what the command did; an index is up to date only where no file is owed that may yet be read."""
    if report.owed:
        owed = plural(
            "%(num)s file could not be read this time and is tried again at the next indexing.",
            "%(num)s files could not be read this time and are tried again at the next indexing.",
            report.owed,
        )
        return f"{'Nothing has changed in' if report.unchanged else 'Indexed'} {folder}. {owed}"
    return f"{'Up to date' if report.unchanged else 'Indexed'}: {folder}."


def _print_unplaced(report: BuildReport, console: Console) -> None:
    """Print the files of which a notable share of the text stands in no passage, with the reasons."""
    files = [file for file in report.unplaced if file.share > LISTED_SHARE]
    if not files:
        return
    table = Table("File", "Share of text", "Reason", box=None, padding=(0, 1))
    for file in files[:_MAX_LISTED]:
        why = ", ".join(f"{text.reason_text} ({counted(text.letters, 'letter')})" for text in file.texts)
        table.add_row(Text(file.source), Text(f"{file.share:.1%}"), Text(why))
    console.print(Text("Text that is not searchable. To see why, run rapporteur index FOLDER --explain FILE:"))
    console.print(table)
    if len(files) > _MAX_LISTED:
        console.print(Text(f"and {len(files) - _MAX_LISTED:,} more, in {report.build / BUILD_FILE}"))


def _print_doubts(counts: IndexCounts, console: Console) -> None:
    """Print how many facts of the papers are doubtful, and where to see them."""
    if counts.doubtful_facts:
        summary = plural(
            "%(num)s fact in %(papers)s is doubtful. To see it, run rapporteur review.",
            "%(num)s facts in %(papers)s are doubtful. To see them, run rapporteur review.",
            counts.doubtful_facts,
            papers=counted(counts.doubtful_documents, "paper"),
        )
        console.print(Text(summary))


def _print_link_changes(report: BuildReport, console: Console) -> None:
    """Print how many links to earlier passages changed, and list the lost ones."""
    changed_counts = {
        outcome: count for outcome, count in report.outcomes.items() if outcome not in {"new", "same"} and count
    }
    if changed_counts:
        summary = ", ".join(
            f"{count:,} {_OUTCOME_LABELS.get(outcome, outcome)}" for outcome, count in sorted(changed_counts.items())
        )
        console.print(Text(f"Earlier passages: {summary}."))
    if not report.review:
        return
    table = Table("Link", "Cited words", "Closest passage", box=None, padding=(0, 1))
    for lost in report.review[:_MAX_LISTED]:
        candidate = f"{lost.candidate} ({lost.similarity:.0%} the same)" if lost.candidate else ""
        table.add_row(Text(lost.id), Text(shorten(lost.text, 60, placeholder=" ...")), Text(candidate))
    console.print(Text("These links no longer lead to a passage. Please check them:"))
    console.print(table)
    if len(report.review) > _MAX_LISTED:
        console.print(Text(f"and {len(report.review) - _MAX_LISTED:,} more, in {report.build / BUILD_FILE}"))


def explain(folder: PapersFolder, name: str, limits: Limits, links: LinkRules) -> None:
    """Print one paper block by block, with what became of each. Raise SourceNotFound when there is none."""
    sources = scan(folder, limits, links=links).sources
    wanted = [source for source in sources if name in {source.name, source.path.name, str(source.path)}]
    if not wanted:
        raise SourceNotFound(folder, name, [source.name for source in sources])
    rules = load_settings(folder).rules_for(wanted[0].name)
    stated = reading_options(rules)
    path, digest, member, stored = str(wanted[0].path), wanted[0].digest, wanted[0].member, wanted[0].stored
    source = ReadTask(path, wanted[0].name, digest, stated, limits, member, stored=stored).source
    read = read_paper(source, stated, limits)
    draft = override_draft(read, rules, lambda: read.passages)
    console = Console(soft_wrap=True)
    console.print(Text(f"{draft.facts.title}\n{KIND_LABELS[draft.facts.kind]}; {draft.facts.place or 'no place'}; "
                       f"{draft.facts.start or 'no day'}", style="bold"))  # fmt: skip
    for piece in draft.pieces:
        why = f" ({piece.reason_text})" if piece.reasons else ""
        line = Text(f"{piece.role + why:>40} ", style="dim")
        line.append(piece.text or piece.block.raw, style="strike" if piece.role == "dropped" else "")
        console.print(line)
