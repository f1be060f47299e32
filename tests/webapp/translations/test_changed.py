"""Tests of the pages about what has changed or is gone: every word of the site on them is a message."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.links.corpus import EditedCorpus

from .pseudo import speak_pseudo, untranslated_at

TURTLES = "Turtles were caught in one of every ten hauls, and the speakers described devices that let them escape."
HAULS = "one of every ten hauls"


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> EditedCorpus:
    """The papers as they were first indexed."""
    return EditedCorpus.create(tmp_path_factory.mktemp("first-build"))


@pytest.fixture
def corpus(first_build: EditedCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditedCorpus:
    """Papers that a test may change, with a site that puts each message into brackets."""
    speak_pseudo(monkeypatch)
    return first_build.copy(tmp_path)


def shown(corpus: EditedCorpus, link: str) -> set[str]:
    """Return the classes of what a page shows, after a look at its words."""
    reader = corpus.open_site()
    assert untranslated_at(reader, link) == []
    page = LexborHTMLParser(reader.get(f"/fr{link}").text)
    return {name for element in page.css("[class]") for name in (element.attributes["class"] or "").split()}


def test_a_passage_that_is_as_it_was_or_reworded(corpus: EditedCorpus) -> None:
    """The note above a passage and what differs from the cited wording."""
    link = corpus.copied_link("Turtles")
    assert {"cited-state", "unchanged"} <= shown(corpus, link)
    corpus.edit(HAULS, "two of every nine hauls")
    assert {"cited-state", "changed", "what-changed"} <= shown(corpus, link)
    assert {"item-status", "words-cited"} <= shown(corpus, f"{link}&quote=one+of+every+ten+hauls")
    assert {"item-status", "words-cited"} <= shown(corpus, f"{link}&quote=Turtles+were+weighed")


def test_a_passage_that_was_split_or_merged(corpus: EditedCorpus) -> None:
    """The parts of a passage, and the longer one that it is a part of now."""
    words = "The panel discussed the state of the sardine, and participants agreed that surveys were needed every year"
    link = corpus.copied_link(words)
    corpus.edit("The survey of 2015 was quoted", "\n\nThe survey of 2015 was quoted")
    assert {"cited-state", "split", "parts"} <= shown(corpus, link)
    item = "Acoustic surveys in spring and autumn of every year."
    links = (corpus.copied_link("A common format for landing"), corpus.copied_link(item))
    corpus.edit(f"1. {item}\n2. A common format", f"1. {item} A common format")
    answers = map(corpus.open_site().get, links)
    [location] = [answer.headers["Location"] for answer in answers if answer.status_code == 301]
    assert {"cited-state", "merged", "as-cited"} <= shown(corpus, location)


def test_what_is_gone(corpus: EditedCorpus) -> None:
    """A withdrawn passage with the nearest one, alone and with its paper, and the paper itself."""
    link = corpus.copied_link("Turtles")
    corpus.edit(TURTLES, "")
    assert {"withdrawn", "nearest", "as-cited"} <= shown(corpus, link)
    (corpus.folder / "fisheries.txt").unlink()
    corpus.index()
    assert "withdrawn" in shown(corpus, link)
    assert "lead" in shown(corpus, "/d/lisbon-2022-report")
