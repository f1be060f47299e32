"""The command `rapporteur export-site`: it writes the live build as a static edition."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from webapp.settings.options import some_setting_options
from webapp.settings.sources import SettingInvalid, read_settings
from webapp.settings.table import Settings

from .export import EditionOptions, EditionSummary, export_site

SETTINGS_USED = ("index_dir", "public_url", "site_name", "strap_line", "logo", "contact", "about")
MAX_DEFAULT_JOBS = 8


@click.command("export-site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Check every link first; write nothing if one is dead.")
@click.option("--no-search", is_flag=True, help="Write no search, which needs Pagefind.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes that write pages.  [default: one per processor]")
@some_setting_options(SETTINGS_USED)
def export_site_command(
    folder: Path, config: Path | None, *, check: bool, no_search: bool, jobs: int | None, **options: object
) -> None:
    """Write the site as plain files into DIR, under the same links.

    \f
    Raise ClickException for a setting that is unfit; RapporteurError where nothing could be written.
    """  # noqa: D301  # what stands after a form feed is not shown by --help
    settings = _read_settings(options, config)
    chosen = EditionOptions(jobs or _usual_jobs(), searchable=not no_search, check=check)
    try:
        summary = export_site(settings, folder, datetime.now(UTC), chosen)
    except ValueError as error:  # the public address is unfit
        raise click.ClickException(str(error)) from error
    click.echo(_told(summary, folder))


def _read_settings(options: dict[str, object], config: Path | None) -> Settings:
    """Return the settings of the pages. Raise ClickException where one is unfit, or the public address is missing."""
    try:
        settings = read_settings(options, os.environ, config)
    except SettingInvalid as error:
        raise click.ClickException(str(error)) from error
    if not settings.public_url:
        raise click.ClickException("Pages print their permanent links: set the address of the site with --public-url.")
    kept = {name: getattr(settings, name) for name in SETTINGS_USED}
    return replace(Settings(), **kept)


def _told(summary: EditionSummary, folder: Path) -> str:
    search = f", {summary.search_seconds:.0f} of them for the search" if summary.search_seconds >= 1 else ""
    links = f"\n{summary.links:,} links checked: none is dead." if summary.links else ""
    return (
        f"{folder}: {summary.pages:,} pages, {summary.passages:,} of them of passages, in {summary.files:,} files, "
        f"written in {summary.seconds:.0f} seconds{search}.{links}"
    )


def _usual_jobs() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MAX_DEFAULT_JOBS)
