"""Drafts of any format are read within limits, or refused with a clear message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.errors import DraftUnreadable
from indexer.quotes.draft_files import DRAFT_LIMITS, draft_from_file, draft_from_text
from tests.readers.make import make_docx, zip_of

SAID = "we shall meet again in spring"


def test_a_file_is_read_by_what_it_is() -> None:
    """Quotations have offsets into the file's text; links are in order, each once in a paragraph."""
    lines = [("Normal", f"He said “{SAID}” (https://a.org/p/1, https://a.org/p/1)."), ("Quote", SAID)]
    draft = draft_from_file("draft.docx", make_docx([("Title", "Draft"), *lines]))
    assert [draft.text[part.start : part.end] for part in draft.quotations] == [SAID, SAID]
    assert [part.url for part in draft.links] == ["https://a.org/p/1"]
    assert [draft.text[part.start : part.end] for part in draft.links] == ["https://a.org/p/1"]


def test_pasted_text_needs_no_file() -> None:
    """Pasted text is taken as it is; a text without quotations has none."""
    assert [quotation.text for quotation in draft_from_text(f"He said “{SAID}” once.").quotations] == [SAID]
    assert draft_from_text("Nobody said anything.").quotations == ()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("draft.docx", b"Dear all,", "is not the DOCX that its name says: open it and save it as DOCX"),
        ("draft.docx", b"PK\x03\x04 cut off", "is damaged or cut off"),
        ("draft.docx", zip_of({"word/other.xml": "<x/>"}), "has no Word document inside"),
        ("draft.docx", b"\xd0\xcf\x11\xe0 old", "is a document of an old Word (.doc): save it as DOCX"),
        ("draft.pages", b"\x00\x01", "is of a type that cannot be read (.pages)"),
        ("draft.txt", b"", "is empty"),
        ("draft.pdf", b"%PDF-1.7 nothing more", "is"),
    ],
)
def test_what_cannot_be_read_is_reported(name: str, data: bytes, reason: str) -> None:
    """The message begins with the file's name, gives the cause and the remedy, and names no option of `rapporteur
    index`.
    """
    with pytest.raises(DraftUnreadable) as caught:
        draft_from_file(name, data)
    assert str(caught.value).startswith(f"{name} {reason}")
    assert "--" not in str(caught.value)
    assert not caught.value.too_large


def test_a_file_over_the_limit_is_not_read() -> None:
    """The size is checked before anything else."""
    with pytest.raises(DraftUnreadable, match=r"draft\.docx is larger than the limit of 0\.001 MB") as caught:
        draft_from_file("draft.docx", b"x" * 1001, replace(DRAFT_LIMITS, bytes=1000))
    assert caught.value.too_large


def test_a_text_over_the_limits_is_not_checked() -> None:
    """The characters and the lines of a draft are limited, pasted or in a file, however small the file is."""
    limits = replace(DRAFT_LIMITS, characters=20, lines=3)
    for text, reason in (("x" * 21, "more than 20 characters"), ("a\n" * 4, "more than 3 lines")):
        with pytest.raises(DraftUnreadable, match=reason):
            draft_from_text(text, limits=limits)
        with pytest.raises(DraftUnreadable, match=reason):
            draft_from_file("draft.txt", text.encode(), limits)


def test_a_file_that_takes_too_much_harms_nothing() -> None:
    """A file that needs too much memory or unpacks to too much is refused, and the next draft is read."""
    bomb = zip_of({"word/document.xml": b"<x>" + b" " * 5_000_000, "_rels/.rels": "<x/>"})
    with pytest.raises(DraftUnreadable, match="unpacks to more than 1 MB"):
        draft_from_file("draft.docx", bomb, replace(DRAFT_LIMITS, unpacked_bytes=1_000_000))
    large = ("He said “" + SAID + "”. ").encode() * 400_000
    with pytest.raises(DraftUnreadable, match="memory to read") as caught:
        draft_from_file("draft.txt", large, replace(DRAFT_LIMITS, memory=30_000_000))
    assert "--" not in str(caught.value)
    assert len(draft_from_file("draft.txt", f"He said “{SAID}”.".encode()).quotations) == 1


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """The limit of time applies to every file."""
    limits = replace(DRAFT_LIMITS, seconds=0.001, patience=100_000)  # of the processor; the machine may be busy
    with pytest.raises(DraftUnreadable, match=r"took more than 0\.001 s of processor time to read: split") as caught:
        draft_from_file("draft.txt", b"word " * 2_000_000, limits)
    assert not caught.value.too_large


def test_what_stands_around_a_quotation() -> None:
    """The context of a quotation is its paragraph, cut between words; of a whole paragraph, it is the draft."""
    long = "word " * 100
    draft = draft_from_text(f"One.\n\n{long}“{SAID}”{' word' * 100}\n\n> {SAID} too\n\nEnd.")
    first, second = draft.quotations
    before, after = draft.context_of(first)
    assert before.startswith("… word ")
    assert before.endswith("word “")
    assert after.startswith("” word")
    assert after.endswith(" word …")
    assert max(map(len, (before, after))) < 190
    before, after = draft.context_of(second)
    assert (before.split()[-2:], after.split()) == (["word", ">"], ["End."])


@pytest.mark.parametrize("name", ["draft.md", "draft.txt"])
def test_a_dash_below_a_block_signs_it(name: str) -> None:
    """The line below names its source, although readers of files take the dash for one of a list; a list does not."""
    text = "> {}\n\n{} Anna Low (Norway), 5 May 2024\n\nThe end."
    quoted = "The harbour was closed to small boats at night, and nobody knew why."
    (signed,) = draft_from_file(name, text.format(quoted, "—").encode()).quotations
    assert signed.context is not None
    assert signed.context.after.lstrip("— ") == "Anna Low (Norway), 5 May 2024"
    (listed,) = draft_from_file(name, text.format(quoted, "*").encode()).quotations
    assert listed.context is not None
    assert not listed.context.after
