"""The file of redactions: one line for each text that was taken out, with the reason and its fingerprints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.disk.sync import sync
from indexer.errors import RapporteurError
from indexer.speech.marking import marked
from indexer.speech.translation import gettext

from .fingerprints import Fingerprint, exact_print, new_key
from .names import KeyedNames, RedactedNames, run_sizes

REDACTIONS_FORMAT = 1
FORMAT_WITH_NAMES = 2
"""Of a file that has names: a version that does not know them may not pass them over."""
RedactedKind = Literal["passage", "document"]
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_MARK_DIGITS = 16
_KEY = re.compile(r"[0-9a-f]{64}")


class RedactionsDamaged(RapporteurError):
    """The file of redactions cannot be read: without it, what was taken out would come back."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(
            f"{path}, line {line}: {problem}. Put the file back (git checkout, or a backup); nothing was changed."
        )


class Removal(NamedTuple):
    """What readers are told of a redaction."""

    kind: RedactedKind
    reason: str
    date: str
    """UTC, as `2026-01-31T12:00:00Z`."""

    @property
    def sentence(self) -> str:
        """Why and when, for people."""
        if self.kind == "passage":
            sentence = marked("This passage was removed on %(day)s and its words were deleted. Reason: %(reason)s")
        else:
            sentence = marked("The whole paper was removed on %(day)s and its words were deleted. Reason: %(reason)s")
        return gettext(sentence, day=self.date[:10], reason=self.reason)


class Redaction(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="row", tag="redaction"):
    """A passage or a whole document that was taken out."""

    id: str
    kind: RedactedKind
    date: str
    """UTC, as `2026-01-31T12:00:00Z`."""
    reason: str
    key: str
    """Of all its fingerprints, as hex."""
    wordings: tuple[Fingerprint, ...] = ()
    names: tuple[str, ...] = ()
    """The keyed hashes of the names and titles in it: they go with it where no other paper has them."""
    sources: tuple[str, ...] = ()
    """Of a document: the keyed hashes of the names of its files."""
    digests: tuple[str, ...] = ()
    """Of a document: the keyed hashes of the digests of its files."""


class RemovedName(msgspec.Struct, frozen=True, tag_field="row", tag="name"):
    """A name that was taken out wherever it stands, in all its forms."""

    date: str
    """UTC, as `2026-01-31T12:00:00Z`."""
    reason: str
    key: str
    """Of its fingerprints, as hex."""
    prints: tuple[str, ...]
    """The keyed hash of each form."""
    words: tuple[int, ...]
    """How many words the forms have."""


class _Head(msgspec.Struct, frozen=True, tag_field="row", tag="redactions"):
    format: int


_decode = msgspec.json.Decoder(_Head | Redaction | RemovedName).decode


