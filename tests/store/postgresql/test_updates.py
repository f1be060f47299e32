"""A catalogue on the server answers as one in a file, after updates too, and the builds before keep their answers."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from indexer.store.catalogues import Catalogues
from indexer.store.postgresql.place import read_place
from indexer.store.postgresql.reader import PostgresqlCatalogue
from tests.store.asked import answers_of
from tests.store.papers_of_catalogue import Papers, made_paper, write_papers


@pytest.mark.usefixtures("postgresql_url")
def test_an_updated_catalogue_answers_as_a_new_one(tmp_path: Path) -> None:
    """After many changes every answer is that of a whole build, and the build before still gives its own."""
    chance = random.Random(12)  # noqa: S311  # for a test
    papers: Papers = {f"p{number:02}": made_paper(f"p{number:02}", 0, 5) for number in range(12)}
    base = tmp_path / "pg" / "0"
    base.mkdir(parents=True)
    write_papers("postgresql", base, papers)
    for step in range(1, 9):
        with closing(PostgresqlCatalogue(base)) as catalogue:
            before = answers_of(catalogue)
        changed = set(chance.sample(sorted(papers), chance.choice([1, 1, 2])))
        for key in changed:
            if chance.random() < 0.2:
                del papers[key]
            else:
                papers[key] = made_paper(key, step, chance.randrange(1, 9))
        if chance.random() < 0.5:
            papers[f"n{step:02}"] = made_paper(f"n{step:02}", step, 4)
            changed.add(f"n{step:02}")
        build, new = tmp_path / "pg" / str(step), tmp_path / "new" / str(step)
        for folder in (build, new):
            folder.mkdir(parents=True)
        write_papers("postgresql", build, papers, base, frozenset(changed))
        write_papers("sqlite", new, papers)
        with closing(PostgresqlCatalogue(build)) as catalogue:
            assert answers_of(catalogue) == answers_of_new(new)
        with closing(PostgresqlCatalogue(base)) as catalogue:
            assert answers_of(catalogue) == before
        for old in (tmp_path / "pg").glob("*/catalogue.json"):
            if old.parent not in (build, base):
                old.unlink()
        base = build
    assert read_place(base).generation > 1


def answers_of_new(folder: Path) -> tuple[object, ...]:
    """Return what a catalogue in a file answers."""
    with closing(Catalogues().open("sqlite", folder)) as catalogue:
        return answers_of(catalogue)
