"""`rapporteur redact` from end to end: no word of what was redacted is in any file, page or answer afterwards."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from indexer.backup.create import create_backup
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.registry import file as registry_file
from indexer.registry.file import PARTS_FOLDER, REDACTIONS_FILE, REGISTRY_FILE
from indexer.store.builds import open_library
from indexer.store.unanswered import keep_search, unanswered_searches
from tests.links.corpus import EditedCorpus
from tests.webapp.desks.test_desks import report_of
from webapp.app import create_app, make_site
from webapp.cli import cli
from webapp.settings.table import Settings

WORD = "Zyxquorble"
FIRST = f"Ms. {WORD} Vantwick told the workshop that the trawler of her neighbour had landed eels at night."
SENTENCE = f"Ms. {WORD} Vantwick told the workshop that the trawler of her neighbour had landed young eels at night."
NEXT = "The herring fleets of the bay reported fewer nets lost than in any of the ten years before that."
TITLE = "ASSEMBLY OF THE WINDMILL KEEPERS OF QWYRRELHAM"
MILLS = f"""\
{TITLE}

Summary report

Dublin, Ireland, 7-8 June 2023

Session 1: Sails of Brovnick

Ms. Ondrelka Fyx of the keepers reported that grobbled sails had been mended in each of the seven mills.

The assembly agreed that the wheel of every mill should be looked at once a year by a wright of the county.
"""
MILL_WORDS = ("Qwyrrelham", "Brovnick", "Ondrelka", "grobbled")


def run(*arguments: str | Path, status: int = 0) -> str:
    """Run the command and return what it prints."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
    assert result.exit_code == status, result.output
    return result.output


def files_with(words: Iterable[str], *folders: Path) -> set[str]:
    """Return the names of the files below some folders that hold one of the words, in whatever case or encoding."""
    wanted = [form.encode(code) for word in words for form in (word, word.lower(), word.upper())
              for code in ("utf-8", "utf-16-le")]  # fmt: skip
    return {
        path.name
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in wanted)
    }


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> EditedCorpus:
    """Papers indexed three times, with one passage that was worded otherwise before; do not change them."""
    corpus = EditedCorpus(tmp_path_factory.mktemp("started"))
    corpus.folder.mkdir()
    original = EditedCorpus.create(tmp_path_factory.mktemp("original"))
    text = (original.folder / "fisheries.txt").read_text(encoding="utf-8")
    text = text.replace("Session 2: Bycatch\n", f"{FIRST}\n\n{NEXT}\n\nSession 2: Bycatch\n")
    (corpus.folder / "fisheries.txt").write_text(text, encoding="utf-8")
    shutil.copy(original.folder / "water.txt", corpus.folder)
    (corpus.folder / "mills.txt").write_text(MILLS, encoding="utf-8")
    corpus.index()
    corpus.edit("had landed eels", "had landed young eels")
    corpus.edit("forty experts", "thirty experts")  # so that the build before has the words too
    return corpus


@pytest.fixture
def corpus(started: EditedCorpus, tmp_path: Path) -> EditedCorpus:
    """The same papers in a place of their own, which a test may change."""
    corpus = started.copy(tmp_path)
    corpus.index()
    return corpus


def pages_with(words: Iterable[str], client: FlaskClient, link: str) -> list[str]:
    """Return the addresses that answer with one of the words."""
    library = open_library(client.application.config["INDEX_DIR"])
    passages = [passage.id for passage in library.passages()]
    documents = [f"/d/{document.id}" for document in library.documents()]
    meetings = [f"/m/{meeting.id}" for meeting in library.meetings()]
    library.close()
    addresses = ["/", "/meetings", "/people", "/glossary", "/coverage", "/sitemap.xml", "/coverage.json", link]
    addresses += [f"/search{suffix}?q=trawler+OR+herring+OR+mills" for suffix in ("", ".csv", ".ris", ".json", ".txt")]
    addresses += ["/suggest?q=zyx", "/suggest?q=qwyr", "/search?q=zyxquorbel", "/api/search?q=herring&values=all"]
    addresses += [
        *documents,
        *meetings,
        *(f"/p/{key}" for key in passages),
        *(f"/api/passages/{key}" for key in passages),
    ]
    bodies = {address: client.get(address, follow_redirects=True).text for address in addresses}
    return [address for address, body in bodies.items() if any(word.lower() in body.lower() for word in words)]


