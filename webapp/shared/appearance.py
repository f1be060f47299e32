"""What the owner of a site has stated about it, as pages show it: its name, its strap line, its logo, whom to ask.

Reading the settings belongs to `settings`, the page about the site to `browse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.disk.hashing import sha256_hex
from webapp.address import urls
from webapp.address.urls import Link
from webapp.settings.table import Settings

_SHORT_NAME = 16  # characters; this and the next are of OpenSearch 1.1
_LONG_NAME = 48
_MAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"()]+")


@dataclass(frozen=True)
class Appearance:
    """The words and pictures of a site that are its owner's."""

    name: str
    strap_line: str
    logo_url: str
    """Path of the logo; empty where there is none."""
    contact: Link | None
    """Whom readers can ask; without a URL where it is words."""

    @property
    def short_name(self) -> str:
        """The name in the length that a browser's list of search engines has."""
        return _cut(self.name, _SHORT_NAME)

    @property
    def long_name(self) -> str:
        """The name in the length that a search description has."""
        return _cut(self.name, _LONG_NAME)


def appearance_of(settings: Settings) -> Appearance:
    """Return what the pages show of the settings of a site."""
    logo = settings.logo
    return Appearance(
        settings.site_name or Settings().site_name,
        settings.strap_line,
        urls.with_arguments(urls.LOGO, {"v": sha256_hex([logo.content])[:12]}) if logo else "",
        _contact_link(settings.contact) if settings.contact else None,
    )


def _contact_link(contact: str) -> Link:
    """Return whom readers can ask: a mail address, with `mailto:` before it or without, a web address, or words."""
    address = re.sub("^mailto:", "", contact, flags=re.IGNORECASE)
    if _MAIL.fullmatch(address):
        return Link(address, f"mailto:{address}")
    return Link(contact, contact if re.match(r"https?://\S+$", contact) else "")


def _cut(name: str, length: int) -> str:
    """Return a name, or as many of its first words as fit into a length."""
    if len(name) <= length:
        return name
    words, _, _ = name[: length + 1].rpartition(" ")
    return words.rstrip(" ,;:-") or name[:length]
