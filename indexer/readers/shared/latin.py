"""Guess the encoding of a text in Latin letters: the one whose letters spell words of a single language.

An encoding that is wrong gives letters that no one language has together (`Okrḟgġy`), capitals inside words, or signs
between letters. Charset detectors that look at byte frequencies alone confuse the encodings of one region.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

# Python's names, the more common first: of two that fit equally well the first is taken.
_ENCODINGS = (
    "cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1254", "cp1257", "iso8859-4", "iso8859-16", "mac-roman", "cp850",
    "cp852", "mac-latin2", "cp857", "iso8859-3",
)  # fmt: skip
# The letters outside ASCII of each language's own words (CLDR's exemplar characters).
ALPHABETS: dict[str, str] = {
    "French": "àâæçéèêëîïôœùûüÿ",
    "Spanish": "áéíñóúü",
    "Portuguese": "áàâãçéêíóôõúü",
    "German": "äöüß",
    "Italian": "àèéìíîòóùú",
    "Dutch": "áäéèëíïóöúüĳ",
    "Swedish": "åäöéà",
    "Danish or Norwegian": "æøåéóòôê",
    "Icelandic": "áðéíóúýþæö",
    "Finnish": "äöåšž",
    "Catalan": "àçèéíïòóúü·",
    "Irish": "áéíóú",
    "Polish": "ąćęłńóśźż",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Hungarian": "áéíóöőúüű",
    "Romanian": "ăâîșțşţ",
    "Croatian, Serbian or Slovene": "čćđšž",
    "Albanian": "çë",
    "Turkish": "çğıöşüâîû",
    "Lithuanian": "ąčęėįšųūž",
    "Latvian": "āčēģīķļņšūž",
    "Estonian": "äöõüšž",
    "Maltese": "ċġħżàèìòù",
}
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿœß")
_WESTERN_WEIGHT = 0.9  # names of several languages in one paper; a single language that has all letters is likelier
_RARITY = 0.01  # by how much each next encoding must fit better than the more common ones before it
_TYPOGRAPHY = frozenset("“”„‘’‚«»‹›–—…•·§°€£©®™¿¡ºª½¼¾²³¹†‡\u00a0")
_APOSTROPHES = frozenset("’·")
_OTHER = re.compile("[^\x00-\x7f]")
_HEAD = 64 * 1024  # bytes that are judged
_MIN_SCORE = 0.6  # a good sign counts 1, a bad one -1: below, the text is in none of these


@dataclass(frozen=True)
class LatinGuess:
    """An encoding by Python's name, and the language whose letters it gives."""

    encoding: str
    language: str


def guess_latin(data: bytes) -> LatinGuess | None:
    """Return the encoding of a text in Latin letters; None when the text has others or none fits."""
    head = data[:_HEAD]
    ascii_letters = len(re.findall(rb"[A-Za-z]", head))
    if sum(byte > 0x7F for byte in head) > ascii_letters:
        return None
    best, best_score = None, _MIN_SCORE
    for rank, encoding in enumerate(_ENCODINGS):
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError:
            continue
        language, score = _judge(text)
        score -= _RARITY * rank
        if score > best_score:
            best, best_score = LatinGuess(encoding, language), score
    return best


def _judge(text: str) -> tuple[str, float]:
    """Return the language that has most of a text's letters, and how well all signs fit it, from -1 to 1."""
    fixed, letters = 0.0, Counter[str]()
    count = 0
    for match in _OTHER.finditer(text):
        sign = match.group()
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        count += 1
        if sign.isalpha() and sign not in "ºª":
            if sign.isupper() and before.islower():
                fixed -= 1
            else:
                letters["ı" if sign == "İ" else sign.lower()] += 1
        elif sign in _TYPOGRAPHY:
            fixed += -1 if before.isalpha() and after.isalpha() and sign not in _APOSTROPHES else 0.8
        else:
            fixed -= 1
    if not count:
        return "", 0.0
    total = letters.total()
    known: dict[str, float] = {
        language: sum(letters[letter] for letter in alphabet if letter in letters)
        for language, alphabet in ALPHABETS.items()
    }
    known["several languages"] = _WESTERN_WEIGHT * sum(letters[letter] for letter in _WESTERN)
    language = max(known, key=lambda name: known[name])
    return language, (fixed + 2 * known[language] - total) / count
