"""What was redacted is in no record of past builds, and a count of then says that something is missing."""

from __future__ import annotations

from html import unescape
from pathlib import Path

from click.testing import CliRunner

from indexer.registry.file import PAST_BUILDS_FILE
from indexer.registry.past_builds.lines import text_hash
from tests.links.corpus import EditedCorpus
from webapp.cli import cli

SENTENCE = "Ms. Ada Vantwick said that the trawler of her neighbour had landed eels at night, and nobody had seen it."

REMOVED = "The owner has removed 1 passage of that build since, so its count can no longer be made in full."


def test_a_redacted_passage_is_missing_and_said_to_be(tmp_path: Path) -> None:
    """After a redaction neither words nor hashes of the passage are on record; the rest of the count is made again."""
    corpus = EditedCorpus(tmp_path)
    corpus.folder.mkdir()
    paper = "\n\n".join(
        (
            "Workshop on Eels",
            "Summary report",
            "Dublin, Ireland, 7-8 June 2023",
            "Session 1: Nets",
            SENTENCE,
            "The herring fleets of the bay reported that eels were landed in daylight only, and fewer nets were lost.",
        )
    )
    (corpus.folder / "eels.txt").write_text(paper + "\n", encoding="utf-8")
    corpus.index()
    corpus.edit("Ms. Ada Vantwick said", "Ms. ADA VANTWICK said", "eels")  # only the record keeps the wording before
    client = corpus.open_site()
    stated = client.get("/search/statement.json", query_string={"q": "eels"}).get_json()
    assert stated["found"]["passages"] == 2
    record = corpus.folder / PAST_BUILDS_FILE
    assert "Ada Vantwick" in record.read_text(encoding="utf-8")
    passage = corpus.passage("neighbour")
    hashes = [text_hash(SENTENCE), text_hash(passage.text)]
    assert all(known in record.read_text(encoding="utf-8") for known in hashes)
    arguments = ["redact", passage.id, "--index-dir", str(corpus.index_dir), "--reason", "Ruling 12/2031", "--yes"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    kept = record.read_text(encoding="utf-8")
    assert "vantwick" not in kept.lower()
    assert not any(known in kept for known in hashes)
    link = stated["url"].partition("/search?")[2]
    site = corpus.open_site()
    for suffix in ("csv", "jsonl", "txt", "ris"):
        file = site.get(f"/search.{suffix}?{link}&extent=all", buffered=True).text
        assert "ERRING" in file.upper() or suffix in {"txt", "ris"}
        assert "VANTWICK" not in file.upper()
        assert passage.id not in file
    again = site.get(f"/search/statement.json?{link}").get_json()
    assert again["found"]["passages"] == 1
    assert again["searched"]["passages"] == stated["searched"]["passages"]
    assert again["notes"] == [REMOVED]
    assert (stated["reproducible"], again["reproducible"]) == (True, False)
    assert "found at least 1 passage in 1 paper" in again["statement"]
    page = site.get(f"/search?{link}").text
    assert "at least 1 passage<" in page.replace("</span>", "<")
    assert not any(told in page for told in ("the same passages", "the same count"))


def test_nothing_is_claimed_of_a_search_whose_passages_were_removed(tmp_path: Path) -> None:
    """Where all that a search found was redacted, its link claims no zero: what it found is no longer known."""
    corpus = EditedCorpus.create(tmp_path)
    corpus.edit("Session 1", "Session 1: The zeppelin of Ada Vantwick\n\n" + SENTENCE + "\n\nSession 1", "fisheries")
    stated = corpus.open_site().get("/search/statement.json", query_string={"q": "neighbour"}).get_json()
    assert stated["found"]["passages"] == 1
    passage = corpus.passage("neighbour")
    arguments = ["redact", passage.id, "--index-dir", str(corpus.index_dir), "--reason", "Ruling 12/2031", "--yes"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    link = stated["url"].partition("/search?")[2]
    site = corpus.open_site()
    page, statement = site.get(f"/search?{link}").text, site.get(f"/search/statement?{link}").text
    assert "what was found is no longer known" in page
    assert unescape(page).count(REMOVED) >= 1
    assert "it is no longer known what a search for “neighbour” found" in page
    assert "No longer known" in statement
    for text in (page, statement, site.get(f"/search/statement.txt?{link}").text):
        assert not any(told in text for told in ("0 passages", "no passage", "No results", "the same "))
