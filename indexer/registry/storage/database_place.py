"""Where a registry is kept: in the files of its folder, or in a PostgreSQL database that the folder points at.

The file `registry.database` in a folder says that its registry is in a database, and which. The address with the
password is in the environment only, so that it is written nowhere.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import RegistryDatabaseUnknown
from .names import DATABASE_MARK_FILE, REGISTRY_FILE

URL_VARIABLE = "RAPPORTEUR_REGISTRY_URL"
MIRROR_FOLDER = ".registry.database"
"""Hidden: what a build needs of the registry as files; all of it comes from the database."""


def registry_url() -> str:
    """Return the address of the database of registries, empty where none is set."""
    return os.environ.get(URL_VARIABLE, "").strip()


def shown_url(url: str) -> str:
    """Return an address as it may be shown: without a password, and without anything that may hold one."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or os.environ.get("PGHOST") or "the local server"
        port = f":{parts.port}" if parts.port else ""
        place = f"{host}{port}/{parts.path.strip('/') or os.environ.get('PGDATABASE', '')}"
    except ValueError:
        return "the address set"
    return place if parts.scheme in {"postgresql", "postgres"} else "the address set"


def is_in_database(folder: Path) -> bool:
    """Return whether the registry of a folder is in a database: it says so, or has none yet and an address is set.

    Raise RegistryDatabaseUnknown where it is in a database, and no address is set.
    """
    mark = folder / DATABASE_MARK_FILE
    if mark.exists():
        if not registry_url():
            raise RegistryDatabaseUnknown(mark, mark.read_text(encoding="utf-8").strip())
        return True
    return bool(registry_url()) and folder.is_dir() and not (folder / REGISTRY_FILE).exists()


def mark(folder: Path) -> None:
    """Note in a folder that its registry is in the database. Raise OSError."""
    told = shown_url(registry_url()) + "\n"
    file = folder / DATABASE_MARK_FILE
    if not file.exists() or file.read_text(encoding="utf-8") != told:
        file.write_text(told, encoding="utf-8")
