"""Tests of the table of searches without an answer: what is counted, what is not kept, and its bound."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner

from indexer.cli import cli
from indexer.store import unanswered
from indexer.store.unanswered import MOST_SEARCHES, UNANSWERED_FILE, keep_search, unanswered_searches

DAY = date(2031, 5, 4)


def test_a_search_is_counted_with_its_days(tmp_path: Path) -> None:
    """Case and white space make no difference; the words, two counts and two days are all that is kept."""
    keep_search(tmp_path, "Rivers  at\nnight", DAY, some_found=False)
    keep_search(tmp_path, " rivers at NIGHT", DAY + timedelta(days=1), some_found=True)
    keep_search(tmp_path, "\x1b[2J\u2028", DAY, some_found=False)
    (escaped, rivers) = sorted(unanswered_searches(tmp_path), key=lambda search: search.words)
    assert escaped.words == "[2j"
    assert rivers == unanswered.UnansweredSearch("rivers at night", 1, 1, "2031-05-04", "2031-05-05")
    with sqlite3.connect(tmp_path / UNANSWERED_FILE) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(searches)")]
    connection.close()
    assert names == ["words", "none_found", "some_found", "first_day", "last_day"]


def test_the_table_is_bounded(tmp_path: Path) -> None:
    """Beyond the bound, the rarest searches of long ago go, and those asked often stay."""
    keep_search(tmp_path, "often", DAY, some_found=False)
    keep_search(tmp_path, "often", DAY, some_found=False)
    with sqlite3.connect(tmp_path / UNANSWERED_FILE) as connection:
        rows = [(f"rare {number}", 1, 0, "2030-01-01", "2030-01-01") for number in range(MOST_SEARCHES - 1)]
        connection.executemany("INSERT INTO searches VALUES (?, ?, ?, ?, ?)", rows)
    connection.close()
    keep_search(tmp_path, "new", DAY, some_found=False)
    kept = [search.words for search in unanswered_searches(tmp_path)]
    assert len(kept) == MOST_SEARCHES + 1 - MOST_SEARCHES // 10
    assert kept[0] == "often"
    assert "new" in kept


def test_the_report_lists_the_most_frequent_first(tmp_path: Path) -> None:
    """`rapporteur report` prints the searches as a table or as JSON, and forgets them when asked to."""
    options = ["--index-dir", str(tmp_path)]
    assert "--keep-unanswered" in CliRunner().invoke(cli, ["report", *options]).output
    for words, times in (("one", 1), ("three", 3), ("two", 2)):
        for _ in range(times):
            keep_search(tmp_path, words, DAY, some_found=False)
    printed = CliRunner().invoke(cli, ["report", *options, "--limit", "2"]).output.splitlines()
    assert [line.split()[:2] for line in printed[1:]] == [["three", "3"], ["two", "2"]]
    told = json.loads(CliRunner().invoke(cli, ["report", *options, "--json"]).output)
    assert [search["words"] for search in told] == ["three", "two", "one"]
    assert CliRunner().invoke(cli, ["report", *options, "--forget"]).exit_code == 0
    assert unanswered_searches(tmp_path) == ()


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    """A file that is no such table is told in one line with a remedy that works."""
    (tmp_path / UNANSWERED_FILE).write_text("no table at all, but a text that is long enough", encoding="utf-8")
    options = ["report", "--index-dir", str(tmp_path)]
    answer = CliRunner().invoke(cli, options)
    assert answer.exit_code == 1
    assert "To delete them, add --forget" in answer.output
    assert CliRunner().invoke(cli, [*options, "--forget"]).exit_code == 0
    assert CliRunner().invoke(cli, options).exit_code == 0
