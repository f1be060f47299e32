"""The table of settings: one line for each, with its kind, default and help.

To add a setting, add a line to `Settings`. Its option, its variable, its key in a file and its line in
`docs/running.md` follow from the line; the room that uses it reads the attribute.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Annotated, Literal, get_type_hints
from zoneinfo import ZoneInfo

from indexer.cli.group import INDEX_DIR
from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.speech.marking import marked
from webapp.translations.catalogues import DEFAULT_LANGUAGE, LANGUAGES

from .kinds import (
    Folder,
    HostName,
    IPNetwork,
    Network,
    OneOf,
    Picture,
    PictureFile,
    Rates,
    SettingKind,
    Several,
    SiteAddress,
    Switch,
    SymbolAddress,
    Text,
    TextFile,
    TimeZone,
    WebOrigin,
    WholeNumber,
)

VARIABLE_PREFIX = "RAPPORTEUR_"
PASSWORD_VARIABLE = f"{VARIABLE_PREFIX}SMTP_PASSWORD"
"""The variable with the password of the mail server: it is no setting, so no command line and no file shows it."""
MAX_DEFAULT_PROCESSES = 4
"""Processes that are started without being asked for, on a machine with as many cores or more."""

PUBLIC_PAGES = "600/minute"
"""Requests of one address where a site is reached from other machines: many times what one reader asks for."""
PUBLIC_DRAFTS = "60/hour"
PUBLIC_PICTURES = "60/minute"
"""Pages of originals to be drawn for one address: a reader looks at few of them in a minute."""

LogFormat = Literal["text", "json"]
MailSecurity = Literal["starttls", "tls", "none"]
SettingGroup = Literal["server", "site", "limits", "logs", "mail"]
GROUP_TITLES: dict[SettingGroup, str] = {
    "server": "The server",
    "site": "The site",
    "limits": "Limits",
    "logs": "Logs and figures",
    "mail": "Mails of `rapporteur alerts`",
}


@dataclass(frozen=True)
class Says:
    """What the table says of a setting besides its name and its default."""

    group: SettingGroup
    kind: SettingKind
    help: str
    """A sentence without its full stop."""
    default_text: str = ""
    """How the default is told where it is worked out, or is not what is written."""


def _usual_rate(rate: str) -> str:
    return f"off if only this machine reaches the server, else {rate}"


def _usual_processes() -> int:
    """Return the number of cores that this process may use, but at most MAX_DEFAULT_PROCESSES."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MAX_DEFAULT_PROCESSES)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of a site and its server, each a line of the table."""

    # The server: only `rapporteur serve` reads these.
    host: Annotated[str, Says("server", Text(), "Address to listen on")] = "127.0.0.1"
    port: Annotated[int, Says("server", WholeNumber(0, 65535), "Port to listen on; 0 picks a free one")] = 8000
    processes: Annotated[
        int,
        Says(
            "server",
            WholeNumber(1, 64),
            "Processes that answer requests, each on a core",
            f"number of cores, up to {MAX_DEFAULT_PROCESSES}",
        ),
    ] = field(default_factory=_usual_processes)
    threads: Annotated[int, Says("server", WholeNumber(1, 256), "Simultaneous requests in each process")] = 8
    client_connections: Annotated[
        int, Says("server", WholeNumber(4, 1000), "Open connections from one address in each process")
    ] = 60
    stop_seconds: Annotated[
        int, Says("server", WholeNumber(1, 600), "Seconds to finish open requests when the server stops")
    ] = 30

    # The site: what it shows, and under which address.
    index_dir: Annotated[Path, Says("site", Folder(), "Folder of the index")] = INDEX_DIR
    engine_url: Annotated[
        str,
        Says(
            "site",
            Text(),
            "Address of the search cluster, or several with commas between",
            "that with which the index was built",
        ),
    ] = ""
    public_url: Annotated[
        str | None, Says("site", SiteAddress(), "Public address of the site, used in copied links")
    ] = None
    allowed_host: Annotated[
        tuple[str, ...],
        Says(
            "site",
            Several(HostName()),
            "Host names to answer besides the public address and loopback; `*` for any",
        ),
    ] = ()
    trusted_proxy: Annotated[
        tuple[IPNetwork, ...],
        Says("site", Several(Network()), "Proxies in front of the site that are trusted for readers' addresses"),
    ] = ()
    private: Annotated[bool, Says("site", Switch(), "Readers sign in at a proxy: no shared cache may store pages")] = (
        False
    )
    api_origin: Annotated[
        tuple[str, ...],
        Says(
            "site",
            Several(WebOrigin()),
            "Websites whose pages may read the API in a browser; `*` for any, if the papers are public",
        ),
    ] = ()
    language: Annotated[
        str,
        Says(
            "site",
            OneOf(tuple(LANGUAGES)),
            "Language of pages for readers who chose none and whose browsers ask for none of these",
        ),
    ] = DEFAULT_LANGUAGE
    site_name: Annotated[str, Says("site", Text(80), "Name of the site: header, titles, search engines")] = "Rapporteur"
    strap_line: Annotated[str, Says("site", Text(), "What the site is, in one line: footer, search engines")] = marked(
        "Search the papers of meetings, and cite any passage with a permanent link."
    )
    logo: Annotated[
        Picture | None,
        Says("site", PictureFile(), "Logo beside the name in the header: SVG, PNG, WebP or JPEG, at most 1 MB"),
    ] = None
    time_zone: Annotated[
        ZoneInfo | None,
        Says(
            "site",
            TimeZone(),
            "Time zone of the day on which references say that a paper was read, as `Europe/Paris`",
            "that of the server",
        ),
    ] = None
    symbol_link: Annotated[
        str,
        Says(
            "site",
            SymbolAddress(),
            "Address of official documents, with `{symbol}` for the symbol, as `https://docs.un.org/{symbol}`",
        ),
    ] = ""
    contact: Annotated[str, Says("site", Text(), "Contact for readers: an e-mail address, a web address or text")] = ""
    originals: Annotated[
        bool, Says("site", Switch(), "Offer the files of the papers, and pictures of their pages, to readers")
    ] = False
    about: Annotated[str, Says("site", TextFile(), "Text of the page `/about`, in Markdown")] = ""

    # Limits: how much one reader may ask for.
    max_draft: Annotated[
        int, Says("limits", WholeNumber(1, 1000), "Largest draft for checking quotations, in megabytes")
    ] = DRAFT_LIMITS.bytes // 10**6
    desks: Annotated[int, Says("limits", WholeNumber(1, 64), "Drafts checked at the same time, in all processes")] = 2
    draft_queue: Annotated[int, Says("limits", WholeNumber(0, 1000), "Drafts that may wait")] = 20
    draft_seconds: Annotated[
        int, Says("limits", WholeNumber(1, 3600), "Seconds of processor time to read a draft, and again to check it")
    ] = 20
    rate_limit: Annotated[
        str,
        Says(
            "limits",
            Rates(),
            f"Limit of requests from one address: `{PUBLIC_PAGES}`, or `off`",
            _usual_rate(PUBLIC_PAGES),
        ),
    ] = ""
    draft_rate_limit: Annotated[
        str,
        Says(
            "limits",
            Rates(),
            f"Limit of drafts from one address: `{PUBLIC_DRAFTS}`, or `off`",
            _usual_rate(PUBLIC_DRAFTS),
        ),
    ] = ""

    picture_rate_limit: Annotated[
        str,
        Says(
            "limits",
            Rates(),
            f"Limit of pages of originals drawn for one address: `{PUBLIC_PICTURES}`, or `off`",
            _usual_rate(PUBLIC_PICTURES),
        ),
    ] = ""
    picture_cache: Annotated[
        int, Says("limits", WholeNumber(1, 1_000_000), "Disk for drawn pages of originals, in megabytes")
    ] = 200

    # Logs and figures.
    log_requests: Annotated[bool, Says("logs", Switch(), "Write a line for each request to standard error")] = True
    log_format: Annotated[LogFormat, Says("logs", OneOf(("text", "json")), "Format of log lines")] = "text"
    log_queries: Annotated[
        bool, Says("logs", Switch(), "Include the words of searches and all other parameters in log lines")
    ] = False
    keep_unanswered: Annotated[
        bool, Says("logs", Switch(), "Keep the words of searches that find nothing, for `rapporteur report`")
    ] = False
    metrics_from: Annotated[
        tuple[IPNetwork, ...],
        Says("logs", Several(Network()), "Networks that may read `/metrics`, besides this machine"),
    ] = ()

    # Mails: only `rapporteur alerts` reads these.
    smtp_host: Annotated[str, Says("mail", Text(), "Name of the mail server that takes the mails")] = ""
    smtp_port: Annotated[int, Says("mail", WholeNumber(1, 65535), "Port of the mail server")] = 587
    smtp_security: Annotated[
        MailSecurity,
        Says("mail", OneOf(("starttls", "tls", "none")), "How the connection to the mail server is encrypted"),
    ] = "starttls"
    smtp_user: Annotated[str, Says("mail", Text(), "Name to sign in with at the mail server")] = ""
    smtp_password_file: Annotated[
        str, Says("mail", TextFile(), f"File with the password; the variable `{PASSWORD_VARIABLE}` counts more")
    ] = ""
    mail_from: Annotated[str, Says("mail", Text(), "Address that the mails come from")] = ""


@dataclass(frozen=True)
class Setting:
    """One line of the table."""

    name: str
    says: Says
    default: object

    @property
    def key(self) -> str:
        """The key in a file."""
        return self.name.replace("_", "-")

    @property
    def flag(self) -> str:
        """The option of `rapporteur serve`."""
        return f"--{self.key}"

    @property
    def variable(self) -> str:
        """The variable of the environment."""
        return VARIABLE_PREFIX + self.name.upper()

    @property
    def default_text(self) -> str:
        """The default in words."""
        if self.says.default_text:
            return self.says.default_text
        if isinstance(self.default, bool):
            return "on" if self.default else "off"
        if isinstance(self.default, tuple):
            return ", ".join(map(str, self.default)) or "none"
        return "none" if self.default in {None, ""} else str(self.default)


def _lines() -> Iterator[Setting]:
    hints = get_type_hints(Settings, include_extras=True)
    for line in fields(Settings):
        default = line.default if line.default is not MISSING else None
        (says,) = hints[line.name].__metadata__
        yield Setting(line.name, says, default)


TABLE = {setting.name: setting for setting in _lines()}
"""Every setting by its name, in the order of the documentation."""
