"""Files that cost more than any that was written: they end soon, with a word, and nothing of a real one is refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.errors import SourceUnreadable
from indexer.model import Reading, Source
from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.readers import read_source
from indexer.readers.html import cost
from indexer.readers.limits import LIMITS, Limits
from tests.readers.make import zip_of

SMALL = replace(DRAFT_LIMITS, lines=100, elements=500, characters=2_000)
ENOUGH = 3.0  # seconds of processor time; without the limits each takes minutes
_DOCX = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def read(name: str, data: bytes | str, limits: Limits = LIMITS) -> Reading:
    """Read a file of some name."""
    return read_source(Source(Path(name), name, ""), data.encode() if isinstance(data, str) else data, limits)


def docx(body: str) -> bytes:
    """Return a DOCX with a body."""
    return zip_of({"word/document.xml": f"{_DOCX}{body}</w:body></w:document>", "_rels/.rels": "<x/>"})


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", "a\n" * 200, "more than 100 lines"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\na\n\n" * 50, "more than 100 lines"),
        ("a.txt", "word " * 500, "more than 2,000 characters"),
        ("a.md", "*a*" * 200, "more than 100 marks of Markdown"),
        ("a.html", "<html><p>a" * 200, "more than 100 elements"),
        ("a.rtf", "{\\rtf1 " + "{}" * 600 + "a}", "more than 250 groups and control words"),
        ("a.docx", lambda: docx("<w:p/>" * 600), "more than 500 elements"),
        ("a.docx", lambda: docx(f"<w:p><w:r><w:t>{'a' * 3000}</w:t></w:r></w:p>"), "more than 2,000 characters"),
    ],
)
def test_a_draft_over_a_limit(name: str, data: str | Callable[[], bytes], says: str) -> None:
    """What is over a limit for drafts is refused with the limit and the remedy; a paper has no such limit."""
    made = data if isinstance(data, str) else data()
    with pytest.raises(SourceUnreadable, match=says) as caught:
        read(name, made, SMALL)
    assert (caught.value.cause, str(caught.value).endswith(": split it")) == ("limit", True)
    if "<w:p/>" * 2 not in str(data) and name != "a.docx":
        assert read(name, made).blocks


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<div>" * 100_000, "nests thousands of elements"),
        ("<div>" * 100_000 + "</div>" * 100_000, "nests thousands of elements"),
        ("<ul><li>" * 100_000, "nests thousands of elements"),
        ("<svg>" * 100_000, "nests thousands of elements"),
        ("<div " + " ".join(f"a{number}" for number in range(100_000)) + ">", "more than 5,000 attributes"),
    ],
)
def test_pages_that_a_parser_spends_minutes_on(page: str, says: str) -> None:
    """They are refused, as papers too, before they are parsed."""
    begun = time.process_time()
    with pytest.raises(SourceUnreadable, match=says):
        read("a.html", f"<html>{page}")
    assert time.process_time() - begun < ENOUGH


@pytest.mark.parametrize(
    "page",
    [
        "<p><font size=2>word " * 2_000,
        "<p><font size=2>word</p>" * 2_000,
        "<ul>" + "<li><p>word" * 2_000,
        "<table>" + "<tr><td>word<td><b>word" * 1_000,
        "<dl>" + "<dt>word<dd>word" * 1_000,
        "<!-- " + "<div>" * 2_000 + "--><p>word",
        "<script>" + "'<div>'" * 2_000 + "</script><p>word",
        "<svg>" + "<path/>" * 2_000 + "</svg><p>word",
        '<p title="' + "<div> " * 2_000 + '">word',
    ],
)
def test_tags_that_nest_nothing(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tags that close each other, or stand in comments, scripts, pictures and attributes, are not taken for depth."""
    monkeypatch.setattr(cost, "_MAX_STEPS", 0)  # one element that is nested too deep is enough
    with pytest.raises(SourceUnreadable):
        read("a.html", "<html>" + "<div>" * 1_001)
    assert read("a.html", f"<html>{page}").blocks


def test_marks_of_many_notes() -> None:
    """Many marks of one note take no longer than as many other links."""
    marks = "".join(f"<a href=#x><sup>{number}</sup></a> " for number in range(20_000))
    begun = time.process_time()
    assert read("a.html", f"<html><p>{marks}<p id=x>{'note ' * 700}").blocks
    assert time.process_time() - begun < ENOUGH
