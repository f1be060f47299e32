"""A catalogue that is made from the one before it answers as one that is written anew."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.model import Document, Passage, Person
from indexer.store.catalogue import SqliteCatalogue, parts_folder
from indexer.store.catalogue_parts import MAX_PARTS, PartContents, PartsPlan, plan_parts
from indexer.store.catalogue_writer import SqliteCatalogueWriter
from tests.corpus_factory import CAPACITY, CHAIR, MONTEVIDEO, SESSIONS, document, passage

Papers = dict[str, tuple[Document, list[Passage]]]


def paper(key: str, wording: int, length: int) -> tuple[Document, list[Passage]]:
    """Return a paper whose passages all have one wording."""
    own = replace(document(key, MONTEVIDEO), title=f"Paper {key} {wording}")
    people = (replace(CHAIR, person="chair"),)
    return own, [
        passage(own, at, f"Wording {wording} of {key} at {at}.", CAPACITY, people=people) for at in range(length)
    ]


def everything(path: Path) -> tuple[object, ...]:
    """Return what a catalogue answers."""
    with closing(SqliteCatalogue(path)) as catalogue:
        catalogue.check()
        ids = sorted(catalogue.passage_ids())
        return (
            list(catalogue.documents.items()),
            dict(catalogue.meetings),
            dict(catalogue.sessions),
            dict(catalogue.persons),
            catalogue.passages_by_id(ids),
            [catalogue.document_passages(key) for key in catalogue.documents],
            catalogue.session_passages(MONTEVIDEO.id, [CAPACITY.id]),
            catalogue.person_passages("chair"),
            catalogue.passage_kinds(),
            catalogue.passage_counts(),
            catalogue.group_keys(ids),
            (catalogue.size.passages, catalogue.ids_digest),
        )


def before_parts(base: Path) -> list[PartContents]:
    """Return the parts of a catalogue."""
    with closing(SqliteCatalogue(base)) as catalogue:
        return catalogue.parts()


def write(path: Path, papers: Papers, base: Path | None = None, changed: frozenset[str] = frozenset()) -> None:
    """Write a catalogue of papers, or update that of `base` with those that changed."""
    order = sorted(papers)
    kept = [key for key in order if key not in changed] if base else []
    merged: Sequence[str] = ()
    if base:
        plan = plan_parts(before_parts(base), kept)
        merged = [part.name for part in before_parts(base)] if plan.anew else plan.merged
    with SqliteCatalogueWriter(path, base) as writer:
        writer.keep_documents(kept, merged)
        if papers:
            writer.put_meetings([MONTEVIDEO], [session for session in SESSIONS if session.meeting == MONTEVIDEO.id])
        for key in order:
            if base is None or key in changed:
                own, passages = papers[key]
                writer.add_document(own, (), passages)
        writer.add_persons([Person("chair", f"Chair of {len(papers)}")])
        writer.finish(order)


def test_an_updated_catalogue_answers_as_a_new_one(tmp_path: Path) -> None:
    """After many changes of one or a few papers, every answer is that of a catalogue written at once."""
    chance = random.Random(12)  # noqa: S311  # for a test
    papers = {f"p{number:02}": paper(f"p{number:02}", 0, 5) for number in range(20)}
    (tmp_path / "0").mkdir()
    base = tmp_path / "0" / "c.sqlite"
    write(base, papers)
    for step in range(1, 30):
        changed = set(chance.sample(sorted(papers), chance.choice([1, 1, 1, 2, 6])))
        for key in changed:
            if chance.random() < 0.2:
                del papers[key]
            else:
                papers[key] = paper(key, step, chance.randrange(1, 9))
        if chance.random() < 0.3:
            papers[f"n{step:02}"] = paper(f"n{step:02}", step, 4)
            changed.add(f"n{step:02}")
        path, new = (tmp_path / name / "c.sqlite" for name in (str(step), f"new{step}"))
        for folder in (path.parent, new.parent):
            folder.mkdir()
        write(path, papers, base, frozenset(changed))
        write(new, papers)
        assert everything(path) == everything(new)
        assert len(list(parts_folder(path).iterdir())) <= MAX_PARTS
        base = path


def test_a_catalogue_without_papers_can_be_updated(tmp_path: Path) -> None:
    """Removing every paper leaves an empty catalogue, to which papers can be added again."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    papers = {"p": paper("p", 1, 3)}
    write(tmp_path / "a" / "c.sqlite", papers)
    write(tmp_path / "b" / "c.sqlite", {}, tmp_path / "a" / "c.sqlite")
    assert everything(tmp_path / "b" / "c.sqlite")[0] == []
    write(tmp_path / "c" / "c.sqlite", papers, tmp_path / "b" / "c.sqlite", frozenset(papers))
    assert everything(tmp_path / "c" / "c.sqlite") == everything(tmp_path / "a" / "c.sqlite")


def test_an_update_shares_the_parts_that_it_does_not_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The passages of unchanged papers are not written again; where links do not work, their file is copied."""
    papers = {f"p{number}": paper(f"p{number}", 0, 5) for number in range(40)}
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    write(tmp_path / "a" / "c.sqlite", papers)
    papers["p7"] = paper("p7", 1, 5)
    write(tmp_path / "b" / "c.sqlite", papers, tmp_path / "a" / "c.sqlite", frozenset({"p7"}))
    first, second = (parts_folder(tmp_path / name / "c.sqlite") / "000001.sqlite" for name in ("a", "b"))
    assert first.samefile(second)

    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    write(tmp_path / "c" / "c.sqlite", papers, tmp_path / "b" / "c.sqlite")
    assert everything(tmp_path / "c" / "c.sqlite") == everything(tmp_path / "b" / "c.sqlite")


def part(name: str, passages: int, living: int | None = None) -> PartContents:
    """Return a part of one document that is kept, and of others that are not."""
    return PartContents(name, passages, {f"d{name}": passages if living is None else living, f"gone{name}": 1})


@pytest.mark.parametrize(
    ("parts", "plan"),
    [
        ([], PartsPlan(anew=True, merged=())),
        ([part("1", 1000)], PartsPlan(anew=False, merged=())),
        ([part("1", 1000, 850)], PartsPlan(anew=True, merged=())),
        ([part("1", 1000), part("2", 120)], PartsPlan(anew=True, merged=())),
        ([part("1", 1000), part("2", 10)], PartsPlan(anew=False, merged=())),
        ([part("1", 1000), part("2", 900, 0)], PartsPlan(anew=False, merged=())),
        ([part("1", 9000), *(part(str(at), 1) for at in range(2, 9))], PartsPlan(anew=False, merged=list("2345678"))),
    ],
)
def test_parts_are_merged_when_they_are_many_or_void(parts: list[PartContents], plan: PartsPlan) -> None:
    """Small parts are merged when more than eight would be open; above a tenth void or loose, all is written anew."""
    assert plan_parts(parts, {f"d{each.name}" for each in parts}) == plan