def test_no_word_of_a_redacted_passage_is_left(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Registry, builds, kept readings, suggestions and pages lose all of its wordings; its links say why with 451."""
    passage = corpus.passage(WORD)
    link, other = corpus.copied_link(WORD), corpus.copied_link("herring")
    homes = (corpus.index_dir, corpus.folder)
    running = create_app(corpus.index_dir).test_client()
    version = link.partition("=")[2]
    assert running.post("/basket", data={"add": f"{passage.id}?v={version}"}).status_code == 303
    assert WORD in running.get("/basket").text
    sent = BytesIO(f"He wrote: “{SENTENCE}”".encode())
    handed_in = running.post("/verify", data={"file": (sent, "draft.txt")}).headers["Location"]
    assert WORD in report_of(running, handed_in).text
    before = files_with([WORD], *homes)
    assert {"fisheries.txt", "readings.sqlite"} < before  # the finder does find
    assert any(name.endswith(".jsonl") for name in before)
    printed = run("redact", passage.id, "--index-dir", corpus.index_dir, "--reason", "Ruling 12/2031", "--yes")
    assert "fisheries.txt" in printed  # the file that still has the words
    assert WORD not in printed
    assert files_with([WORD, "Vantwick"], *homes) == {"fisheries.txt"}
    assert running.get(handed_in).status_code == 404
    client = corpus.open_site()
    client.application.config["INDEX_DIR"] = corpus.index_dir
    assert pages_with([WORD, "Vantwick"], client, link) == []
    assert corpus.copied_link("herring") == other
    for address in (
        link,
        f"/p/{passage.id}",
        f"/p/{passage.id}.ris",
        f"/p/{passage.id}/reference",
        f"/p/{passage.id}/like",
    ):
        answer = client.get(address)
        assert answer.status_code == 451
        assert "Ruling 12/2031" in answer.text
    answer = client.get(f"/api/passages/{passage.id}")
    assert answer.status_code == 451
    assert answer.json
    assert {**answer.json["error"], "message": "", "date": ""} == {
        "code": "redacted", "message": "", "id": passage.id, "kind": "passage", "reason": "Ruling 12/2031", "date": "",
    }  # fmt: skip
    site = make_site(Settings(index_dir=corpus.index_dir, keep_unanswered=True)).test_client()
    for searched in (SENTENCE, "young zebras", "Vantwick"):
        site.get("/search", query_string={"q": f'"{searched}"'}, buffered=True)
    assert {search.words for search in unanswered_searches(corpus.index_dir)} == {'"young zebras"', '"vantwick"'}
    draft = tmp_path / "draft.md"
    draft.write_text(f"“{SENTENCE}” (https://papers.example.org{link})", encoding="utf-8")
    report = json.loads(run("links", "check", draft, "--index-dir", corpus.index_dir, "--json", status=1))
    assert "Ruling 12/2031" in json.dumps(report)
    assert "redacted" in json.dumps(report)
    assert "Ruling 12/2031" in run("verify", draft, "--index-dir", corpus.index_dir, status=1)
    basket = running.get("/basket").text  # the server has changed to the new index by itself
    assert "Ruling 12/2031" in basket
    assert WORD not in basket
    listed = run("redact", "--list", "--index-dir", corpus.index_dir)
    assert passage.id in listed
    assert "Ruling 12/2031" in listed


def test_stored_searches_for_a_part_of_it_are_deleted(corpus: EditedCorpus) -> None:
    """What readers searched of the text goes with it: three words in a row, or words that are all in it."""
    for searched in ("boats whose trawler of her own leaks", "neighbour vantwick", "eels in winter"):
        keep_search(corpus.index_dir, searched, date(2031, 5, 4), some_found=False)
    run("redact", corpus.passage(WORD).id, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    assert [search.words for search in unanswered_searches(corpus.index_dir)] == ["eels in winter"]


def test_what_is_redacted_does_not_come_back(corpus: EditedCorpus) -> None:
    """Not by a later build, not by an edited wording, not in a copy under another name, not without the index."""
    run("redact", corpus.passage(WORD).id, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    copied = (corpus.folder / "fisheries.txt").read_text(encoding="utf-8").replace("thirty", "some forty")
    (corpus.folder / "copied.txt").write_text(copied, encoding="utf-8")
    corpus.edit("her neighbour had", "a neighbour has")
    shutil.rmtree(corpus.index_dir)
    corpus.index()
    registry = [corpus.folder / REGISTRY_FILE, *(corpus.folder / PARTS_FOLDER).iterdir()]
    assert not any(WORD.encode() in path.read_bytes() for path in registry)
    assert files_with([WORD, "Vantwick"], corpus.index_dir) == set()
    assert corpus.index().unchanged


def test_a_whole_paper_is_redacted(corpus: EditedCorpus) -> None:
    """Its passages, title, sessions and people go, and so does a copy of it; the other papers keep their links."""
    library = corpus.open_library()
    [document] = [document for document in library.documents() if document.source == "mills.txt"]
    passages = [passage.id for passage in library.document_passages(document.id)]
    library.close()
    other = corpus.copied_link("Turtles")
    shutil.copy(corpus.folder / "mills.txt", corpus.folder / "the-same.txt")  # which no build reads
    printed = run("redact", f"https://papers.example.org/d/{document.id}", "--index-dir", corpus.index_dir, "--reason",
                  "Order 7", "--yes")  # fmt: skip
    assert "mills.txt, the-same.txt" in printed
    (corpus.folder / "the-same.txt").unlink()
    (corpus.folder / "mill-copy.txt").write_text(MILLS.replace("7-8 June", "9-10 June"), encoding="utf-8")
    report = corpus.index()
    assert {(file.source, "redacted" in file.reason) for file in report.skipped} == {("(redacted)", True)}
    assert len(report.skipped) == 2
    left = files_with(MILL_WORDS[1:], corpus.index_dir, corpus.folder)
    assert left == {"mills.txt", "mill-copy.txt"}
    client = corpus.open_site()
    for address in (f"/d/{document.id}", *(f"/p/{key}" for key in passages)):
        answer = client.get(address)
        assert answer.status_code == 451
        assert not any(word in answer.text for word in MILL_WORDS[1:])
    assert client.get(f"/p/{document.id}.zzzzz").status_code == 404  # which never was
    assert corpus.copied_link("Turtles") == other


def test_an_older_registry_that_is_put_back_is_redacted_again(corpus: EditedCorpus, tmp_path: Path) -> None:
    """The next build takes the words out of a registry that was put back from before, as the redactions are apart."""
    passage = corpus.passage(WORD).id
    old = tmp_path / "old"
    old.mkdir()
    shutil.copy(corpus.folder / REGISTRY_FILE, old)
    shutil.copytree(corpus.folder / PARTS_FOLDER, old / PARTS_FOLDER)
    run("redact", passage, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    shutil.rmtree(corpus.folder / PARTS_FOLDER)
    shutil.copytree(old / PARTS_FOLDER, corpus.folder / PARTS_FOLDER)
    shutil.copy(old / REGISTRY_FILE, corpus.folder)
    corpus.index()
    assert files_with([WORD], corpus.index_dir, corpus.folder) == {"fisheries.txt"}
    assert corpus.open_site().get(f"/p/{passage}").status_code == 451


def test_redactions_that_were_lost_are_missed(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Without them no build begins; a copy that is named mends that, and only who says so publishes the words again."""
    before = create_backup(tmp_path / "before.tar.gz", corpus.folder, corpus.folder, corpus.index_dir).path
    passage = corpus.passage(WORD).id
    run("redact", passage, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    run("redact", "--name", "Ana Sousa", "--index-dir", corpus.index_dir, "--reason", "Request", "--yes")
    copy = shutil.copy(corpus.folder / REDACTIONS_FILE, tmp_path)
    index = ("index", corpus.folder, "--index-dir", corpus.index_dir)
    (corpus.folder / REDACTIONS_FILE).unlink()
    assert f"with 2 redactions that {corpus.folder / REDACTIONS_FILE}" in run(*index, status=1)
    run("redact", corpus.passage("Turtles").id, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes", status=1)
    shutil.rmtree(corpus.folder)
    assert "0 redactions applied. Add later ones with --redactions FILE." in run("restore", before, corpus.folder)
    assert "--lift-redactions" in run(*index, "--new-registry", status=1)
    assert files_with([WORD], corpus.index_dir) == set()
    run(*index, "--redactions", copy)
    assert files_with([WORD], corpus.index_dir, corpus.folder) == {"fisheries.txt"}
    run(*index)
    (corpus.folder / REDACTIONS_FILE).unlink()
    run(*index, "--lift-redactions")
    assert WORD in " ".join(passage.text for passage in corpus.open_library().passages())
    run(*index)


@pytest.mark.parametrize("whole", [False, True], ids=["a passage", "a paper"])
def test_redactions_that_were_lost_with_the_index_are_missed(corpus: EditedCorpus, tmp_path: Path, whole: bool) -> None:
    """Whoever clones registry and papers without the redactions, and has no index, does not publish the words."""
    redacted = corpus.passage("grobbled").document.id if whole else corpus.passage(WORD).id
    words = MILL_WORDS if whole else [WORD]
    run("redact", redacted, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    kept = shutil.move(corpus.folder / REDACTIONS_FILE, tmp_path / "kept.jsonl")
    said = run("check", "--index-dir", corpus.index_dir, status=1)
    assert f"redaction that {corpus.folder / REDACTIONS_FILE} does not have" in said
    shutil.rmtree(corpus.index_dir)
    index = ("index", corpus.folder, "--index-dir", corpus.index_dir)
    said = run(*index, status=1)
    assert f"{corpus.folder / REGISTRY_FILE} was written with one redaction" in said
    assert "--lift-redactions" in said
    assert files_with(words, corpus.index_dir) == set()
    run(*index, "--redactions", kept)
    assert files_with(words, corpus.index_dir) == set()
    shutil.rmtree(corpus.index_dir)
    (corpus.folder / REDACTIONS_FILE).unlink()
    run(*index, "--lift-redactions")
    assert files_with(words, corpus.index_dir)


def test_a_copy_of_the_papers_is_not_redacted_by_mistake(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Words that go from a copy alone would come back with the next build; a folder that was moved is no copy."""
    passage, copy = corpus.passage(WORD).id, tmp_path / "copy"
    shutil.copytree(corpus.folder, copy)
    redacting = ("redact", passage, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    said = run(*redacting, "--folder", copy, status=1)
    assert f"built with the registry {corpus.folder / REGISTRY_FILE}, not with {copy / REGISTRY_FILE}" in said
    assert "nothing was redacted" in run(*redacting, "--registry", copy, status=1)
    name = ("redact", "--name", "Ana Sousa", "--index-dir", corpus.index_dir, "--reason", "Request", "--yes")
    assert "nothing was redacted" in run(*name, "--folder", copy, status=1)
    assert not (copy / REDACTIONS_FILE).exists()
    assert corpus.passage(WORD).id == passage
    other = EditedCorpus.create(tmp_path / "other")
    other.index()
    elsewhere = ("redact", other.passage("Turtles").id, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes")
    assert "nothing was redacted" in run(*elsewhere, "--folder", other.folder, status=1)
    shutil.rmtree(corpus.folder)
    assert "1 passage" in run(*redacting, "--folder", copy)
    assert files_with([WORD], corpus.index_dir, copy) == {"fisheries.txt"}


def test_a_redaction_that_is_killed_before_the_build_is_finished_by_the_next_one(
    corpus: EditedCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The registry is first; whatever builds next takes the words out of everything else."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    passage = corpus.passage(WORD).id
    with monkeypatch.context() as patched:
        patched.setattr("indexer.build.redact.texts.build", killed)
        run("redact", passage, "--index-dir", corpus.index_dir, "--reason", "Law", "--yes", status=1)
    assert registry_file.read(corpus.folder)
    assert (corpus.folder / REDACTIONS_FILE).exists()
    build(corpus.folder, corpus.index_dir, BuildOptions(jobs=1))
    assert files_with([WORD], corpus.index_dir, corpus.folder) == {"fisheries.txt"}


def test_it_asks_first_and_refuses_what_it_cannot_do(corpus: EditedCorpus) -> None:
    """Nothing is redacted without a yes, without a reason, twice, or under an id that never was."""
    passage, index = corpus.passage(WORD).id, corpus.index_dir
    asked = CliRunner().invoke(cli, ["redact", passage, "--index-dir", str(index), "--reason", "Law"], input="n\n")
    assert asked.exit_code == 1
    assert "cannot be undone" in asked.output
    assert WORD in asked.output  # so that the right one goes
    assert not (corpus.folder / REDACTIONS_FILE).exists()
    assert "--reason" in run("redact", passage, "--index-dir", index, status=2)
    assert "No passage has the ID" in run(
        "redact", "no.where", "--index-dir", index, "--reason", "Law", "--yes", status=1
    )
    assert "--folder" in run("redact", passage, "--index-dir", index / "none", "--reason", "Law", status=2)
    run("redact", f"http://x/papers/p/{passage}.json", "--index-dir", index, "--reason", "Law \x1b[31m" * 9, "--yes")
    for link in (f"http://x/papers/p/{passage}.", f"/p/{passage}%22?v=abcdef", f"{passage})"):
        assert "was redacted on" in run("redact", link, "--index-dir", index, "--reason", "Law", "--yes", status=1)
    listed = CliRunner().invoke(cli, ["redact", "--list", "--index-dir", str(index)], env={"COLUMNS": "40"}).output
    assert re.search(rf"{re.escape(passage)} +passage .*{re.escape('x1b[31mLaw')}", listed)
    assert "\x1b" not in listed
    assert "was redacted on" in run("redact", passage, "--index-dir", index, "--reason", "Law", "--yes", status=1)
    (corpus.folder / REDACTIONS_FILE).write_bytes(b"half")
    assert "Put the file back" in run("index", corpus.folder, "--index-dir", index, status=1)
    assert re.search(r"line 1", run("redact", "--list", "--index-dir", index, status=1))


def test_the_site_is_made_by_the_tests_of_links(corpus: EditedCorpus) -> None:
    """Before anything is redacted, the page of the passage shows it."""
    client = create_app(corpus.index_dir).test_client()
    assert WORD in client.get(corpus.copied_link(WORD)).text
