"""Where the server of catalogues is: an address from the environment, which no file and no message holds in full."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

CATALOGUE_URL_VARIABLE = "RAPPORTEUR_CATALOGUE_URL"
"""The variable with the address: `postgresql://USER@HOST:5432/DATABASE`. The password is better in PGPASSFILE."""
_SCHEMES = ("postgresql", "postgres")


def stated_url() -> str:
    """Return the address that the environment states; empty where it states none."""
    return os.environ.get(CATALOGUE_URL_VARIABLE, "").strip()


def is_postgresql(url: str) -> bool:
    """Return whether an address can be one of a PostgreSQL server."""
    try:
        return urlsplit(url).scheme in _SCHEMES
    except ValueError:
        return False


def shown_address(url: str) -> str:
    """Return an address as it may be shown: without its password, and without options, which may hold one."""
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.username else ""
    return f"{user}{parts.netloc.rpartition('@')[2] or 'this machine'}{parts.path}"
