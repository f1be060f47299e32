"""`rapporteur review` from end to end: what it lists, and that its tables settle what they state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.cli import cli

NOTES = """\
Some thoughts on the ropes

Nobody in the harbour had looked at the ropes for more than a year, and nobody was surprised by what was found.
"""


def run(*arguments: str | Path, status: int = 0) -> str:
    """Run the command and return what it prints."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Two papers of which little is known, one of them in a folder, indexed."""
    folder = tmp_path / "papers"
    (folder / "old").mkdir(parents=True)
    (folder / "ropes.txt").write_text(NOTES, encoding="utf-8")
    (folder / "old" / "nets.txt").write_text(NOTES.replace("ropes", "nets"), encoding="utf-8")
    return folder


def doubts(index: Path, *arguments: str | Path) -> dict[str, dict[str, tuple[str, str | None]]]:
    """Return basis and value of each doubtful fact, by file."""
    listed = json.loads(run("review", *arguments, "--index-dir", index, "--json"))
    return {
        paper["file"]: {doubt["fact"]: (doubt["basis"], doubt["value"]) for doubt in paper["doubts"]}
        for paper in listed
    }


def test_a_pasted_table_settles_its_facts(papers: Path, tmp_path: Path) -> None:
    """The tables as printed can be pasted, and a line whose value is put right changes the fact in the index."""
    index = tmp_path / "index"
    run("index", papers, "--index-dir", index)
    before = doubts(index)
    assert before["ropes.txt"]["kind"] == ("unknown", None)
    assert before["ropes.txt"]["status"] == ("unknown", None)
    stanzas = [paper["stanza"] for paper in json.loads(run("review", "--index-dir", index, "--json"))]
    assert all(stanza in run("review", "--index-dir", index, "--limit", "0") for stanza in stanzas)
    (papers / "corpus.toml").write_text(
        "\n\n".join(stanzas).replace('# kind = "..."', 'kind = "report"'), encoding="utf-8"
    )
    run("index", papers, "--index-dir", index)
    after = doubts(index)
    assert "kind" not in after.get("ropes.txt", {})
    assert "status" not in after.get("ropes.txt", {})
    passages = run("passages", "--index-dir", index, "--format", "jsonl").splitlines()
    assert {json.loads(line)["document"]["kind"] for line in passages} == {"report"}


def test_only_papers_of_the_folder_are_listed(papers: Path, tmp_path: Path) -> None:
    """With a folder below that of the papers, the others are left out; another folder is an error with a remedy."""
    index = tmp_path / "index"
    run("index", papers, "--index-dir", index)
    assert set(doubts(index, papers / "old")) == {"old/nets.txt"}
    assert set(doubts(index, papers)) == {"ropes.txt", "old/nets.txt"}
    assert set(doubts(index, papers / "ropes.txt")) == {"ropes.txt"}
    assert f"rapporteur index {tmp_path}" in run("review", tmp_path, "--index-dir", index, status=1)


def test_the_report_of_a_build_ends_with_the_number_of_doubts(papers: Path, tmp_path: Path) -> None:
    """Also where nothing is built again, the last line counts what `rapporteur review` lists."""
    index = tmp_path / "index"
    for _ in range(2):
        last = run("index", papers, "--index-dir", index).strip().splitlines()[-1]
        count = sum(map(len, doubts(index).values()))
        assert last == f"{count} facts in 2 papers are doubtful. To see them, run rapporteur review."


def test_the_owner_picks_one_of_two_readings(tmp_path: Path) -> None:
    """Quotation marks, brackets and spaces in names are no obstacle: the day is settled, and for that file only."""
    folder = tmp_path / 'the "old" papers'
    (folder / "it's [draft] 2031").mkdir(parents=True)
    for name, thing in (("it's [draft] 2031/notes [1].md", "ropes"), ("notes 1.md", "cranes")):
        (folder / name).write_text(
            f"# Harbour Board\n\nDate: 05/06/2031\n\nPresent: Ann Lee, Bo Ray\n\nThe board bought new {thing}.\n",
            encoding="utf-8",
        )
    index = tmp_path / "index"
    run("index", folder, "--index-dir", index)
    listed = {paper["file"]: paper for paper in json.loads(run("review", "--index-dir", index, "--json"))}
    offered = listed["notes 1.md"]["doubts"][0]
    assert (offered["fact"], offered["candidates"]) == ("day", [{"start": "2031-06-05"}, {"start": "2031-05-06"}])
    stanzas = {file: paper["stanza"] for file, paper in listed.items()}
    stanza = stanzas["it's [draft] 2031/notes [1].md"]
    assert "# start = 2031-05-06" in stanza
    (folder / "corpus.toml").write_text(stanza.replace("# start = 2031-05-06", "start = 2031-05-06"), encoding="utf-8")
    run("index", folder, "--index-dir", index)
    passages = map(json.loads, run("passages", "--index-dir", index, "--format", "jsonl").splitlines())
    starts = {passage["document"]["source"]: passage["meeting"]["start"] for passage in passages}
    assert starts == {"it's [draft] 2031/notes [1].md": "2031-05-06", "notes 1.md": None}
