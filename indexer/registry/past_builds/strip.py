"""Takes redacted texts out of the file of past builds: what stood where stays known, the words do not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import msgspec

from indexer.disk.sync import sync
from indexer.redactions.fingerprints import exact_print, letters
from indexer.redactions.records import Redactions

from .changes import completed, with_contexts
from .lines import (
    NO_TEXT_HASH,
    AnyPastLine,
    FormerTextLine,
    PassageContext,
    PastMeetingLine,
    PastPaperLine,
    PastSessionLine,
    PersonAround,
    decode_past_line,
    encode_past_line,
    text_hash,
)

KeptHashes = Mapping[str, Collection[str]]
"""The hashes of all wordings that the registry keeps of each passage, by id."""


def strip_past_builds(path: Path, redactions: Redactions, kept: KeptHashes) -> None:
    """Take everything that is redacted out of a file of past builds; leave one that cannot be read as it is gone.

    `kept` are the hashes of what the rows of the registry still say. Raise OSError.
    """
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return
    try:
        stripper = _PastStripper(redactions, kept, lines)
        stripped = [stripper.strip(line) for line in lines if line.endswith(b"\n")]
    except msgspec.DecodeError:
        path.unlink()  # nobody can say what words it holds, and builds go on without it
        return
    if stripped != lines:
        aside = path.with_name(f".{path.name}.tmp")  # hidden, so that no scan takes it for a paper
        aside.write_bytes(b"".join(stripped))
        sync(aside)
        aside.replace(path)
        sync(path.parent)


class _PastStripper:
    def __init__(self, redactions: Redactions, kept: KeptHashes, lines: Iterable[bytes]) -> None:
        self._ids = frozenset(row.id for row in redactions.rows)
        self._prints: dict[str, set[str]] = {}
        for row in redactions.rows:
            known = self._prints.setdefault(row.key, set())
            known.update(row.names, (wording.exact for wording in row.wordings))
        self._names = redactions.removed_names
        self._kept = kept
        self._checked: dict[str, bool] = {}
        self._complete: dict[str, PastPaperLine] = {}
        """The last line of each paper, made complete."""
        self._changed: set[str] = set()
        """Ids of the papers whose last line is not what it was."""
        self._kept_here: set[tuple[str, str]] = set()
        """Ids and hashes of the wordings that only this file keeps."""
        for former in (decode_past_line(line) for line in lines if line.startswith(b'{"row":"text"')):
            if isinstance(former, FormerTextLine) and self._stripped(former):
                self._kept_here.add((former.passage, text_hash(former.text)))

    def strip(self, encoded: bytes) -> bytes:
        """Return a line without what is redacted; empty where nothing of it may stay."""
        line = decode_past_line(encoded)
        if isinstance(line, PastPaperLine):
            return self._strip_paper(line, encoded)
        stripped = self._stripped(line)
        if stripped is None:
            return b""
        return encoded if stripped == line else encode_past_line(stripped)

    def _stripped(self, line: AnyPastLine) -> AnyPastLine | None:
        match line:
            case FormerTextLine(passage, text):
                is_gone = self._is_gone(passage) or self._is_redacted(text) or self._names.stand_in(text)
                return None if is_gone else line
            case PastMeetingLine() | PastSessionLine():
                return msgspec.structs.replace(line, title=self._without(line.title))
            case _:
                return line

    def _strip_paper(self, line: PastPaperLine, encoded: bytes) -> bytes:
        """Return the line of a paper: complete where it loses something, or where the line that it follows did."""
        before = self._complete.get(line.id)
        complete = completed([before, line] if before and line.follows else [line])
        self._complete[line.id] = complete
        stripped = self._paper(complete)
        if stripped != complete:
            self._changed.add(line.id)
        elif not line.follows:
            self._changed.discard(line.id)
        return encode_past_line(stripped) if line.id in self._changed else encoded

    def _is_gone(self, id_: str) -> bool:
        return id_ in self._ids or id_.rpartition(".")[0] in self._ids

    def _is_redacted(self, text: str) -> bool:
        """Return whether a text is a redacted wording, or the name or title in one."""
        if text not in self._checked:
            reduced = letters(text)
            self._checked[text] = bool(reduced) and any(
                exact_print(key, reduced) in prints for key, prints in self._prints.items()
            )
        return self._checked[text]

    def _paper(self, line: PastPaperLine) -> PastPaperLine:
        is_gone = line.id in self._ids
        passages = tuple(
            placed
            if not is_gone and self._stays(f"{line.id}.{placed.name}", placed.text)
            else msgspec.structs.replace(placed, text=NO_TEXT_HASH, mentions=(), voices=())
            for placed in line.passages
        )
        contexts = tuple(
            PassageContext(context.meeting, context.session) if is_gone else self._context(context)
            for context in line.contexts
        )
        title = "" if is_gone else self._without(line.title)
        return with_contexts(msgspec.structs.replace(line, title=title), contexts, passages)

    def _stays(self, id_: str, of_text: str) -> bool:
        """Return whether the hash of a wording may stay: a wording that the registry has lost was redacted."""
        is_kept = of_text in self._kept.get(id_, ()) or (id_, of_text) in self._kept_here
        return is_kept and not self._is_gone(id_)

    def _context(self, context: PassageContext) -> PassageContext:
        return PassageContext(
            meeting=context.meeting,
            session=context.session,
            headings=tuple(self._without(text) for text in context.headings),
            heads=tuple(self._without(text) for text in context.heads),
            people=tuple(person for person in context.people if not self._names_redacted(person)),
        )

    def _without(self, text: str) -> str:
        """Return a title or a head without redacted names; empty where it is redacted as a whole."""
        return "" if self._is_redacted(text) else self._names.removed(text)

    def _names_redacted(self, person: PersonAround) -> bool:
        return any(self._without(text) != text for text in (person.name, person.affiliation or ""))


def kept_hashes(texts: Mapping[str, Collection[str]]) -> KeptHashes:
    """Return the hashes of texts by the id of their passage."""
    return {id_: {text_hash(text) for text in of_passage} for id_, of_passage in texts.items()}
