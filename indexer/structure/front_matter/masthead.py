"""Know the lines round a title that are neither title nor text: names of bodies, references to an agenda, logos.

A line is left out of the text for stated evidence only. Anything else is a passage, however short it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.entities.vocabulary import BODIES
from indexer.structure.draft import Piece, PieceReason
from indexer.text.casing import is_all_capitals
from indexer.text.prose import count_words, ends_sentence, split_words

_MAX_LOGO_WORDS = 3  # words
_MAX_LOGO_LETTERS = 5  # letters of a word: the longest short name on the papers of the corpus
_MAX_MASTHEAD_WORDS = 10  # words
_MAX_BROKEN_WORDS = 6  # words
_IMPRINT_LINES = 3  # lines round another one that belong to one imprint
_SMALL_WORD_LETTERS = 3  # letters: the longest article or preposition
_CAPITAL_SHARE = 0.6  # share of the words in a name that have a capital

BODY_WORDS = BODIES | frozenset(
    "ayuntamiento borough city commonwealth commune comune congress county gemeinde government house kingdom nations"
    " parish prefecture republic senate stadt stadtrat state town township village ville"
    " rada zarząd komisja komitet sejm senat sejmik zgromadzenie výbor zastupitelstvo raad gemeenteraad bestuur"
    " commissie consiglio giunta comitato styret styrelsen nämnden hallitus valtuusto kurulu meclisi συμβούλιο επιτροπή"
    " совет комитет комиссия дума собрание комітет tanács bizottság".split()
)
"""Words in names of bodies, with states and towns, which head their papers too."""
_STATE_OR_TOWN = re.compile(
    r"^(?:the )?(?:united nations|(?:city|town|township|village|county|borough|parish|state|commonwealth|republic"
    r"|kingdom"
    r"|commune|ville|gemeinde|stadt|municipality|municipalité|municipio|ayuntamiento|prefeitura|comune)"
    r" (?:and county )?(?:of|de|del|di|do|da|d[’'])\b|(?:gemeinde|stadt|landkreis|comune) [A-Z])",
    re.IGNORECASE,
)
_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th|e|ème|ª|º|\.)?|(?:[a-z]+[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth"
    r"|tenth|eleventh|twelfth|\w+teenth|\w+tieth)|première|deuxième|troisième|[\w-]+ième|primer[oa]?|segund[oa]"
    r"|tercer[oa]?)"
)
_SESSION_NUMBER = re.compile(
    rf"^(?:(?:resumed|special|regular|substantive|ordinary|extraordinary)\s+)*{_ORDINAL}\s+(?:\w+\s+){{0,2}}"
    r"(?:session|sessions|parliament|congress|assembly|legislature|sitting|période de sessions|período de sesiones"
    r"|sesión)"
    r"|^(?:19|20)\d\d session$",
    re.IGNORECASE,
)
_AGENDA_REFERENCE = re.compile(
    r"^\W*(?:(?:provisional )?agenda\s+)?items?\s+\d+[\w()., -]*(?:and\s+\d+[\w() ]*)?(?:of the\b.*(?:agenda"
    r"|list))?\W*$"
    r"|^\W*agenda\s+items?\s+\d+[\w()., –-]*\W*$|^\W*points?\s+\d+[\w()., ]*(?:de l[’']ordre du jour.*)?\W*$"
    r"|^\W*temas?\s+\d+[\w()., y]*(?:del? (?:programa|orden del día|lista).*)?\W*$"
    r"|^\W*tagesordnungspunkte?\s+\d+[\w()., ]*\W*$"
    r"|^\W*пункты?\s+\d+[\w()., ]*(?:повестки дня.*)?\W*$|^\W*议程项目\s*\d+.*$|^\W*البند(?:ان)? \d+.*$",
    re.IGNORECASE,
)
_DISTRIBUTION = re.compile(
    r"^(?:distr(?:ibution)?\b\.?(?:\s*:)?|original\s*:|language\s*:|langue\s*:|idioma\s*:|classification\s*:)\s*"
    r"(?:\w+(?:(?:\s?[/,&+]\s?|\s(?:and|et|y|und|e|и|و)\s)\w+)*(?:\s(?:only|seulement|solamente))?)?$"
    r"|^(?:official records|documents officiels|documentos oficiales|offizielles protokoll|официальные отч[её]ты)$"
    r"|^(?:english|français|español|deutsch|русский|português|italiano|中文|عربي|العربية)$"
    r"|^(?:GENERAL|LIMITED|RESTRICTED)$|^[A-Z]{1,5}(?:/[\w.()-]+)+(?:\s*\*+)?$",
    re.IGNORECASE,
)
# Who may read a paper, alone on its line.
_ACCESS = re.compile(
    r"^[(\[]?(?:public|restricted|confidential|strictly confidential|unclassified|internal|in camera|open|closed"
    r"|for official use only|público|reservado|confidencial|public(?:que)?|restreint|confidentiel|diffusion restreinte"
    r"|à huis clos|öffentlich|nichtöffentlich|vertraulich|pubblico|riservato|openbaar|vertrouwelijk|jawne|poufne"
    r"|секретно|конфиденциально|для служебного пользования|公开|公開|机密|機密|内部|內部)[)\]]?$",
    re.IGNORECASE,
)
# The number under which a paper is filed: `LC Paper No. CB(1)123/2031`, `Ref : CB1/PL/H`.
_FILED_UNDER = re.compile(
    r"^(?:[A-Z]{1,5}\s+)?(?:our |your )?(?:paper|document|doc|file|ref(?:erence)?|aktenzeichen|az|expediente|dossier)\b"
    r"\.?\s*(?:(?:no\b|nr\b|n[°º]|number\b|code\b)\.?\s*[:：]?|[:：])\s*(?=\S*[\d/])\S+(?:\s\S*\d\S*)?$",
    re.IGNORECASE,
)
_YEARS_OF_SESSION = re.compile(
    r"^(?:sessions? (?:of )?)?(?:19|20)\d\d\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d)(?: sessions?)?$", re.IGNORECASE
)
_NUMBERED_SESSION = re.compile(
    r"^(?:session|sitting|parliament|legislature|sesión|séance|sitzung|sessione|posiedzenie|kadencja)"
    r"(?:\s+(?:no|nr|number)\b\.?)?\s+(?:of\s+)?\d{1,4}(?:/\d{1,4})?$",
    re.IGNORECASE,
)
_CJK_BODY = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:[會会院局]|大會|大会)$")  # `立法會`
_ON_REPORT = re.compile(
    r"^\[?(?:on (?:the )?(?:report|recommendation|proposal) of\b|without reference to\b|sur (?:la base du "
    r"|le )?rapport\b"
    r"|sur la recommandation"
    r"|(?:por|sobre la base del) (?:recomendación|informe)\b|auf grund des berichts\b|по докладу\b)[^\]]*\]?$",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"^(?:skip (?:to|navigation)|jump to|back to|go to|aller au|ir al|zum inhalt|saltar al)\b.{0,40}$|^menu$"
    r"|^(?:watch|view|listen to|download|print|share)\s+(?:(?:the|this|full|live)\s+){0,2}(?:meeting|session|hearing"
    r"|debate"
    r"|debate|video|audio|webcast|recording|broadcast|page|document|pdf|transcript|article)$",
    re.IGNORECASE,
)
_SYMBOL_BEHIND = re.compile(r"(?<=\w)\s+[A-Z]{1,5}(?:/[\w.()-]+)+$")  # `United Nations S/PV.812`
# Romance languages write a capital in the first word only: `Assemblée générale`.
_ROMANCE_BODY = re.compile(
    r"^(?:Assemblée|Conseil|Comité|Asamblea|Consejo|Comisión|Assembleia|Conselho|Comissão)(?:\s[a-zà-ÿ’']+){1,5}$"
)
_NO_NAME = re.compile(r"[,;:|/()\[\]@#]|\d|\s[-–—]\s")  # signs of a list of people, an hour, a link
_ALT_TEXT = re.compile(r"^\W*(?:\[\s*)?!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])(?:\s*\]\([^)]*\))?\W*$")


def is_session_number(text: str) -> bool:
    """Return whether a line gives the number or years of a body's session and nothing else: `Seventy-ninth session`."""
    match = _SESSION_NUMBER.match(text)
    if match is not None and not split_words(text[match.end() :]):
        return True
    return bool(_YEARS_OF_SESSION.match(text) or _NUMBERED_SESSION.match(text))


