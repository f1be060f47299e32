"""Bytes decoded to text, whatever the encoding."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.readers.shared.encoding import decode

ENGLISH = "The council met at nine o'clock and the permits for the watering of maize were granted.\n" * 8
FRENCH = "La réunion a été ouverte à neuf heures ; les élèves des écoles côtières étaient présents.\n" * 8
CURLY = "The chair’s summary – “as agreed” – says that the quota isn’t final… and costs 5 € a head.\n" * 8
POLISH = "Uczestnicy podkreślili, że poziom wód w rzece obniża się trzeci rok z rzędu, a łąki wysychają.\n" * 8
RUSSIAN = "Участники совещания отметили, что уровень воды в реке снижается третий год подряд.\n" * 8


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, CURLY, RUSSIAN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_files_are_read_with_or_without_their_mark(text: str, encoding: str) -> None:
    """A file in any Unicode encoding with a byte order mark gives the text without the mark."""
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_either_byte_order_is_read(mark: bytes) -> None:
    """The byte order mark decides which byte comes first."""
    order = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + FRENCH.encode(order)) == FRENCH


@pytest.mark.parametrize("text", [ENGLISH, FRENCH])
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(text: str, order: str) -> None:
    """UTF-16 without a byte order mark is recognised by the position of its zeros."""
    assert decode(text.encode(order)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "latin-1"), (FRENCH, "cp1252"), (CURLY, "cp1252"), (RUSSIAN, "cp1251"), (POLISH, "cp1250")],
)
def test_old_encodings_are_guessed_from_what_is_written(text: str, encoding: str) -> None:
    """A paper in the encoding of an old system keeps its accents, dashes and curly quotes."""
    assert decode(text.encode(encoding)) == text


def test_a_short_latin_file_keeps_its_accents() -> None:
    """Two accented words are enough to be read as Western European text."""
    assert decode("Réunion sur la pêche côtière\n\nOuverture par le président\n".encode("latin-1")).startswith(
        "Réunion sur la pêche côtière"
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_line_end_becomes_one_line_feed(end: str) -> None:
    """Windows, old Mac and Unix line ends are the same."""
    assert decode(f"one{end}two{end}{end}three".encode()) == "one\ntwo\n\nthree"


@pytest.mark.parametrize("data", [b"", b"   ", b"\n\r\n\t\n"])
def test_an_empty_file_is_named_as_such(data: bytes) -> None:
    """An empty file is refused with what to do about it."""
    with pytest.raises(SourceUnreadable, match=r"is empty: remove it, or replace it"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"PK\x03\x04" + bytes(range(256)) * 40,
        b"\x00" * 5000,
        bytes(range(1, 256)) * 40,
        b"\x7fELF\x02\x01\x01" + b"\x00" * 4000 + b"text in between" + b"\x01\x02" * 2000,
    ],
    ids=["png", "zip", "zeros", "noise", "program"],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    """A picture, an archive or a program under a text name is not read as text."""
    with pytest.raises(SourceUnreadable, match=r"is not text: save the paper as plain text"):
        decode(data)


def test_a_mark_that_lies_is_told() -> None:
    """A file that claims an encoding and is not in it is refused with what to do."""
    with pytest.raises(SourceUnreadable, match="save it again as UTF-8"):
        decode(codecs.BOM_UTF8 + b"caf\xe9 au lait")


def test_a_stray_control_sign_does_not_cost_the_paper() -> None:
    """One odd byte in a long paper is left out and the paper is read."""
    assert decode((ENGLISH * 4).replace("nine", "ni\x02ne", 1).encode()) == ENGLISH * 4


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """Any bytes are decoded or refused with SourceUnreadable."""
    with contextlib.suppress(SourceUnreadable):
        assert "\r" not in decode(data)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    """Text saved as UTF-8 comes back, except for characters that no text holds."""
    assert decode(text.encode()) == text.replace("\ufffe", "").replace("\uffff", "").removeprefix("\ufeff")
