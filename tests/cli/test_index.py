"""What the `rapporteur` command prints, and how it reports a mistake."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from tests.structure import papers
from webapp.cli import cli


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the made-up papers; do not change it."""
    home = tmp_path_factory.mktemp("cli")
    build(papers.write_papers(home / "corpus", **papers.ALL), home / "index", BuildOptions(jobs=1))
    return home / "index"


def run_command(*arguments: str | Path, status: int = 0) -> Result:
    """Run the command; it must end with this status and without a traceback."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result


def found_ids(index: Path, *arguments: str) -> list[str]:
    """Return the ids that a search with these arguments finds."""
    answer = json.loads(run_command("search", *arguments, "--index-dir", index, "--json", "--limit", "1000").stdout)
    return [hit["passage"]["id"] for hit in answer["hits"]]


# index


def test_index_ends_with_a_table(tmp_path: Path) -> None:
    """A build ends with its counts: papers, meetings, sessions, passages, skipped."""
    corpus = papers.write_papers(tmp_path / "corpus", **papers.ALL)
    output = run_command("index", corpus, "--index-dir", tmp_path / "index").stdout
    numbers = {line.split()[1]: line.split()[0] for line in output.splitlines() if len(line.split()) == 2}
    assert "Indexed: " in output
    assert numbers["papers"] == "6"
    assert numbers["meetings"] == "5"
    assert int(numbers["sessions"]) >= 8
    assert int(numbers["passages"]) >= 20
    assert numbers["skipped"] == "0"
    assert "Up to date: " in run_command("index", corpus, "--index-dir", tmp_path / "index").stdout


def test_index_says_that_it_replaces_other_papers(tmp_path: Path) -> None:
    """Who gives one index to a second folder is told that the first is no longer in it, and how to keep both."""
    first = papers.write_papers(tmp_path / "first", water=papers.WATER_MINUTES)
    second = papers.write_papers(tmp_path / "second", **papers.ALL)
    index_dir = tmp_path / "index"
    assert "replace" not in run_command("index", first, "--index-dir", index_dir).stdout
    assert "replace" not in run_command("index", first, "--index-dir", index_dir, "--force").stdout
    said = run_command("index", second, "--index-dir", tmp_path / "other").stdout
    assert "replace" not in said
    said = run_command("index", first, "--index-dir", tmp_path / "other", "--new-registry").stdout
    assert f"These papers replace those of {second} in {tmp_path / 'other'}." in said
    assert "--index-dir" in said


def test_index_names_what_it_skipped_and_why(tmp_path: Path) -> None:
    """Each skipped file is in the report with its reason, also when nothing is built again."""
    corpus = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES, void="", copy=papers.WATER_MINUTES)
    (corpus / "[bold]odd.xyz").write_text("A paper.")
    for _ in range(2):
        output = run_command("index", corpus, "--index-dir", tmp_path / "index").stdout
        assert "void.txt" in output
        assert "is empty: remove it" in output
        assert "[bold]odd.xyz" in output
        assert "has the same content as copy.txt" in output


def test_index_warns_of_rules_without_a_file(tmp_path: Path) -> None:
    """A rule of `corpus.toml` that matches no file is reported at the end."""
    corpus = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES)
    (corpus / "corpus.toml").write_text('[[document]]\nfile = "wader.txt"\nyear = 2001\n')
    assert (
        "Warning: corpus.toml: file = “wader.txt” matches no file"
        in run_command("index", corpus, "--index-dir", tmp_path / "index").stdout
    )


def test_index_explains_a_paper(tmp_path: Path) -> None:
    """With `--explain` every block of one paper is printed with its role, and nothing is built."""
    corpus = papers.write_papers(tmp_path / "corpus", **papers.ALL)
    output = run_command(
        "index", corpus, "--index-dir", tmp_path / "index", "--explain", "fisheries_summary.txt"
    ).stdout
    assert "running head with page number" in output
    assert "speaker of the quotation" in output
    assert "Turtles were caught" in output
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "does not exist"),
        (lambda path: path.write_text("A paper."), "is a file, not a folder"),
        (lambda path: path.mkdir(), "is empty. Add papers"),
        (lambda path: papers.write_papers(path, void=""), "has no readable files"),
    ],
    ids=["missing", "file", "empty", "unreadable"],
)
def test_index_reports_a_bad_folder(tmp_path: Path, make: object, words: str) -> None:
    """A folder without papers ends the command with one sentence that gives the remedy."""
    make(tmp_path / "corpus")  # type: ignore[operator]  # one of the four above
    output = run_command("index", tmp_path / "corpus", "--index-dir", tmp_path / "index", status=1).stderr
    assert words in output
    assert str(tmp_path / "corpus") in output


def test_index_reports_a_bad_setting(tmp_path: Path) -> None:
    """A mistake in `corpus.toml` ends the command with the place of the mistake."""
    corpus = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES)
    (corpus / "corpus.toml").write_text("[[document]]\nfile = 'a'\nyaer = 1")
    assert (
        "[[document]] 1: unknown key “yaer”"
        in run_command("index", corpus, "--index-dir", tmp_path / "i", status=1).stderr
    )


def test_explain_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong name of a paper is reported with the names that exist."""
    corpus = papers.write_papers(tmp_path / "corpus", water=papers.WATER_MINUTES)
    assert "water.txt" in run_command("index", corpus, "--explain", "wader.txt", status=1).stderr


