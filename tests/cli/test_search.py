"""`rapporteur search` has one filter for each facet, which takes a value or a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli.search import search_command
from indexer.query.results import FACETS
from tests.corpus_factory import PASSAGES, publish_build


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one build for all tests of this file."""
    folder = tmp_path_factory.mktemp("cli_search")
    publish_build(folder)
    return folder


def test_every_facet_has_an_option() -> None:
    """Every facet of the site has an option, in the same order."""
    options = [option.name for option in search_command.params if option.multiple and option.name != "off"]
    assert tuple(options) == FACETS


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--person", "ivana-jenca"], [3, 4]),
        (["--person", "ivana jenča"], [3, 4]),
        (["--person", "Samuel Ro"], []),
        (["--organisation", "ministry of defence"], [3]),
        (["--mention", "S/RES/2719"], [4]),
        (["--mention", "security council resolution 2719", "--person", "Ivana Jenča"], [4]),
        (["--meeting", "expert roundtable", "--meeting", "symposium"], [8, 9]),
        (["--kind", "report"], [9]),
    ],
)
def test_filters(index: Path, arguments: list[str], ids: list[int]) -> None:
    """A filter matches a value or its label, in upper or lower case."""
    command = ["", *arguments, "--index-dir", str(index), "--json"]
    result = CliRunner().invoke(search_command, command)
    assert result.exit_code == 0
    assert not result.stderr
    answer = json.loads(result.stdout)
    assert sorted(hit["passage"]["id"] for hit in answer["hits"]) == sorted(PASSAGES[place].id for place in ids)


def test_each_expansion_is_reported_and_switched_off(index: Path) -> None:
    """Each expansion is reported with the option that switches it off, and --exact switches off all."""
    command = ["the training of mentors and zeppelins", "--index-dir", str(index)]
    outcome = CliRunner().invoke(search_command, command)
    assert "Related forms: mentors (mentor, mentoring). Turn off with --without stems." in outcome.stderr
    assert "Common words are optional: the, of, and. Turn off with --without small." in outcome.stderr
    assert "Passages with only some of the words are included." in outcome.stderr
    strict = CliRunner().invoke(search_command, [*command, "--words", "all"])
    assert strict.stdout == "0 passages.\n"
    assert "--words all" not in strict.stderr
    assert CliRunner().invoke(search_command, [*command, "--exact"]).stderr == ""


def test_a_hit_whose_text_does_not_match_says_why(index: Path) -> None:
    """A passage that matches only in another field is shown with the name of that field."""
    command = ["Observer", "--index-dir", str(index)]
    output = CliRunner().invoke(search_command, command).stdout
    assert "found in: people" in output
    assert "found in" not in CliRunner().invoke(search_command, ["peace", "--index-dir", str(index)]).stdout