def is_agenda_reference(text: str) -> bool:
    """Return whether a line only refers to an item of an agenda: `Items 137 and 138 of the preliminary list`."""
    return bool(_AGENDA_REFERENCE.match(text))


def is_alt_text(piece: Piece) -> bool:
    """Return whether the words of a piece only stand in for an image."""
    return bool(_ALT_TEXT.match(piece.block.raw.strip()))


def is_form_line(text: str) -> bool:
    """Return whether a line belongs to the form of a series of papers: its distribution, language or origin."""
    patterns = (_DISTRIBUTION, _ON_REPORT, _ACCESS, _FILED_UNDER)
    return any(pattern.match(text) for pattern in patterns)


def is_masthead_line(text: str) -> bool:
    """Return whether a line has the form of a series or numbers a session or item, and so is no title."""
    return is_agenda_reference(text) or is_form_line(text) or is_session_number(text)


def is_navigation(text: str) -> bool:
    """Return whether a line is a control of a web page: `Skip to main content`, `Watch the meeting`."""
    return bool(_NAVIGATION.match(text))


def is_state_or_town(text: str) -> bool:
    """Return whether a line names a state, a town or the United Nations, which stands above the body that meets."""
    return _STATE_OR_TOWN.match(text) is not None


def names_body(text: str) -> bool:
    """Return whether a line names a body and nothing else, as a letterhead does."""
    words = split_words(text)
    named = [word for word in words if len(word) > _SMALL_WORD_LETTERS]
    # `Bank closures in the region` is a subject, no body
    is_name = sum(word[0].isupper() for word in named) > _CAPITAL_SHARE * len(named)
    return (
        is_name
        and len(words) <= _MAX_MASTHEAD_WORDS
        and not ends_sentence(text)
        and not _NO_NAME.search(text)
        and (any(word.casefold() in BODIES for word in words) or is_state_or_town(text))
    ) or bool(_ROMANCE_BODY.match(text) or _CJK_BODY.match(text) or _is_letterhead_word(text))


