"""The files of the papers of a build, each with whether anybody may see it.

A file with words that were redacted is never shown: that would publish them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from indexer.ingest.tasks import ReadTask
from indexer.object_store.address import ObjectFolder, PapersFolder
from indexer.redactions.records import Redactions
from indexer.store.original_files import OriginalFile, WithheldReason

from .readings import CorpusReadings


def original_files(
    readings: CorpusReadings, documents: Mapping[str, str], redactions: Redactions, folder: PapersFolder
) -> dict[str, OriginalFile]:
    """Return the file of each document by its id; `documents` are the ids by the names of the papers."""
    redacted = {row.id.rpartition(".")[0] if row.kind == "passage" else row.id for row in redactions.rows}
    files: dict[str, OriginalFile] = {}
    for name, document in documents.items():
        if name not in readings.facts:
            continue
        task = readings.task(name)
        is_redacted = document in redacted or name in readings.redacted or _may_hold_names(readings, name, redactions)
        reason: WithheldReason = "redacted" if is_redacted else ""
        if not is_redacted and readings.may_be_offered(name) is False:
            reason = "refused"
        path = _path_below(folder, task)
        files[document] = OriginalFile(path, task.digest, task.member, task.options.encoding, reason)
    return files


def _path_below(folder: PapersFolder, task: ReadTask) -> str:
    if isinstance(folder, ObjectFolder):
        return task.stored.key.removeprefix(folder.prefix) if task.stored else ""
    return PurePath(task.path).relative_to(folder).as_posix()


def _may_hold_names(readings: CorpusReadings, name: str, redactions: Redactions) -> bool:
    """Return whether a removed name may stand in a file unseen: in pictures of pages, letters are misread.

    The owner of the papers who has looked says so in `corpus.toml`.
    """
    is_recognised = readings.facts[name].recognised
    return bool(redactions.names) and is_recognised and readings.may_be_offered(name) is not True
