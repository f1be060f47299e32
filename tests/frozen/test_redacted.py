"""What was redacted is in no record of past builds, and a count of then says that something is missing."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from indexer.registry.file import PAST_BUILDS_FILE
from indexer.registry.past_builds.lines import text_hash
from tests.links.corpus import EditedCorpus
from webapp.cli import cli

SENTENCE = "Ms. Ada Vantwick said that the trawler of her neighbour had landed eels at night, and nobody had seen it."


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
    assert again["reproducible"] is False
    page = " ".join(site.get(f"/search?{link}").text.split())
    assert "Today: 1" in page
    assert "the same passages" not in page
    assert "Its link shows the same count" not in page
    nothing = site.get(f"/search/statement.json?{link.replace('q=eels', 'q=vantwick')}").get_json()
    assert "found no passage among those still known" in nothing["statement"]
    assert again["notes"] == ["1 passage of that build was removed since and cannot be counted."]
