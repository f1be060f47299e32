"""`rapporteur links check`: check the links to the site in a file or a page, and print a report as text or JSON.

Exit status 0: every link leads to what was cited. 1: at least one does not. 2: a source could not be read.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from indexer.links.check import SOUND_STATES, CheckedLink, LinkState, check_links, current_version_path
from indexer.links.fetch import fetch_page, is_url
from indexer.quotes.draft_files import SubmittedDraft, draft_from_file
from indexer.store.builds import opened_library
from indexer.store.library import Library
from indexer.text.plurals import counted

from .group import index_dir_option
from .verify import diff_line, exit_two_on_error, read_draft_file

_STATE_LABELS: dict[LinkState, str] = {
    "unchanged": "Unchanged",
    "changed": "Changed",
    "split": "Split",
    "merged": "Merged",
    "withdrawn": "Withdrawn",
    "redacted": "Removed",
    "unknown": "Not found",
    "no_version": "No version",
    "never": "Unknown version",
    "exists": "Found",
    "moved": "Moved",
}
_MESSAGES: dict[LinkState, str] = {
    "unchanged": "The wording is as cited.",
    "changed": "The wording has changed since it was cited.",
    "split": "This passage was later split. Its words are now in:",
    "merged": "This passage was later merged into another one:",
    "withdrawn": "This passage is no longer in the papers.",
    "redacted": "This was removed, and its words were deleted.",
    "unknown": "Nothing here ever had this ID. The link may be mistyped, or lead to another site.",
    "no_version": "The link does not say which version was cited. Link to the current version:",
    "never": "The link cites a version that does not exist. Link to the current version:",
    "exists": "",
    "moved": "This page has moved. The site redirects there.",
}
_JOINED = "A line end breaks this link in the text; here it is put together."


@click.group("links")
def links_group() -> None:
    """Check what became of links to the site."""


@links_group.command("check")
@click.argument("sources", metavar="FILE|URL...", nargs=-1, required=True)
@index_dir_option
@click.option("--site", "sites", metavar="URL", multiple=True, help="Address of the site. Repeat for several.")
@click.option("--allow-private", is_flag=True, help="Follow redirects to this machine and to private networks too.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def check_command(
    sources: tuple[str, ...], index_dir: Path, sites: tuple[str, ...], allow_private: bool, as_json: bool
) -> None:
    """Check every link to the site in a FILE (text, Markdown, DOCX, HTML, ...) or at a URL; - is standard input.

    Without --site, links to any host count if their path is one of the site's: /p/, /d/, /m/, /people/.

    Exit status 0: everything is as cited. 1: something is not. 2: something could not be read.
    """
    with exit_two_on_error(), opened_library(index_dir) as library:
        checked_by_source = [(source, _check_source(source, sites, library, allow_private)) for source in sources]
        if as_json:
            report = [
                {"source": source, "links": [_checked_json(checked) for checked in links]}
                for source, links in checked_by_source
            ]
            click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            for source, links in checked_by_source:
                _LinksReport(library, Console(soft_wrap=True, highlight=False)).print_all(source, links)
    if any(checked.state not in SOUND_STATES for _, links in checked_by_source for checked in links):
        raise click.exceptions.Exit(1)


def _check_source(source: str, sites: tuple[str, ...], library: Library, allow_private: bool) -> list[CheckedLink]:
    """Read or fetch a text and check each of its links once."""
    draft, base = _read_source(source, allow_private)
    return check_links(draft.text, draft.links, library, sites, base)


def _read_source(source: str, allow_private: bool) -> tuple[SubmittedDraft, str]:
    """Return a text and the address it was fetched from, or an empty address for a file."""
    if is_url(source):
        name, base, data = fetch_page(source, allow_private=allow_private)
        return draft_from_file(name, data), base
    return read_draft_file(Path(source)), ""


def _message(checked: CheckedLink) -> str:
    return checked.removal.sentence if checked.removal else _MESSAGES[checked.state]


def _checked_json(checked: CheckedLink) -> dict[str, object]:
    return {
        "url": checked.link.url,
        "target": checked.link.target,
        "id": checked.link.id,
        "version": checked.link.version,
        "joined": checked.joined,
        "state": checked.state,
        "message": _message(checked),
        "title": checked.title,
        "cited": checked.cited,
        "changes": [{"cited": change.quoted, "now": change.found, "same": change.same} for change in checked.changes],
        "now": [{"id": row.id, "url": current_version_path(row), "text": row.text} for row in checked.current],
    }


class _LinksReport:
    """Prints a report of checked links as text."""

    def __init__(self, library: Library, console: Console) -> None:
        self._library = library
        self._console = console

    def print_all(self, source: str, checked_links: list[CheckedLink]) -> None:
        """Print each link with its state, then how many need attention."""
        for checked in checked_links:
            self._print_link(checked)
        count = counted(len(checked_links), "link")
        unsound = sum(checked.state not in SOUND_STATES for checked in checked_links)
        if not checked_links:
            self._print_line(f"{source}: no links to the site.", "bold")
        elif unsound:
            self._print_line(f"{source}: {count} to the site, {unsound:,} not as cited.", "bold")
        else:
            self._print_line(f"{source}: {count} to the site, all as cited.", "bold")

    def _print_link(self, checked: CheckedLink) -> None:
        self._print_line(
            f"{_STATE_LABELS[checked.state]}  {checked.link.url}",
            "bold" if checked.state in SOUND_STATES else "bold red",
        )
        if checked.joined:
            self._print_line(f"   {_JOINED}", "dim")
        if checked.title:
            self._print_line(f"   {checked.title}")
        if checked.state in SOUND_STATES:
            return
        self._print_line(f"   {_message(checked)}", "dim")
        if checked.changes:
            self._console.print(Text("   ").append_text(diff_line(checked.changes)))
        elif checked.cited:
            self._print_line(f"   As cited: “{checked.cited}”")
        if checked.state == "withdrawn" and checked.current:
            self._print_line("   Closest remaining passage:", "dim")
        for row in checked.current if checked.state != "changed" else ():
            self._print_line(f"   {current_version_path(row)}  “{row.text}”")
        self._console.print()

    def _print_line(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style))