# passages


def test_passages_have_the_shape_of_the_design(index: Path) -> None:
    """Each line is one passage with at least the keys that the design names."""
    passages = [json.loads(line) for line in run_command("passages", "--index-dir", index).stdout.splitlines()]
    assert len(passages) >= 20
    for passage in passages:
        keys = {"id", "url", "text", "kind", "ordinal", "page", "headings", "document", "meeting", "session", "people"}
        assert keys <= set(passage)
        assert passage["url"] == f"/p/{passage['id']}"
        assert passage["kind"] in {"paragraph", "list_item", "quote", "table_row", "heading_note"}
        assert {"id", "title", "kind", "status", "source"} <= set(passage["document"])
        assert {"id", "title", "place", "start", "end", "year"} <= set(passage["meeting"])
        assert passage["session"] is None or {"id", "number", "title"} <= set(passage["session"])
        assert all({"name", "role", "affiliation"} <= set(person) for person in passage["people"])
    example = next(passage for passage in passages if "Turtles" in passage["text"])
    assert example["meeting"] == {
        "id": "lisbon-2022",
        "title": "Workshop on Coastal Fisheries Management",
        "place": "Lisbon, Portugal",
        "start": "2022-03-03",
        "end": "2022-03-04",
        "year": 2022,
    }
    assert (example["session"]["id"], example["session"]["number"], example["session"]["title"]) == ("2", 2, "Bycatch")
    assert (example["document"]["kind"], example["document"]["status"]) == ("report", "reported")
    front = next(passage for passage in passages if "forty experts" in passage["text"])
    assert front["session"] is None


def test_passages_come_by_document_and_ordinal(index: Path) -> None:
    """The passages of a document come together, in reading order."""
    passages = [json.loads(line) for line in run_command("passages", "--index-dir", index).stdout.splitlines()]
    documents = list(dict.fromkeys(passage["document"]["id"] for passage in passages))
    assert [(passage["document"]["id"], passage["ordinal"]) for passage in passages] == [
        (document, ordinal)
        for document in documents
        for ordinal in range(sum(passage["document"]["id"] == document for passage in passages))
    ]


def test_passages_as_a_table(index: Path) -> None:
    """The table has a row for each passage with its session."""
    output = run_command("passages", "--index-dir", index, "--format", "table").stdout
    assert "Session 2: Bycatch" in " ".join(output.split())
    assert "nairobi-2023-concept-note." in output


def test_an_unknown_format_is_reported(index: Path) -> None:
    """The message for an unknown format lists the known ones."""
    assert "jsonl" in run_command("passages", "--index-dir", index, "--format", "xml", status=2).stderr


# search


