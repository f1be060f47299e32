"""`rapporteur links check`: what became of the links to the site in a file or a page, told or as JSON.

It ends with 0 where all stand as they were cited, 1 where one does not, 2 where something could not be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from indexer.links.check import SOUND_STATES, CheckedLink, LinkState, check_link, current_version_path, site_links
from indexer.links.fetch import fetch_page, is_url
from indexer.quotes.draft_files import SubmittedDraft, draft_from_file
from indexer.store.builds import open_library
from indexer.store.library import Library

from .group import cli, index_dir_option
from .verify import diff_line, exit_two_on_error, read_draft_file

_LABELS: dict[LinkState, str] = {
    "unchanged": "Unchanged",
    "changed": "Changed",
    "split": "Split",
    "merged": "Merged",
    "withdrawn": "Withdrawn",
    "unknown": "Unknown id",
    "no_version": "No version given",
    "never": "Unknown version",
    "exists": "There",
}
_SAID: dict[LinkState, str] = {
    "unchanged": "The wording is the one that was cited.",
    "changed": "The wording has changed since it was cited.",
    "split": "The passage that was cited has been divided since; its words now stand in:",
    "merged": "The passage that was cited is now part of another one:",
    "withdrawn": "It is no longer in the papers.",
    "unknown": "Nothing here has this id, or ever had it: the link may be mistyped or lead to another site.",
    "no_version": "The passage stands, but the link does not say which wording was cited. With that of today it is:",
    "never": "The passage never had the wording that the link names. That of today is:",
    "exists": "",
}


@cli.group("links")
def links_group() -> None:
    """What became of links to the site."""


@links_group.command("check")
@click.argument("sources", metavar="FILE|URL...", nargs=-1, required=True)
@index_dir_option
@click.option("--site", "sites", metavar="URL", multiple=True, help="Address of the site; can be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def check_command(sources: tuple[str, ...], index_dir: Path, sites: tuple[str, ...], as_json: bool) -> None:
    """Check every link to the site in a FILE (text, Markdown, DOCX, HTML, ...) or at a URL; - is standard input.

    Without --site, links to any host count if their path is one of the site's: /p/, /d/, /m/, /people/.

    Exit status 0: all stand as they were cited. 1: at least one does not. 2: something could not be read.
    """
    with exit_two_on_error():
        library = open_library(index_dir)
        try:
            found = [(source, _checked(source, sites, library)) for source in sources]
            if as_json:
                report = [{"source": source, "links": [_json(one) for one in links]} for source, links in found]
                click.echo(json.dumps(report, ensure_ascii=False, indent=2))
            else:
                for source, links in found:
                    _LinksReport(library, Console(soft_wrap=True, highlight=False)).print_all(source, links)
        finally:
            library.close()
    if any(one.state not in SOUND_STATES for _, links in found for one in links):
        raise click.exceptions.Exit(1)


def _checked(source: str, sites: tuple[str, ...], library: Library) -> list[CheckedLink]:
    """Read or fetch a text and check its links, each once."""
    manuscript, base = _read(source)
    links = {(one.url, one.id): one for one in reversed(list(site_links(manuscript.links, sites, base)))}
    return [check_link(link, library) for link in reversed(list(links.values()))]


def _read(source: str) -> tuple[SubmittedDraft, str]:
    """A text and the address where it was found, if it was fetched."""
    if is_url(source):
        name, base, data = fetch_page(source)
        return draft_from_file(name, data), base
    return read_draft_file(Path(source)), ""


def _json(found: CheckedLink) -> dict[str, Any]:
    return {
        "url": found.link.url,
        "target": found.link.target,
        "id": found.link.id,
        "version": found.link.version,
        "state": found.state,
        "message": _SAID[found.state],
        "title": found.title,
        "cited": found.cited,
        "changes": [{"cited": one.quoted, "now": one.found, "same": one.same} for one in found.changes],
        "now": [{"id": row.id, "url": current_version_path(row), "text": row.text} for row in found.current],
    }


class _LinksReport:
    """A report in plain words."""

    def __init__(self, library: Library, console: Console) -> None:
        self._library = library
        self._console = console

    def print_all(self, source: str, found: list[CheckedLink]) -> None:
        """Tell each link with its state, and how many need attention."""
        for one in found:
            self._one(one)
        count = f"{len(found):,} {'link' if len(found) == 1 else 'links'}"
        troubled = sum(one.state not in SOUND_STATES for one in found)
        if not found:
            self._say(f"{source}: no link to the site is in it.", "bold")
        else:
            state = f"{troubled:,} not as cited" if troubled else "all as cited"
            self._say(f"{source}: {count} to the site, {state}.", "bold")

    def _one(self, found: CheckedLink) -> None:
        self._say(f"{_LABELS[found.state]}  {found.link.url}", "bold" if found.state in SOUND_STATES else "bold red")
        if found.title:
            self._say(f"   {found.title}")
        if found.state in SOUND_STATES:
            return
        self._say(f"   {_SAID[found.state]}", "dim")
        if found.changes:
            self._console.print(Text("   ").append_text(diff_line(found.changes)))
        elif found.cited:
            self._say(f"   As cited: “{found.cited}”")
        if found.state == "withdrawn" and found.current:
            self._say("   The nearest passage that still stands:", "dim")
        for row in found.current if found.state != "changed" else ():
            self._say(f"   {current_version_path(row)}  “{row.text}”")
        self._console.print()

    def _say(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style))