def _is_letterhead_word(text: str) -> bool:
    """Return whether a line is one word in capitals that names a kind of body: `SENATE`."""
    return text.isalpha() and text.isupper() and len(text) > _SMALL_WORD_LETTERS and text.casefold() in BODY_WORDS


def is_logo(text: str) -> bool:
    """Return whether a line holds short names in capitals and nothing else, and one that is no word: `GCSP`."""
    return _is_in_short_capitals(text) and any(not set(word) & set("AEIOUYÀÉÈ") for word in split_words(text))


def _is_in_short_capitals(text: str) -> bool:
    words = split_words(text)
    return (
        0 < len(words) <= _MAX_LOGO_WORDS
        and is_all_capitals(text)
        and all(len(word) <= _MAX_LOGO_LETTERS and word.isalpha() for word in words)
    )


def is_broken_off(text: str) -> bool:
    """Return whether a line is the rest of another one that the format lost: `to the United Nations`."""
    return (
        (text[:1].islower() or text.startswith(("...", "…")))
        and count_words(text) <= _MAX_BROKEN_WORDS
        and not ends_sentence(text)
        and not text.endswith((",", ":", ";"))
    )


def masthead_reasons(pieces: Sequence[Piece], lines: Sequence[int], title: str | None) -> dict[int, PieceReason]:
    """Return why some lines of the title page, given by their indexes, are no text of the paper.

    Beside the logos and names of an imprint stand its mottos and the rests of names that were broken:
    `Norwegian Institute of International`, `Affairs`.
    """
    title_words = {word.casefold() for word in split_words(title or "")}
    reasons: dict[int, PieceReason] = {}
    for position, index in enumerate(lines):
        reason = _reason(pieces[index], title_words, is_first=position == 0) if _is_line(pieces[index]) else None
        if reason:
            reasons[index] = reason
    certain = {
        position for position, index in enumerate(lines) if _is_sure_imprint(pieces[index].text, reasons.get(index))
    }
    logos = {position for position in certain if reasons[lines[position]] == "title_page_line"}
    for position, index in enumerate(lines):
        around = set(range(position - _IMPRINT_LINES, position + _IMPRINT_LINES + 1))
        is_beside = len(certain & around) > 1 and bool(logos & around)
        if index not in reasons and is_beside and _is_of_imprint(pieces[index]):
            reasons[index] = "title_page_line"
    return reasons


def _is_sure_imprint(text: str, reason: PieceReason | None) -> bool:
    """Return whether a line is a logo or names a body, and is no number of a session or item of an agenda."""
    return reason == "title_page_line" or (reason == "masthead" and names_body(text))


def _is_line(piece: Piece) -> bool:
    """Return whether a piece is a line of its own, and no section that the format marks."""
    is_section = piece.block.level > 0 and not is_masthead_line(piece.text)
    return not (piece.is_list_item or piece.block.kind == "table_row" or is_section)


def _reason(piece: Piece, title_words: set[str], *, is_first: bool) -> PieceReason | None:
    """Return why one line is no text of the paper, by its own words."""
    text = _SYMBOL_BEHIND.sub("", piece.text)
    words = [word.casefold() for word in split_words(text)]
    if is_navigation(text):
        return "web_control"
    if is_alt_text(piece) or is_logo(text) or (is_first and is_broken_off(text)):
        return "title_page_line"
    if is_masthead_line(text) or names_body(text):
        return "masthead"
    if len(words) > 1 and title_words.issuperset(words) and not ends_sentence(text):
        return "title"
    return None


def _is_of_imprint(piece: Piece) -> bool:
    """Return whether a line can be part of an imprint: a motto, a short name in capitals, the last word of a name."""
    text = piece.text
    if not _is_line(piece) or ends_sentence(text):
        return False
    return is_broken_off(text) or _is_in_short_capitals(text) or (count_words(text) == 1 and text[:1].isupper())