def test_search_shows_passages_with_where_they_stand(index: Path) -> None:
    """A hit shows meeting, session, kind, status, date and link."""
    assert "0 passages." in run_command("search", "zeppelin", "--index-dir", index).stdout
    outcome = run_command("search", "turtles trawler", "--index-dir", index)
    assert "Passages with only some of the words are included. Require all words with --words all." in outcome.stderr
    assert "No passage has all these words" in outcome.stdout
    assert "missing: trawler" in outcome.stdout
    output = run_command("search", "turtles hauls", "--words", "all", "--index-dir", index).stdout
    assert "Workshop on Coastal Fisheries Management › Session 2: Bycatch" in output
    assert "Report, reported, 2022-03-03  /p/lisbon-2022-report." in output
    assert output.rstrip().endswith("1 passage.")


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        (["--meeting", "nairobi-2023"], {"clinics"}),
        (["--year", "2022"], {"fisheries_summary", "fisheries_programme"}),
        (["--year", "2022", "--kind", "programme"], {"fisheries_programme"}),
        (["--year", "2020", "--year", "2023", "--status", "planned"], {"clinics"}),
        (["--session", "lisbon-2022/3"], {"fisheries_programme"}),
        (["--session", "3"], {"fisheries_programme", "clinics"}),
        (["--kind", "minutes", "--kind", "concept_note"], {"water", "clinics"}),
        (["--status", "planned"], {"clinics", "fisheries_programme"}),
    ],
)
def test_search_narrows(index: Path, filters: list[str], sources: set[str]) -> None:
    """Values of one filter are alternatives; several filters must all match."""
    answer = json.loads(run_command("search", "", *filters, "--index-dir", index, "--json", "--limit", "500").stdout)
    assert {hit["passage"]["document"]["source"] for hit in answer["hits"]} == {f"{name}.txt" for name in sources}
    assert answer["total"] == len(answer["hits"])


def test_search_as_json_has_the_shape_of_the_api(index: Path) -> None:
    """The JSON has total, query, hits with snippet and score, facets with values, page and pages."""
    answer = json.loads(run_command("search", "sardine", "--index-dir", index, "--json", "--year", "2022").stdout)
    assert {"total", "query", "hits", "facets", "page", "pages"} <= set(answer)
    assert (answer["query"], answer["page"], answer["pages"]) == ("sardine", 1, 1)
    assert answer["total"] == len(answer["hits"]) == 2
    for hit in answer["hits"]:
        assert set(hit) >= {"passage", "score", "snippet"}
        assert any(span["match"] and "sardine" in span["text"].lower() for span in hit["snippet"])
        assert "".join(span["text"] for span in hit["snippet"]) in hit["passage"]["text"]
    assert {facet["name"] for facet in answer["facets"]} >= {"meeting", "year", "session", "kind", "status"}
    year = next(facet for facet in answer["facets"] if facet["name"] == "year")
    assert {"value": "2022", "label": "2022", "count": 2, "selected": True, "excluded": False} in year["values"]


def test_the_limit_is_kept_and_reported(index: Path) -> None:
    """No more hits are shown than asked for, and the last line says how many there are."""
    output = run_command("search", "", "--index-dir", index, "--limit", "3").stdout
    assert output.count("/p/") == 3
    assert " passages. Showing the first 3." in output


@pytest.mark.parametrize(
    "filters",
    [
        ["--meeting", "atlantis-1800"],
        ["--year", "1800"],
        ["--year", "soon"],
        ["--session", "99"],
        ["--session", "x/y/z"],
    ],
)
def test_an_unknown_value_finds_nothing_and_is_reported(index: Path, filters: list[str]) -> None:
    """A filter value that the index does not have is reported with some that it has, and finds nothing."""
    result = run_command("search", "fish", *filters, "--index-dir", index)
    assert f"“{filters[1]}”, so that filter finds nothing. Available: " in result.stderr
    assert result.stdout.strip() == "0 passages."


@pytest.mark.parametrize(
    "filters", [["--kind", "poem"], ["--status", "perhaps"], ["--limit", "0"], ["--limit", "many"]]
)
def test_a_value_outside_the_list_is_reported(index: Path, filters: list[str]) -> None:
    """Kinds, statuses and limits are checked before the search."""
    assert filters[0] in run_command("search", "fish", *filters, "--index-dir", index, status=2).stderr


