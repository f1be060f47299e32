"""Bytes decoded to text, whatever the encoding."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.model import Source
from indexer.readers import read_source
from indexer.readers.shared.encoding import decode, decode_text

ENGLISH = "The council met at nine o'clock and the permits for the watering of maize were granted.\n" * 8
FRENCH = "La réunion a été ouverte à neuf heures ; les élèves des écoles côtières étaient présents.\n" * 8
CURLY = "The chair’s summary – “as agreed” – says that the quota isn’t final… and costs 5 € a head.\n" * 8
POLISH = "Uczestnicy podkreślili, że poziom wód w rzece obniża się trzeci rok z rzędu, a łąki wysychają.\n" * 8
CZECH = "Účastníci se shodli, že stará lana je třeba vyměnit ještě před zimou; příští schůze bude říjnová.\n"
TURKISH = "Toplantı saat dokuzda açıldı; öğretmenler ve güvenlik görevlileri İzmir'de görüştü.\n"
HUNGARIAN = "Az ülést kilenc órakor nyitották meg; a tűzoltók és az őrök a kikötőről szóltak.\n"
ROMANIAN = "Şedinţa a fost deschisă la ora nouă; ţările şi oraşele au vorbit mâine în grădină.\n"
LITHUANIAN = "Posėdis pradėtas devintą valandą; žuvų ištekliai šįmet sumažėjo, o įlankoje jų nėra.\n"
GERMAN = "Die Sitzung wurde um neun Uhr eröffnet; die Straße zum Hafen ist für Größere gesperrt.\n"
JAPANESE = "会議は三時間続いた。参加者は古い網を冬の前に取り替えるべきであることに合意した。\n" * 3
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
    [
        *((FRENCH, name) for name in ("latin-1", "cp1252", "mac-roman", "cp850")),
        (CURLY, "cp1252"),
        *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "iso8859-5", "cp866")),
        *((POLISH, name) for name in ("cp1250", "iso8859-2", "cp852")),
        *((CZECH, name) for name in ("cp1250", "iso8859-2")),
        *((TURKISH, name) for name in ("cp1254", "iso8859-9", "cp857")),
        (HUNGARIAN, "cp1250"),
        (ROMANIAN, "iso8859-2"),
        (LITHUANIAN, "cp1257"),
        *((GERMAN, name) for name in ("cp1252", "mac-roman", "cp850")),
        *((JAPANESE, name) for name in ("shift_jis", "euc_jp", "iso2022_jp")),
    ],
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


def test_a_guess_is_told() -> None:
    """A guessed encoding is a warning that names it and the setting to state, and evidence of a guess."""
    decoded = decode_text(POLISH.encode("iso8859-2"))
    assert decoded.evidence is not None
    assert (decoded.evidence.basis, decoded.evidence.evidence) == ("guessed", "iso8859-2 (letters of Polish)")
    assert decoded.warnings == (
        'is not UTF-8; its encoding was guessed as iso8859-2: check it, and state `encoding = "iso8859-2"`',
    )
    assert not decode_text(POLISH.encode()).warnings


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.srt"])
def test_a_stated_encoding_is_used(name: str) -> None:
    """The encoding that corpus.toml states decides for every kind of text file, without a warning."""
    words = "Łąka i żółw\n"
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{words}" if name.endswith(".srt") else words
    source = Source(Path(name), name, "", encoding="cp852")
    reading = read_source(source, text.encode("cp852"))
    assert [block.text for block in reading.blocks if block.text] == [words.strip()]
    assert reading.encoding is not None
    assert reading.encoding.basis == "settings"
    assert not reading.warnings


def test_one_damaged_byte_costs_one_letter() -> None:
    """A byte that is not UTF-8 in a UTF-8 file is one replacement character and a warning."""
    decoded = decode_text(FRENCH.encode().replace("élèves".encode(), b"\xffl\xc3\xa8ves", 1))
    assert decoded.text == FRENCH.replace("élèves", "�lèves", 1)
    assert decoded.warnings == ("holds 1 byte that is not UTF-8, shown as �: save it again as UTF-8",)


def test_text_encoded_twice_is_told() -> None:
    """UTF-8 that was read as Western European and saved again is read as it is, with a warning."""
    decoded = decode_text(FRENCH.encode().decode("cp1252", "replace").encode())
    assert "encoded twice (`Ã©`)" in decoded.warnings[0]


def test_a_page_that_declares_another_charset_is_told() -> None:
    """A page whose letters belong to another encoding than it declares carries a warning."""
    page = f'<html><meta charset="iso-8859-1"><body><p>{POLISH}</p></body></html>'
    reading = read_source(Source(Path("a.html"), "a.html", ""), page.encode("iso8859-2"))
    assert "declares cp1252, but has the letters of Polish" in reading.warnings[0]


def test_unicode_line_ends() -> None:
    """NEL, the vertical tab and Unicode's separators end lines and paragraphs."""
    assert decode("one\x85two\x0bthree\u2028four\u2029five".encode()) == "one\ntwo\nthree\nfour\n\nfive"


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
        assert not set("\r\x0b\x85\u2028\u2029") & set(decode(data))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    """Text saved as UTF-8 comes back, except for characters that no text holds."""
    written = text.translate({0xFFFE: None, 0xFFFF: None, 0x2028: "\n", 0x2029: "\n\n"})
    assert decode(text.encode()) == written.removeprefix("\ufeff")
