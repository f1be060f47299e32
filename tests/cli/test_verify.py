"""What `rapporteur verify` reports of each quotation, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import cli
from indexer.quotes.finding import OUTCOMES
from tests.corpus_factory import publish_build

GOOD = "He said “Troops need equipment” and “Participants welcomed the peacekeeping pledges”."
BAD = "He said “Participants welcomed the peacekeeping budgets” and “nobody ever said a thing like this one”."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one build for all tests of this file."""
    folder = tmp_path_factory.mktemp("cli_verify")
    publish_build(folder)
    return folder


def verify_draft(index: Path, draft: Path, *arguments: str) -> Result:
    """Run the command as a user does."""
    return CliRunner().invoke(cli, ["verify", str(draft), "--index-dir", str(index), *arguments])


def write_draft(folder: Path, text: str) -> Path:
    """Write a draft to a file."""
    path = folder / "draft.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_is_well(index: Path, tmp_path: Path) -> None:
    """Sound quotations are listed with their reference, and the command ends with 0."""
    result = verify_draft(index, write_draft(tmp_path, GOOD), "--site", "https://papers.example.org/")
    assert result.exit_code == 0
    assert "1. Short phrase" in result.stdout
    assert "2. Matches the source" in result.stdout
    assert "Summary of the conference" in result.stdout
    assert "https://papers.example.org/p/montevideo-summary.00000?v=" in result.stdout
    assert "2 quotations: 1 matches the source, 1 short phrase that fits what the draft says." in result.stdout
    assert "--site" not in result.stdout


def test_something_is_wrong(index: Path, tmp_path: Path) -> None:
    """Words that differ and quotations that are not found are shown, and the command ends with 1."""
    result = verify_draft(index, write_draft(tmp_path, BAD))
    assert result.exit_code == 1
    assert "peacekeeping [-budgets-]{+pledges+}" in result.stdout
    assert "2. Not found" in result.stdout
    assert "2 quotations: 1 not found, 1 differs in its wording." in result.stdout
    assert "Add --site" in result.stdout


def test_a_short_phrase_that_no_paper_has(index: Path, tmp_path: Path) -> None:
    """A single word that occurs nowhere is not found, and the command ends with 1."""
    draft = write_draft(tmp_path, 'She said "bananas".')
    result = verify_draft(index, draft)
    assert result.exit_code == 1
    assert "1. Not found" in result.stdout
    assert "This phrase does not appear in any paper." in result.stdout
    report = json.loads(verify_draft(index, draft, "--json").stdout)
    assert (report["sound"], report["findings"][0]["sound"], report["counts"]) == (False, False, {"not_found": 1})


def test_a_title_is_reported(index: Path, tmp_path: Path) -> None:
    """The title of a session is named with its address, and is sound."""
    draft = write_draft(tmp_path, "See “Lessons from capacity-building”.")
    result = verify_draft(index, draft, "--site", "https://papers.example.org/")
    assert result.exit_code == 0
    assert "1. Title, not a passage" in result.stdout
    assert "https://papers.example.org/m/montevideo-2024/3" in result.stdout
    [finding] = json.loads(verify_draft(index, draft, "--json").stdout)["findings"]
    assert finding["title"] == {
        "kind": "session",
        "id": "3",
        "text": "Session 3: Lessons from capacity-building",
        "meeting": "montevideo-2024",
        "url": "/m/montevideo-2024/3",
    }


def test_as_json(index: Path, tmp_path: Path) -> None:
    """The JSON report has the same content and the same exit status."""
    result = verify_draft(index, write_draft(tmp_path, f"{GOOD}\n\n{BAD}"), "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["counts"] == {"not_found": 1, "altered": 1, "exact": 1, "fitting": 1}
    assert (report["draft"], report["sound"]) == ("draft.md", False)
    assert [finding["outcome"] for finding in report["findings"]] == ["fitting", "exact", "altered", "not_found"]
    assert {finding["outcome"] for finding in report["findings"]} <= set(OUTCOMES)
    [place] = report["findings"][1]["places"]
    assert place["url"].startswith("/p/montevideo-summary.00000?v=")
    assert place["text"] == "Participants welcomed the peacekeeping pledges"


def test_another_meeting_than_the_link_says(index: Path, tmp_path: Path) -> None:
    """A link to another meeting is reported; a link to another site than `--site` is not."""
    draft = write_draft(
        tmp_path, "“Participants welcomed the peacekeeping pledges” ([there](https://a.org/m/islamabad-2025))."
    )
    result = verify_draft(index, draft)
    assert result.exit_code == 1
    assert "leads to “Use of technology”, but the words are in “Preparatory conference”" in result.stdout
    assert verify_draft(index, draft, "--site", "https://a.org").exit_code == 1
    assert verify_draft(index, draft, "--site", "https://b.org").exit_code == 0


def test_a_draft_without_quotations(index: Path, tmp_path: Path) -> None:
    """A draft without quotations is reported as such, and the command ends with 0."""
    result = verify_draft(index, write_draft(tmp_path, "Nothing is quoted here."))
    assert result.exit_code == 0
    assert "No quotations found in draft.md" in result.stdout


def test_standard_input(index: Path) -> None:
    """A dash reads text from standard input."""
    result = CliRunner().invoke(cli, ["verify", "-", "--index-dir", str(index)], input=BAD)
    assert result.exit_code == 1
    assert "1. Wording differs" in result.stdout


def test_what_cannot_be_checked(index: Path, tmp_path: Path) -> None:
    """A missing file, an unreadable file, no index or no file name is reported, and the command ends with 2."""
    false = tmp_path / "draft.docx"
    false.write_text("no Word document", encoding="utf-8")
    for result, message in (
        (verify_draft(index, tmp_path / "missing.md"), "cannot be read: No such file"),
        (verify_draft(index, tmp_path), "is a directory"),
        (verify_draft(index, false), "draft.docx is not the DOCX that its name says"),
        (verify_draft(tmp_path / "no_index", write_draft(tmp_path, GOOD)), "There is no index"),
        (CliRunner().invoke(cli, ["verify"]), "Missing argument"),
    ):
        assert result.exit_code == 2
        assert message in result.stderr
        assert "Traceback" not in result.output