@pytest.mark.parametrize("query", ["...", "?!", "“”", "—", "()", "-", "🐟"])
def test_a_query_of_signs_finds_nothing_and_is_reported(index: Path, query: str) -> None:
    """A query without a word finds nothing, and the command says so."""
    result = run_command("search", "--index-dir", index, "--", query)
    assert "has no word or number to search for" in result.stderr
    assert result.stdout.strip() == "0 passages."
    assert json.loads(run_command("search", "--json", "--index-dir", index, "--", query).stdout)["total"] == 0


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_query_finds_everything(index: Path, query: str) -> None:
    """An empty query matches everything."""
    everything = run_command("passages", "--index-dir", index).stdout.splitlines()
    assert len(found_ids(index, query)) == len(everything)


def test_a_query_of_ten_thousand_characters_is_answered(index: Path) -> None:
    """Only the beginning of a very long query is read, and the command says so."""
    result = run_command("search", "fish " * 2_000, "--index-dir", index)
    assert "Only its beginning was searched" in result.stderr


def test_deep_brackets_and_quotes_are_answered(index: Path) -> None:
    """No query, however malformed, ends in an error."""
    for query in ("(" * 3_000, '"' * 999, "NOT " * 500, "a AND OR b)", "fish*", "title:fish", "fish~2", "[a TO b]"):
        run_command("search", "--index-dir", index, "--", query)


# a bad index


COMMANDS = [("search", "fish"), ("search", "fish", "--json"), ("passages",), ("passages", "--format", "table")]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_index_is_reported_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    """The message for a missing index says how to build one."""
    output = run_command(*command, "--index-dir", tmp_path / "nowhere", status=1).stderr.strip()
    assert output.count("\n") == 0
    assert "rapporteur index FOLDER" in output


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["catalogue.sqlite", "build.json", "CURRENT"])
def test_a_damaged_index_is_reported_in_one_line(
    tmp_path: Path, index: Path, command: tuple[str, ...], name: str
) -> None:
    """The message for a damaged index gives the remedy, and building repairs it."""
    shutil.copytree(index, tmp_path / "index")
    live = (tmp_path / "index" / "CURRENT").read_text().strip()
    path = tmp_path / "index" / name if name == "CURRENT" else tmp_path / "index" / live / name
    path.write_bytes(b"\x00\xff garbage " * 300)
    output = run_command(*command, "--index-dir", tmp_path / "index", status=1).stderr.strip()
    assert output.count("\n") == 0, output
    assert "rapporteur index FOLDER" in output
    run_command("index", index.parent / "corpus", "--index-dir", tmp_path / "index", "--jobs", "1")
    run_command(*command, "--index-dir", tmp_path / "index")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_older_index_is_reported_in_one_line(tmp_path: Path, index: Path, command: tuple[str, ...]) -> None:
    """An index of another format is named as such, with the remedy."""
    shutil.copytree(index, tmp_path / "index")
    live = (tmp_path / "index" / "CURRENT").read_text().strip()
    path = tmp_path / "index" / live / "build.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 0}))
    output = run_command(*command, "--index-dir", tmp_path / "index", status=1).stderr.strip()
    assert output.count("\n") == 0
    assert "format 0" in output
    assert "rapporteur index FOLDER" in output


def test_the_commands_are_listed() -> None:
    """The help text names every command."""
    output = run_command("--help").stdout
    assert all(name in output for name in ("index", "search", "passages", "serve"))


def test_index_lists_files_with_much_text_in_no_passage(tmp_path: Path) -> None:
    """A file with more than 2 % of its text in no passage is listed with the reasons, also when nothing is built."""
    said = "It was said that the price of ice had doubled within a year, and that no boat could pay for it.\n\n"
    chart = "Organization chart\n\nHarbour office\n\n1 P-5\n\n2 P-4\n\nPilots\n\n3 P-2\n\n"
    charted = f"Report on ice\n\nLima, 4 May 1999\n\n{said}{chart}{said}"
    corpus = papers.write_papers(tmp_path / "corpus", chart=charted, water=papers.WATER_MINUTES)
    for _ in range(2):
        output = run_command("index", corpus, "--index-dir", tmp_path / "index").output
        assert "chart.txt" in output
        assert "box of an organization chart (28 letters)" in output
        assert "water.txt" not in output
