"""Read who wrote and who published a paper, where the paper itself says so in plain form.

That is a line of the title page with a label (`Author: ...`, `Prepared by the Secretariat`), the head or front matter
of the file, or the name of an office in what a paper is: `Report of the Secretary-General`, `Letter dated ... from the
Permanent Representative of ...`. A resolution is of the body that adopted it, and the record of a parliament of the
house that is printed at its head. Who took the minutes, edited, presented or signed is no author, and nothing is taken
from the text. What is a name is known to `author_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import DocumentKind, FactEvidence, Reading
from indexer.structure.dates import without_dates
from indexer.structure.draft import RUNNING_HEADS, Piece
from indexer.text.casing import Truecaser
from indexer.text.prose import count_words, is_prose

from .adoption import adopting_body
from .author_names import body_names, name_of_publisher, names_of_authors, person_names, tidy_name
from .masthead import is_agenda_reference

_MOST_LINES = 40  # pieces: the longest title page
_LONGEST_LINE = 45  # words: a longer one is running text
_FIRST_PROSE = 4  # paragraphs of the text that can say that the paper only hands on what another wrote

_RECORDS: frozenset[DocumentKind] = frozenset({"minutes", "transcript", "meeting_note"})
"""Kinds whose `Author` or `Prepared by` is who took the notes."""
_WRITTEN_IN_AN_OFFICE: frozenset[DocumentKind] = frozenset({"report", "concept_note", "summary", "statement", "other"})
_HOUSE = re.compile(
    r"^(?:the )?(?:(?:national |federal |state )?parliament(?: of(?: the)?(?: \w+){1,6})?"
    r"|(?:\w+ ){0,3}(?:house of (?:commons|lords|representatives|assembly|councillors|keys)|legislative council"
    r"|legislative assembly|national assembly)(?: of(?: the)?(?: \w+){1,6})?"
    r"|(?:congress|senate|dáil|seanad|knesset|verkhovna rada|state duma)(?: of(?: the)?(?: \w+){1,5}| éireann)?"
    r"|assemblée nationale|sénat|congreso de los diputados|(?:cámara de diputados|câmara dos deputados|senado"
    r"|asamblea nacional)(?: de(?: la| el)?(?: \w+){1,4})?|deutscher bundestag|bundesrat|nationalrat|sejm"
    r"|folketinget|stortinget|riksdagen|eduskunta|立法會|立法会|國會|国会|衆議院|参議院|參議院)$",
    re.IGNORECASE,
)
"""The name of a parliament or of one of its houses, alone on a line."""
_COMMITTEE = re.compile(
    r"\b(?:(?:sub-?)?committees?|panel|commission|comités?|comisión|ausschuss|komisja)\b|委員會|委员会|委員会",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s*[–—─|•·-]{1,3}\s*")
_MOST_HEADS = 12  # lines at the head of a record

_PAPER = (
    r"(?:(?:this |the )?(?:[\w-]+ ){0,2}(?:paper|document|report|note|study|brief|memorandum|submission)"
    r"(?: was| is|,)? )?"
)
_AUTHOR = re.compile(
    r"^(?:(?:lead |main |principal |corresponding |co-?)?author(?:s|\(s\))?(?: and affiliations?)?"
    r"|auteure?s?|auteur\(e?\)\(?s?\)?|autrices?|autora?(?:es|as)?|autor\(es\)|автор(?:ы|\(ы\))?|作者|撰稿人?|著者"
    r"|المؤلف(?:ون|ين|ة)?)\s*[:：;]\s*(?P<names>\S.*)$",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:by|par|por)\s+(?P<names>\S.*)$", re.IGNORECASE)
_PREPARED = re.compile(
    rf"^(?:{_PAPER}(?:prepared|written|authored) by|(?:(?:document|rapport|note|étude) )?(?:établie?|préparée?|rédigée?"
    r"|élaborée?) par|(?:(?:documento|informe|nota|estudio) )?(?:preparad[oa]|elaborad[oa]|redactad[oa]) por"
    r"|подготовлен[оаы]?|(?:من )?إعداد|编写(?:者|人|单位)?|編寫|撰写)(?:\s*[:：;]\s*|\s+)(?P<names>\S.*)$",
    re.IGNORECASE,
)
_SUBMITTED = re.compile(rf"^{_PAPER}submitted by(?:\s*[:：;]\s*|\s+)(?P<names>\S.*)$", re.IGNORECASE)
_PUBLISHER = re.compile(
    r"^(?:publishers?|published by|éditeur|publiée? par|editorial|publicad[oa] por|издатель|издательство|الناشر"
    r"|出版(?:者|社|单位)?|出版單位)(?:\s*[:：;]\s*|(?<= by)\s+|(?<= p[ao]r)\s+)(?P<name>\S.*)$",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"^issued by(?:\s*[:：;]\s*|\s+)(?P<name>\S.*)$", re.IGNORECASE)
# Who translated, edited or drew a paper is not its author, and the line that says so is not its title either.
_HELPED = re.compile(
    r"^(?:(?:translated|edited|compiled|illustrated|reviewed|transcribed|interpreted|typeset|proof-?read|designed|printed"
    r"|drafted|written|authored|prepared|published|issued) by"
    r"|traduite?s? (?:du \S+ |de l[’']\S+ )?par|traducid[oa]s? (?:del \S+ )?por|übersetzt (?:aus \S+ \S+ )?von"
    r"|(?:rédigée?|préparée?|établie?|publiée?|révisée?) par|(?:preparad|elaborad|redactad|publicad|revisad)[oa] por"
    r"|переведено)\b\W*\w"
    r"|^(?:translat(?:ors?|ion)|editors?|illustrators?|reviewers?|contributors?|traduct(?:ion|eurs?|rices?)"
    r"|traducción|traductor(?:es|as?)?|rédact(?:ion|eurs?)|übersetzung|перевод(?:чики?)?|редакторы?|المترجم|ترجمة|تحرير"
    r"|翻[译譯]|[译譯]者|[编編][辑輯])(?:\(\w{1,3}\))?\s*[:：]",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"^\S*(?:s|\(s\)|es|ы|ون|ين)\s*[:：;]|^authors\b", re.IGNORECASE)
_LABEL = re.compile(r"^[^\W\d_][\w ()/.-]{1,30}[:：]")

_OFFICE = (
    r"(?:(?:United Nations |Acting |Deputy |Under-|Assistant )?(?:Secretary-General|Director-General"
    r"|High Commissioner(?: for [A-Z][\w -]+)?|High Representative(?: for [A-Z][\w ,-]+)?)"
    r"|Executive (?:Director|Secretary)(?: of (?:the )?[A-Z][\w ,-]+)?|(?:[A-Z]\w+ )?[Ss]ecretariat)"
)
# An office for a subject: the words behind it are part of its name.
_MANDATE = (
    r"(?:Special Rapporteur|Independent Expert|Special Representative|Special Envoy|Personal Envoy)\b[^:;]{0,160}"
)
_OFFICE_LINES = (
    re.compile(rf"^(?:Report|Memorandum) (?:of|by) the (?P<who>{_OFFICE})(?:\s+(?:on|to|pursuant|under)\b.*|\**)$"),
    re.compile(rf"^(?P<note>Note) by the (?P<who>{_OFFICE})(?:\s+(?:on|to|pursuant|under)\b.*|\**)$"),
    re.compile(rf"^Report of the (?P<who>{_MANDATE})$"),
    re.compile(
        r"^(?:Identical )?[Ll]etters? dated .{6,40}? from the (?P<who>[A-Z][^:;]{5,160}?) addressed to\b.*$",
    ),
    re.compile(
        r"^(?:Lettre|Note verbale) datée du .{6,30}?, adressée .{5,160}? par (?:le |la |l[’'])(?P<who>\S.{5,120})$"
    ),
    re.compile(r"^(?:Presidential s|S)tatement by the (?P<who>President of the [A-Z][^,;:]{3,60}?)\**$"),
    re.compile(r"^Rapport (?:du |de la )(?P<who>Secrétaire général\w*|Directeur général|Directrice générale)\**$"),
    re.compile(r"^(?P<note>Note) (?:du |de la )(?P<who>Secrétaire général\w*|[Ss]ecrétariat)\**$"),
    re.compile(r"^Informe (?:del |de la )(?P<who>(?:Secretari[oa]|Director|Directora) General)\**$"),
    re.compile(r"^(?P<note>Nota) (?:del |de la )(?P<who>Secretari[oa] General|[Ss]ecretaría)\**$"),
    re.compile(r"^Доклад (?P<who>Генерального секретаря)\**$"),
    re.compile(r"^(?P<note>Записка) (?P<who>(?:Генерального секретаря|[Сс]екретариата))\**$"),
    re.compile(r"^تقرير (?P<who>الأمين العام)\**$"),
    re.compile(r"^(?P<note>مذكرة) (?:من )?(?P<who>الأمانة العامة|الأمين العام)\**$"),
    re.compile(r"^(?P<who>秘书长)的?报告\**$"),
    re.compile(r"^(?P<who>秘书处|秘书长)的?(?P<note>说明)\**$"),
)
_CASES = {
    "генерального секретаря": "Генеральный секретарь",
    "секретариата": "Секретариат",
    "секретариатом": "Секретариат",
}
"""Russian names of offices that stand in another case, as they are called."""
_HANDS_ON = re.compile(
    r"\btransmit\w*|\btransmet\w*|\bremit[aei]\w*|препрово\w+|转递|轉遞|يحيل|تحيل|\bforward(?:s|ed|ing)? (?:here|the)",
    re.IGNORECASE,
)
"""A note by a secretariat can transmit what another wrote."""


@dataclass(frozen=True)
class Authorship:
    """Who wrote and who published a paper, as far as it says so."""

    author: str | None = None
    """Several with semicolons between."""
    publisher: str | None = None
    evidence: tuple[FactEvidence, ...] = ()
    """How each of the two that is known is known."""


def find_authorship(reading: Reading, pieces: Sequence[Piece], start: int, kind: DocumentKind) -> Authorship:
    """Return the author and the publisher that a paper states; `start` is the index where its body begins."""
    lines = list(_lines_of_title_page(pieces, start, kind))
    author = _house(pieces, start) if kind in _RECORDS else _author(reading, pieces, lines, kind)
    publisher = _publisher(reading, lines)
    stated = ((author[0] if author else None), (publisher[0] if publisher else None))
    return Authorship(*stated, tuple(found[1] for found in (author, publisher) if found))


def _author(
    reading: Reading, pieces: Sequence[Piece], lines: Sequence[str], kind: DocumentKind
) -> tuple[str, FactEvidence] | None:
    """Return who wrote a paper: printed with a label, declared, the office that a report is of, or told by the head."""
    is_of_office = kind in _WRITTEN_IN_AN_OFFICE
    printed = _labelled(lines) or _under_title(lines, kind)
    if printed is not None:
        names, line = printed
        return ("; ".join(names), FactEvidence("author", "stated", line)) if names else None
    adopted = adopting_body(pieces) if kind == "resolution" else None
    if adopted is not None:
        name = Truecaser(piece.text for piece in pieces).title_case(adopted[0])
        return name, FactEvidence("author", "stated", adopted[1])
    declared = [name for value in reading.authors for name in names_of_authors(value)]
    # one name that is none makes the others a part of the authors
    is_whole = bool(declared) and all(map(names_of_authors, reading.authors))
    if is_whole and not reading.authors_are_of_page:
        return _joined(declared), FactEvidence("author", "stated", "; ".join(reading.authors))
    office = _office(pieces, lines) if is_of_office else None
    if office:
        return office[0], FactEvidence("author", "stated", office[1])
    if is_whole:
        return _joined(declared), FactEvidence("author", "guessed", f"author: {'; '.join(reading.authors)}")
    return None


def _house(pieces: Sequence[Piece], start: int) -> tuple[str, FactEvidence] | None:
    """Return the one parliament or house that is named at the head of its record; None where a committee is, too."""
    heads = [piece.text for piece in pieces[:start] if piece.text and not is_prose(piece.text)][:_MOST_HEADS]
    heads += [text for piece in pieces if RUNNING_HEADS.intersection(piece.reasons) and (text := piece.text)]
    if any(map(_COMMITTEE.search, heads)):
        return None
    found: dict[str, tuple[str, str]] = {}
    for line in dict.fromkeys(heads):
        for part in filter(None, _DASHES.split(without_dates(line).strip(" ,"))):
            if _HOUSE.match(part.strip()):
                found.setdefault(part.strip().casefold(), (part.strip(), line))
    if len(found) != 1:
        return None
    name, line = next(iter(found.values()))
    return Truecaser(piece.text for piece in pieces).title_case(name), FactEvidence("author", "stated", line)


def _joined(names: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(names))


def _labelled(lines: Sequence[str]) -> tuple[tuple[str, ...], str] | None:
    """Return the names behind the labels of the strongest kind, and the first line; no names where one is unclear."""
    for label, names_in in ((_AUTHOR, _names), (_PREPARED, _names), (_SUBMITTED, _bodies)):
        matches = [match for line in lines if (match := label.match(line))]
        if matches:
            names = [_of_office(match["names"]) or names_in(match) for match in matches]
            joined = tuple(dict.fromkeys(name for each in names for name in each))
            return (joined if all(names) else ()), matches[0][0]
    return None


def _under_title(lines: Sequence[str], kind: DocumentKind) -> tuple[tuple[str, ...], str] | None:
    """Return the persons of the only line below the first that is `by` and their names, with the line.

    In an agenda such a line names who speaks.
    """
    matches = [match for line in lines[1:] if (match := _BY.match(line))]
    if kind in {"agenda", "programme"} or len(matches) != 1:
        return None
    names = person_names(matches[0]["names"])
    return (names, matches[0][0]) if names else None


def _names(match: re.Match[str]) -> tuple[str, ...]:
    return names_of_authors(match["names"], several=bool(_SEVERAL.match(match[0])))


def _bodies(match: re.Match[str]) -> tuple[str, ...]:
    """Return the bodies that submit a paper; a person who does is not always its author."""
    return body_names(match["names"])


def _of_office(value: str) -> tuple[str, ...]:
    """Return an office that is named alone: `the Secretary-General`, `секретариатом`."""
    text = tidy_name(value)
    bare = re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)
    if text.casefold() in _CASES:
        return (_CASES[text.casefold()],)
    return (bare[0].upper() + bare[1:],) if re.fullmatch(rf"{_OFFICE}|secretariat", bare) else ()


def _office(pieces: Sequence[Piece], lines: Sequence[str]) -> tuple[str, str] | None:
    """Return the office that the title page says the paper is of, with the line; None where two differ.

    The title of an item of the agenda can have the same form, and a note can hand on what another wrote.
    """
    found: dict[str, str] = {}
    for above, line in zip(("", *lines), lines, strict=False):
        match = next(filter(None, (pattern.match(line) for pattern in _OFFICE_LINES)), None)
        if match and not is_agenda_reference(above):
            if match.groupdict().get("note") and _hands_on(pieces):
                return None
            who = tidy_name(match["who"])
            found.setdefault(_CASES.get(who.casefold(), who[0].upper() + who[1:]), line)
    return next(iter(found.items())) if len(found) == 1 else None


def _hands_on(pieces: Sequence[Piece]) -> bool:
    prose = [piece.text for piece in pieces if piece.role != "dropped" and is_prose(piece.text)][:_FIRST_PROSE]
    return any(map(_HANDS_ON.search, prose))


def _publisher(reading: Reading, lines: Sequence[str]) -> tuple[str, FactEvidence] | None:
    """Return who published a paper: printed with a label, or declared."""
    for label, only_bodies in ((_PUBLISHER, False), (_ISSUED, True)):
        matches = [match for line in lines if (match := label.match(line))]
        if matches:
            value = matches[0]["name"]
            name = next(iter(body_names(value)), None) if only_bodies else name_of_publisher(value)
            # a person who issues a paper is its owner rather than its publisher
            return (name, FactEvidence("publisher", "stated", matches[0][0])) if name and len(matches) == 1 else None
    declared = name_of_publisher(reading.publisher) if reading.publisher else None
    return (declared, FactEvidence("publisher", "stated", reading.publisher or "")) if declared else None


def _lines_of_title_page(pieces: Sequence[Piece], start: int, kind: DocumentKind) -> Iterator[str]:
    """Yield the lines of the title page, and the short ones under it up to the first text or heading.

    In an agenda those are its items already.
    """
    count = 0
    for index, piece in enumerate(pieces):
        if piece.block.drop or not piece.text:
            continue
        is_below = index >= start
        is_text = is_prose(piece.text) or count_words(piece.text) > _LONGEST_LINE
        labelled = _is_labelled(piece.text)
        is_of_items = kind in {"agenda", "programme"} or _ends_title_page(piece, labelled)
        if count >= _MOST_LINES or (count and is_below and is_of_items):
            return
        count += 1
        if labelled or not is_text:
            yield from _printed_lines(piece)


def _ends_title_page(piece: Piece, is_labelled: bool) -> bool:
    """Return whether the text begins with a piece; a line with a label does not."""
    is_text = is_prose(piece.text) or count_words(piece.text) > _LONGEST_LINE
    return not is_labelled and (is_text or piece.role == "heading" or piece.block.kind in {"quote", "table_row"})


def names_makers(text: str) -> bool:
    """Return whether a line says who wrote, translated, edited or published the paper, and nothing else.

    `Report by Anna Berg` says what the paper is too.
    """
    by = _BY.match(text)
    labelled = any(label.match(text) for label in (_AUTHOR, _PUBLISHER, _ISSUED))
    return labelled or bool(_HELPED.match(text)) or (by is not None and bool(person_names(by["names"])))


def _is_labelled(text: str) -> bool:
    return any(label.match(text) for label in (_AUTHOR, _PREPARED, _SUBMITTED, _PUBLISHER, _ISSUED))


def _printed_lines(piece: Piece) -> Iterator[str]:
    """Yield the lines of a piece with several labels, each with what follows up to the next label; else its whole text.

    A paper joins the lines `Author: Anna Berg` and `Date: May 2031` where it has no empty one between.
    """
    bare = (re.sub(r"[*_`]+", "", line).strip().lstrip(">#- ") for line in piece.block.raw.split("\n"))
    lines = [line for line in bare if line]
    labelled = [index for index, line in enumerate(lines) if _LABEL.match(line)]
    if len(labelled) <= 1 or "<" in piece.block.raw:
        yield " ".join(piece.text.split())
        return
    for first, end in zip(labelled, [*labelled[1:], len(lines)], strict=True):
        yield " ".join(lines[first:end])
