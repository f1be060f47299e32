"""The address of papers: a folder of this machine, or `s3://bucket/prefix`.

Nothing is asked of a store here, so that an address can be read where no library for stores is installed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from .errors import ObjectAddressUnfit

SCHEME = "s3://"
_OTHER_SCHEMES = re.compile(r"(?:s3a|s3n|gs|gcs|az|azure|abfss?|adl|https?|ftp|file)://", re.IGNORECASE)
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]")


@dataclass(frozen=True)
class ObjectFolder:
    """All objects of a bucket whose keys begin with the same."""

    bucket: str
    prefix: str = ""
    """What the keys begin with: empty, or with a slash at the end."""

    def __str__(self) -> str:
        return f"{SCHEME}{self.bucket}/{self.prefix}".rstrip("/")

    def key(self, name: str) -> str:
        """Return the key of the object with a name below this folder."""
        return self.prefix + name


@dataclass(frozen=True)
class StoredObject:
    """An object of an object store, which a source is read from in place of a file."""

    bucket: str
    key: str
    size: int
    """In bytes, as the store listed it."""


PapersFolder: TypeAlias = Path | ObjectFolder
"""Where papers are."""


def papers_folder(text: str) -> PapersFolder:
    """Return the folder that an address names. Raise ObjectAddressUnfit for one of a store that is none of S3."""
    if not text.lower().startswith(SCHEME):
        if _OTHER_SCHEMES.match(text):
            raise ObjectAddressUnfit(_without_secret(text), "only s3:// is known")
        return Path(text)
    bucket, _, prefix = text[len(SCHEME) :].partition("/")
    if "@" in bucket or ":" in bucket:
        problem = "credentials and hosts do not belong into it, but into AWS_ACCESS_KEY_ID and the like"
        raise ObjectAddressUnfit(_without_secret(text), problem)
    if not _BUCKET.fullmatch(bucket):
        raise ObjectAddressUnfit(text, f"“{bucket}” is no name of a bucket")
    prefix = prefix.rstrip("/")
    return ObjectFolder(bucket, f"{prefix}/" if prefix else "")


def full_address(folder: PapersFolder) -> str:
    """Return an address that does not depend on the folder that a process is in."""
    return str(folder.resolve() if isinstance(folder, Path) else folder)


def _without_secret(text: str) -> str:
    """Return an address without what stands before its host."""
    scheme, _, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}" if "@" in host else f"{scheme}://…"
