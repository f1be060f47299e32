"""Decode bytes to text, whatever encoding the file was saved in, and say how the encoding is known.

What the text holds is decided by the readers.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from indexer.errors import SourceUnreadable
from indexer.model import FactBasis, FactEvidence

from .latin import guess_latin

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESS_BYTES = 256 * 1024
_NOT_TEXT = "is not text: save the paper as plain text (UTF-8) and put that file here"
# Control characters that no text holds: all but tab, line feed, form feed, return and escape.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
# Vertical tab, NEL, and Unicode's line and paragraph separator end lines too (Unicode Standard, 5.8).
_LINE_END = re.compile("\r\n?|[\x0b\x85\u2028]")
_ESCAPES = re.compile(rb"\x1b(?:\$[@AB]|\$\([A-D]|\([BJI]|\$\)C)")  # of ISO 2022 (RFC 1468, RFC 1557)
_SEVEN_BIT = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_kr")
_CONTINUED = re.compile("[\u0080-\U0010ffff]")
# UTF-8 read as Western European and saved as UTF-8 again: `Ã©` for é, `â€™` for ’.
_TWICE = re.compile("[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€.")
_JAPANESE = ("euc_jp", "cp932")
_KANA = re.compile("[\u3041-\u30fe]")
_MIN_KANA = 0.2  # of the characters; no Japanese paper has fewer, and read wrongly Chinese and Korean have hardly any
_MIN_TWICE = 2  # such pairs: one may be meant


@dataclass(frozen=True)
class DecodedText:
    """The text of a file, how its encoding is known, and what the owner of the file should know."""

    text: str
    evidence: FactEvidence | None = None
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> str:
    """Return the text of a file, without its byte order mark and with a line feed at each line end.

    Raise SourceUnreadable for an empty file and for bytes that are not text in any encoding.
    """
    return decode_text(data).text


def decode_text(data: bytes, encoding: str | None = None) -> DecodedText:
    """Decode the bytes of a file; `encoding` is the one that `corpus.toml` states.

    Raise SourceUnreadable for an empty file and for bytes that are not text in any encoding.
    """
    if not data.strip():
        raise SourceUnreadable("is empty: remove it, or replace it with the paper it should hold")
    decoded = _stated(data, encoding) if encoding else _by_bom(data) or _by_escapes(data) or _by_content(data)
    text = decoded.text
    controls = len(_CONTROL.findall(text))
    if controls > len(text) // 1000:
        raise SourceUnreadable(_NOT_TEXT)
    text = _CONTROL.sub("", text) if controls else text
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    twice = _TWICE.findall(text)
    warnings = decoded.warnings
    if len(twice) >= _MIN_TWICE:
        warnings = (*warnings, f"seems to have been encoded twice (`{twice[0]}`): get the text as it was first saved")
    return DecodedText(text, decoded.evidence, warnings)


def _evidence(basis: FactBasis, evidence: str) -> FactEvidence:
    return FactEvidence("encoding", basis, evidence)


def _stated(data: bytes, encoding: str) -> DecodedText:
    """Decode by the encoding that the owner of the papers states."""
    evidence = _evidence("settings", encoding)
    try:
        return DecodedText(data.decode(encoding), evidence)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    warning = f"holds {_bytes(text.count('�'))} not {encoding}, the encoding that corpus.toml states, shown as �"
    return DecodedText(text, evidence, (warning,))


def _bytes(count: int) -> str:
    return "1 byte that is" if count == 1 else f"{count:,} bytes that are"


def _by_bom(data: bytes) -> DecodedText | None:
    """Decode by the byte order mark; return None when there is none."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return DecodedText(data.decode(encoding), _evidence("stated", "byte order mark"))
            except UnicodeDecodeError as error:
                raise SourceUnreadable(f"says it is {encoding} but is not: save it again as UTF-8") from error
    return None


def _by_escapes(data: bytes) -> DecodedText | None:
    """Decode a seven-bit encoding of Japanese or Korean by its escape sequences; return None when there are none."""
    if not _ESCAPES.search(data) or any(byte > 0x7F for byte in data[:_GUESS_BYTES]):
        return None
    for encoding in _SEVEN_BIT:
        try:
            return DecodedText(data.decode(encoding), _evidence("stated", f"escape sequences of {encoding}"))
        except UnicodeDecodeError:
            continue
    raise SourceUnreadable("is in ISO 2022 and damaged: save it again as UTF-8")


def _by_content(data: bytes) -> DecodedText:
    """Decode as UTF-8 or, failing that, by a guess."""
    head = data[:_GUESS_BYTES]
    if b"\x00" in head:  # valid in UTF-8, but never in a UTF-8 text
        return _decode_utf16(data, head)
    try:
        return DecodedText(data.decode("utf-8"), _evidence("stated", "UTF-8"))
    except UnicodeDecodeError:
        pass
    return _damaged_utf8(data) or _guessed(data, head)


def _damaged_utf8(data: bytes) -> DecodedText | None:
    """Decode UTF-8 with a few bytes that are not; return None when most bytes beyond ASCII are no UTF-8.

    In other encodings two letters rarely look like one of UTF-8, so that one such letter is evidence enough.
    """
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    good = len(_CONTINUED.findall(text)) - text.count("\ufffd")
    if bad <= 0 or good < bad or (bad > 1 and good < 4 * bad):
        return None
    warning = f"holds {_bytes(bad)} not UTF-8, shown as �: save it again as UTF-8"
    return DecodedText(text, _evidence("stated", "UTF-8"), (warning,))


def _guessed(data: bytes, head: bytes) -> DecodedText:
    latin = guess_latin(head)
    if latin is not None:
        encoding, reason = latin.encoding, f"letters of {latin.language}" if latin.language else "signs"
    else:
        encoding, reason = _guess_other(head), "frequency of letters"
    text = data.decode(encoding, errors="replace")
    name = codecs.lookup(encoding).name
    warning = f'is not UTF-8; its encoding was guessed as {name}: check it, and state `encoding = "{name}"`'
    return DecodedText(text, _evidence("guessed", f"{name} ({reason})"), (warning,))


def _guess_other(head: bytes) -> str:
    """Return a Japanese encoding in which the text has kana or, failing that, charset-normalizer's best guess."""
    for encoding in _JAPANESE:
        text = codecs.getincrementaldecoder(encoding)("ignore").decode(head)
        if _decodes(head, encoding) and len(_KANA.findall(text)) > _MIN_KANA * len(_CONTINUED.findall(text)):
            return encoding
    guesses = from_bytes(head)
    best = guesses.best()
    if best is None:
        raise SourceUnreadable(_NOT_TEXT)
    # Western European is preferred to Central European when equally likely: it is far more common.
    for guess in guesses:
        if guess.encoding == "cp1252" and (guess.chaos, -guess.coherence) <= (best.chaos, -best.coherence):
            best = guess
    return best.encoding


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _decode_utf16(data: bytes, head: bytes) -> DecodedText:
    """Decode UTF-16 without a BOM: Latin text has a zero in every second byte, and which one tells the byte order."""
    first, second = head[0::2].count(0), head[1::2].count(0)
    if max(first, second) > len(head) // 4 and min(first, second) <= len(head) // 100:
        order = "utf-16-le" if second > first else "utf-16-be"
        try:
            return DecodedText(data.decode(order), _evidence("stated", f"{order}, by its zeros"))
        except UnicodeDecodeError:
            pass
    raise SourceUnreadable(_NOT_TEXT)