@dataclass(frozen=True)
class Redactions:
    """All redactions of a registry, the oldest first."""

    rows: tuple[Redaction, ...] = ()
    names: tuple[RemovedName, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything was redacted."""
        return bool(self.rows or self.names)

    @property
    def digest(self) -> str:
        """A hash of them all; empty where there are none."""
        return sha256_hex(self._lines()) if self else ""

    @property
    def marks(self) -> frozenset[str]:
        """One short hash for each, by which a later build knows which these were; none tells anything of the words."""
        named = (" ".join((name.key, *sorted(name.prints))) for name in self.names)
        return frozenset(sha256_hex([of.encode()])[:_MARK_DIGITS] for of in (*(row.id for row in self.rows), *named))

    @property
    def removed_names(self) -> RedactedNames:
        """The names, as texts are searched for them."""
        by_key: dict[str, list[RemovedName]] = {}
        for row in self.names:
            by_key.setdefault(row.key, []).append(row)
        return RedactedNames(
            tuple(
                KeyedNames(
                    key,
                    frozenset(known for row in rows for known in row.prints),
                    run_sizes(w for row in rows for w in row.words),
                )
                for key, rows in by_key.items()
            )
        )

    @property
    def key(self) -> str:
        """The key for the next redaction: one key lets many texts be compared at once."""
        keys = [*(row.key for row in self.rows), *(name.key for name in self.names)]
        return keys[-1] if keys else new_key()

    def by_id(self) -> Mapping[str, Redaction]:
        """Return the redactions by the id that was taken out."""
        return {row.id: row for row in self.rows}

    def of(self, passage_or_document: str) -> Redaction | None:
        """Return the redaction of an id, which may be that of the document that a passage stood in."""
        known = self.by_id()
        return known.get(passage_or_document) or known.get(passage_or_document.rpartition(".")[0])

    def with_others(self, others: Iterable[Redaction]) -> Redactions:
        """Return these and others; of two for one id, the first stays."""
        known = self.by_id()
        added = {row.id: row for row in others if row.id not in known}
        return Redactions((*self.rows, *added.values()), self.names)

    def with_name(self, name: RemovedName) -> Redactions:
        """Return these and a name."""
        return Redactions(self.rows, (*self.names, name))

    def merged_with(self, others: Redactions) -> Redactions:
        """Return these and all others; of two for one id, the first stays."""
        names = dict.fromkeys((*self.names, *others.names))
        return Redactions(self.with_others(others.rows).rows, tuple(names))

    def of_file(self, digest: str) -> Redaction | None:
        """Return the redaction of the whole document that a file with this digest is."""
        for row in self.rows:
            if row.digests and exact_print(row.key, digest) in row.digests:
                return row
        return None

    def save(self, path: Path) -> None:
        """Write the file whole or not at all. Raise OSError."""
        aside = path.with_name(f".{path.name}.tmp")  # hidden, so that no scan takes it for a paper
        aside.write_bytes(b"".join(self._lines()))
        sync(aside)
        aside.replace(path)
        sync(path.parent)

    def _lines(self) -> Iterator[bytes]:
        head = _Head(FORMAT_WITH_NAMES if self.names else REDACTIONS_FORMAT)
        for row in (head, *self.rows, *self.names):
            yield msgspec.json.encode(row) + b"\n"


def load_redactions(path: Path) -> Redactions:
    """Return the redactions in a file, none where there is no file. Raise RedactionsDamaged."""
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return Redactions()
    except OSError as error:
        raise RedactionsDamaged(path, 1, f"the file cannot be opened ({error.strerror})") from error
    rows: dict[str, Redaction] = {}
    names: list[RemovedName] = []
    for number, line in enumerate(lines, start=1):
        row = _row(path, number, line)
        if isinstance(row, Redaction):
            rows[row.id] = row
        elif isinstance(row, RemovedName):
            names.append(row)
    if not lines:
        raise RedactionsDamaged(path, 1, "the file is empty")
    return Redactions(tuple(rows.values()), tuple(names))


def _row(path: Path, number: int, line: bytes) -> _Head | Redaction | RemovedName:
    if not line.endswith(b"\n"):
        raise RedactionsDamaged(path, number, "the file ends in the middle of a line")
    try:
        row: _Head | Redaction | RemovedName = _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RedactionsDamaged(path, number, f"this is not a row of a redactions file ({error})") from error
    if isinstance(row, _Head) != (number == 1):
        raise RedactionsDamaged(path, number, "the head belongs in the first line only")
    if isinstance(row, _Head) and not REDACTIONS_FORMAT <= row.format <= FORMAT_WITH_NAMES:
        problem = f"the file has format {row.format}; this version of Rapporteur reads format {FORMAT_WITH_NAMES}"
        raise RedactionsDamaged(path, number, problem)
    if not isinstance(row, _Head) and not (_STAMP.fullmatch(row.date) and _KEY.fullmatch(row.key)):
        raise RedactionsDamaged(path, number, "“date” is a time such as 2026-01-31T12:00:00Z, “key” 64 hex characters")
    return row
