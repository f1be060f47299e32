"""Read test collections: documents, questions, and which documents people judged to answer which question."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("cranfield", "cisi", "med", "npl")


@dataclass(frozen=True)
class JudgedCollection:
    """One test collection: texts by document id, questions by question id, and grades by question and document."""

    name: str
    documents: Mapping[str, str]
    questions: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def read_collections(archive: Path) -> list[JudgedCollection]:
    """Read `<name>/docs.jsonl`, `queries.jsonl` and `qrels.tsv` of each collection from a tar archive."""
    with tarfile.open(archive) as tar:
        files = {"/".join(Path(member.name).parts[-2:]): member for member in tar.getmembers() if member.isfile()}
        return [_read(name, lambda path: _text(tar, files[path])) for name in NAMES]


def read_collection(folder: Path) -> JudgedCollection:
    """Read one collection from a folder with `docs.jsonl`, `queries.jsonl` and `qrels.tsv`."""
    return _read(folder.name, lambda path: (folder.parent / path).read_text(encoding="utf-8"))


def _text(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    stream = tar.extractfile(member)
    if stream is None:
        raise ValueError(member.name)
    return stream.read().decode("utf-8")


def _read(name: str, read_text: Callable[[str], str]) -> JudgedCollection:
    documents = {
        record["id"]: _title_and_text(record)
        for record in map(json.loads, read_text(f"{name}/docs.jsonl").splitlines())
    }
    questions = {
        record["id"]: record["text"] for record in map(json.loads, read_text(f"{name}/queries.jsonl").splitlines())
    }
    grades: dict[str, dict[str, int]] = {question: {} for question in questions}
    for line in read_text(f"{name}/qrels.tsv").splitlines():
        question, document, grade = line.split("\t")
        grades[question][document] = int(grade)
    return JudgedCollection(name, documents, questions, grades)


def _title_and_text(document: Mapping[str, str]) -> str:
    """Return the title and the text as one string, so that every engine gets the same words."""
    return f"{document.get('title', '')} {document['text']}".strip()
