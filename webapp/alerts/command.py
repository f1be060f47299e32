"""The command `rapporteur alerts`: it mails what is new of saved searches, and what was corrected of what it told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from indexer.disk.lock import LockHeld, ProcessLock
from indexer.engine.engines import Engines
from indexer.errors import RapporteurError
from indexer.store.builds import open_library
from indexer.store.library import Library
from webapp.access.public_address import parse_public_url
from webapp.settings.options import some_setting_options
from webapp.settings.sources import SettingInvalid, read_settings
from webapp.settings.table import PASSWORD_VARIABLE, Settings

from .digest import AlertDigest, digest_of, digest_text
from .mail import MailNotSent, MailServer
from .saved import SavedSearch, load_saved_searches
from .state import STATE_FILE, ToldState

SETTINGS_USED = (
    "index_dir",
    "public_url",
    "site_name",
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "smtp_user",
    "smtp_password_file",
    "mail_from",
)


class AlertsBusy(RapporteurError):
    """Another run is sending."""

    def __init__(self) -> None:
        super().__init__("Another run of “rapporteur alerts” is at work on this index. Try again when it has ended.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the mails instead of sending them, and keep nothing.")
@some_setting_options(SETTINGS_USED)
def alerts(file: Path, config: Path | None, *, dry_run: bool, **options: object) -> None:
    """Mail what is new of the saved searches in FILE.

    \f
    Raise ClickException for a setting that is unfit; RapporteurError where there is no index, or a mail is not taken.
    """  # noqa: D301  # what stands after a form feed is not shown by --help
    try:
        settings = read_settings(options, os.environ, config)
    except SettingInvalid as error:
        raise click.ClickException(str(error)) from error
    searches = load_saved_searches(file)
    server = None if dry_run else _server(settings)
    with (
        closing(open_library(settings.index_dir, Engines(url=settings.engine_url))) as library,
        _alone(settings.index_dir),
    ):
        failed = _Run(library, settings, server).tell(searches)
    if failed:
        raise click.ClickException(failed)


@contextmanager
def _alone(index_dir: Path) -> Iterator[None]:
    """Keep other runs on an index away. Raise AlertsBusy while there is one."""
    lock = ProcessLock(index_dir / "alerts.lock", index_dir / "alerts.lock.json")
    try:
        lock.acquire()
    except LockHeld:
        raise AlertsBusy from None
    try:
        yield
    finally:
        lock.release()


def _server(settings: Settings) -> MailServer:
    """Return the mail server of the settings. Raise ClickException where they do not name it."""
    for value, flag in ((settings.smtp_host, "--smtp-host"), (settings.mail_from, "--mail-from")):
        if not value:
            raise click.ClickException(f"Mails need a server and a sender: set {flag}, or print with --dry-run.")
    password = os.environ.get(PASSWORD_VARIABLE, "") or settings.smtp_password_file.strip()
    return MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security,
        settings.smtp_user,
        password,
        settings.mail_from,
        settings.site_name,
    )


class _Run:
    """One run over all saved searches."""

    def __init__(self, library: Library, settings: Settings, server: MailServer | None) -> None:
        self._library = library
        self._settings = settings
        self._server = server
        self._state = ToldState(settings.index_dir / STATE_FILE)
        self._absolute = _absolute(settings)

    def tell(self, searches: tuple[SavedSearch, ...]) -> str:
        """Tell the news of each search; return why some could not be told, empty where all were."""
        problems = []
        for search in searches:
            digest = digest_of(self._library, search, self._state.told(search.key))
            try:
                self._tell(digest)
            except MailNotSent as error:
                problems.append(f"{search.name}: {error}")
        if self._server:
            self._state.forget_others(frozenset(search.key for search in searches))
        return "\n".join(problems)

    def _tell(self, digest: AlertDigest) -> None:
        """Print or send the news of one search, and keep that they were told. Raise MailNotSent."""
        search, site_name = digest.search, self._settings.site_name
        if digest.is_first:
            known = f"{len(digest.told):,} passage{'' if len(digest.told) == 1 else 's'}"
            click.echo(f"{search.name}: new; {known} found now count as told.")
        elif not digest.has_news:
            click.echo(f"{search.name}: nothing new.")
        else:
            text = digest_text(digest, self._absolute, site_name)
            subject = f"{site_name}: {search.name}: {digest.summary}"
            if self._server is None:
                click.echo(f"To: {', '.join(search.recipients)}\nSubject: {subject}\n\n{text}")
            else:
                self._send(self._server, search, subject, text)
                click.echo(f"{search.name}: {digest.summary}, sent to {', '.join(search.recipients)}.")
        if self._server:
            self._state.save(search.key, digest.told)

    @staticmethod
    def _send(server: MailServer, search: SavedSearch, subject: str, text: str) -> None:
        with server.connected() as connection:
            for recipient in search.recipients:
                connection.send_message(server.message(recipient, subject, text))


def _absolute(settings: Settings) -> Callable[[str], str]:
    """Return what makes a whole address of a path. Raise ClickException where the public URL is unfit or missing."""
    if not settings.public_url:
        raise click.ClickException("Mails need the address of the site for their links: set --public-url.")
    try:
        public = parse_public_url(settings.public_url)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    return lambda path: public.origin + public.base + path
