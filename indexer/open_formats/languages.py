"""The codes of languages in three letters (ISO 639-2/T), which Akoma Ntoso asks for."""

from __future__ import annotations

UNDETERMINED = "und"
_PAIRS = (
    "ar ara az aze be bel bg bul bn ben bs bos ca cat cs ces cy cym da dan de deu el ell en eng es spa et est eu eus "
    "fa fas fi fin fr fra ga gle gl glg he heb hi hin hr hrv hu hun hy hye id ind is isl it ita ja jpn ka kat kk kaz "
    "km khm ko kor ky kir lo lao lt lit lv lav mk mkd mn mon ms msa mt mlt my mya nb nob ne nep nl nld nn nno no nor "
    "pl pol ps pus pt por ro ron ru rus si sin sk slk sl slv so som sq sqi sr srp sv swe sw swa ta tam tg tgk th tha "
    "tk tuk tr tur uk ukr ur urd uz uzb vi vie zh zho"
).split()
_CODES = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))


def three_letters(tag: str | None) -> str:
    """Return the code of the language of a BCP 47 tag; that for an undetermined one where it is not known."""
    language = (tag or "").partition("-")[0].casefold()
    return language if len(language) == 3 else _CODES.get(language, UNDETERMINED)
