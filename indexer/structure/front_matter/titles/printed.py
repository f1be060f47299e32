"""Find the title of a paper and its words. Where the title page ends is decided in `title_page`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.entities.attendance import is_attendance, parse_inline_people
from indexer.entities.roles import split_role_label
from indexer.model import DocumentKind
from indexer.structure.dates import find_dates, is_only_date, parse_bare_year, without_dates
from indexer.structure.draft import Piece
from indexer.structure.front_matter.authorship import names_makers
from indexer.structure.front_matter.forms import NUMBER_OF_RESOLUTION
from indexer.structure.front_matter.kind_names import is_kind_alone, named_kind, without_subject_word
from indexer.structure.front_matter.masthead import (
    BODY_WORDS,
    is_agenda_reference,
    is_alt_text,
    is_form_line,
    is_logo,
    is_navigation,
    is_session_number,
    is_state_or_town,
)
from indexer.structure.front_matter.places import is_place_line, names_venue
from indexer.structure.outline.chat_lines import chat_positions
from indexer.structure.outline.session_labels import parse_timed_heading
from indexer.text.casing import Truecaser, is_all_capitals
from indexer.text.prose import count_words, is_prose, split_words
from indexer.text.section_names import is_part_of_record

from .sections import is_first_section
from .wrapped_titles import title_lines, title_over_author

_MEETINGS = (
    r"meeting|conference|workshop|seminar|symposium|session|forum|summit|congress|hearing|teleconference|video call"
    r"|call"
    r"|round ?table|webinar|conférence|réunion|séance|colloque|atelier|taller|reunión|conferencia|foro|sesión|seminario"
    r"|reunião|sessão|tagung|sitzung|konferenz"
)
_SPEECH_WORDS = (
    r"statement|remarks|address|speech|intervention|discours|allocution|déclaration|discurso|intervención|declaración"
)
_EVENT = re.compile(rf"\b(?:{_MEETINGS}|colloquium|round ?table|atelier|séminaire|seminario)\b", re.IGNORECASE)
_MAX_NAME_WORDS = 4  # words: the longest line that can be the name of a place or body over the title
_PAPERS_OF_MEETINGS: frozenset[DocumentKind | None] = frozenset({"minutes", "meeting_note", "transcript", "agenda"})
_MIN_SUBJECT_WORDS = 4  # words: the shortest line that can be a subject
_MIN_MEETING_NAME_WORDS = 3  # words: the shortest name of a meeting
_SMALL_WORD_LETTERS = 3  # letters: the longest article or preposition
_CAPITAL_SHARE = 0.6  # share of the words in a name that have a capital
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes"
    r"|miércoles"
    r"|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)-feira|montag|dienstag|mittwoch|donnerstag"
    r"|freitag|samstag|sonntag|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
)
_HANGING = re.compile(
    rf"(?:,?\s+(?:on|of|in|at|from|held|the|le|du|des|el|del|día|am|vom|em|van|op|{_WEEKDAY}))+,?$", re.IGNORECASE
)
_SYMBOL = re.compile(r"\b[A-Z]{1,5}/[\w.-]+(?:/|\.\d)")
_STATEMENT = re.compile(rf"^(?:\w+ )?(?:{_SPEECH_WORDS})s?\b", re.IGNORECASE)
# `Summary of the Workshop on X`: the words before the event name a kind of paper.
_PAPER_OF_EVENT = re.compile(
    r"^(?P<paper>[^,;:]{3,40}?)\s+(?:of|from|on|for|du|de la|del|de|da|do|der|des)\s+(?:the\s+|la\s+|le\s+|el\s+)?"
    rf"(?P<event>(?:[^\s,;:]+\s+){{0,4}}?(?:{_MEETINGS}|colloquium)\b(?![’']).*)$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:dear|good (?:morning|afternoon|evening|day)|greetings|hello|hi|welcome|thank you|bonjour|bonsoir|buenos días"
    r"|buenas tardes|hola|guten (?:tag|morgen)|hallo|olá|bom dia|ciao|buongiorno|здравствуйте)\b[^:]{0,40}[!,.]?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\bhttps?://|\bwww\.\w")
_MAX_EXCLAMATION_WORDS = 3  # words
_NOTHING = re.compile(r"\W*(?:n\.?\s?/\s?a\.?|none|tb[acd]|unknown|not applicable|s\. ?o\.)\W*", re.IGNORECASE)
_SERIAL_NUMBER = re.compile(
    r"^(?:(?:vol(?:ume)?|no|nr|num(?:ber)?|n[°º]|issue|serial|part|series|band|tome|tomo|numéro|número)\b[\s.:]*"
    r"(?:no\b[.\s]*)?[\dIVXLC][\w/.-]*[\s,;–-]*)+$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"^\d+[\w/-]*,?\s+\S.*\b(?:street|st|road|rd|avenue|ave|lane|square|drive|boulevard|blvd|place|quay|rue)\b"
    r"|^\S.*(?:straße|strasse|gasse|platz|weg)\s+\d+\w?$",
    re.IGNORECASE,
)
# A letter is named by its day, and a budget by its period: `Letter dated 5 May`, `Budget for the year from 1 May`.
_NAMED_BY_DAY = re.compile(
    r"\b(?:dated|datée?s? du|de fecha|(?:period|year|biennium|quarter|months?|période|exercice|período|zeitraum)"
    r"(?:\s+(?:from|of|ended|ending|beginning|du|del|vom))*)$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^[\[(].*[\])]$")
_HELD_IN = re.compile(
    r"\s+(?:held|tenue?|celebrada|abgehalten|convened)(?:\s+(?:in|at|à|en)\s+[^,;:]{2,40})?$", re.IGNORECASE
)
# What is left of `Date: 4 May 2031` or `Published 5 May 2031` without the day.
_LABEL_OF_DAY = re.compile(
    r"(?:dated?|day|when|published|updated|posted|issued|printed|last (?:updated|modified)|datum|fecha|data|le|am|on)"
    r"(?:\s+(?:on|le|am|el|de la réunion|of (?:the )?(?:meeting|call|publication)))?\s*[:：.,]?",
    re.IGNORECASE,
)
# A record that does not say of which body it is: `Minutes of the meeting held in Oslo`.
_RECORD_OF_MEETING = re.compile(
    r"(?:(?:draft|approved|agreed|final)\s+)?(?:minutes|notes?|summary|report|agenda|(?:verbatim )?record|transcript)"
    r"(?:\s+of)?(?:\s+(?:the|a|its))?(?:\s+(?:\d{1,4}(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|[a-z]+th)|regular|monthly|weekly|annual|ordinary|special))*"
    r"\s*(?:meeting|call|session|sitting)?(?:\s+held\b.*)?",
    re.IGNORECASE,
)
# A body that meets on a subject: `Standing Committee on Harbours`.
_BODY_FOR = re.compile(
    r"^(?:the\s+)?(?:[^\W\d]+[\s-]){0,3}(?:panel|(?:sub-?)?committee|commission|council|board|group|party|task ?force"
    r"|comité|comisión|ausschuss|arbeitsgruppe|komisja|rada)\s+(?:on|for|of|sur|pour|sobre|für|ds\.)\s",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|h|Uhr)?(?:\s*(?:-|–|to)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|h"
    r"|Uhr)?)?"
    r"|\b(?:at|from|to|until|noon|midnight|à|a las|um|bis)\b|\b[A-Z]{2,4}T\b|\bUTC\b|\bGMT\b|\b(?:mon|tues|wednes"
    r"|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"^(?:adopted|adoptée?|aprobad[oa]|angenommen|принят\w*|اتخذ\S*|اعتمد\S*)\b", re.IGNORECASE
)  # fmt: skip
_SPOKEN_AT = re.compile(
    r"\b(?:at|in|to|during|before|on the occasion of|devant|dans|lors de|en|ante)\s+(?:the|la|le|el)\s+"
    rf"(?P<event>(?:[^\s,;:]+\s+){{0,5}}?(?:{_MEETINGS}|debate|assembly|council|committee|débat|assemblée|conseil"
    r"|asamblea|consejo|cumbre|sommet)\b.*)$",
    re.IGNORECASE,
)


def event_in_title(title: str) -> str:
    """Return the meeting that a title names: `Forum on Ice` for `Statement by Chad at the Forum on Ice`.

    A paper on a meeting names it too: `Workshop on Ice` for `Summary of the Workshop on Ice`, `Ice Council` for `Ice
    Council, Minutes`. The name of a body alone is no meeting; such a title, and any other, is returned unchanged.
    """
    body, _, kind = title.rpartition(", ")
    if body and is_kind_alone(kind):
        return body
    match = _SPOKEN_AT.search(title) if _STATEMENT.match(title) else _PAPER_OF_EVENT.match(title)
    if match and match.re is _PAPER_OF_EVENT and not is_kind_alone(match["paper"]):
        match = None
    event = match["event"] if match else ""
    return f"{event[0].upper()}{event[1:]}" if count_words(event) >= _MIN_MEETING_NAME_WORDS else title


def find_subject(pieces: Sequence[Piece], enacting: int | None, file_name: str) -> int | None:
    """Return the index of the subject line of a resolution, or None.

    It stands above the line with the body that resolves, or begins with the number that the file is named after: an
    old volume prints several resolutions on a page.
    """
    digits = re.sub(r"[\W_]+", "_", file_name)
    for index, piece in enumerate(pieces):
        match = NUMBER_OF_RESOLUTION.match(piece.text) if piece.role in {"body", "heading"} else None
        number = re.sub(r"[\W_]+", "_", match["number"]).strip("_") if match else ""
        if number and re.search(rf"(?<!\d){number}(?!\d)", digits):
            return index
    for index in range(enacting - 1, -1, -1) if enacting is not None else ():
        text = pieces[index].text
        if pieces[index].role not in {"body", "heading"} or _BRACKETED.match(text) or is_form_line(text):
            continue
        if is_prose(text) and text.endswith((".", ";", ":")):
            return None
        if text and not _ADOPTED.match(text) and not is_only_date(text):
            return index
    return None


def find_title(pieces: Sequence[Piece], start: int) -> int | None:
    """Return the index of the title among the pieces before the body, or None."""
    own = title_over_author(pieces, start)
    if own is not None:
        return own
    candidates = []
    chat = chat_positions(pieces)
    for index in range(start):
        piece, text = pieces[index], pieces[index].text
        if is_first_section(pieces, index):
            break
        continues = _continues_kind(pieces, index)
        if index in chat or not _can_be_title(piece, continues):
            continue
        if is_prose(text) and not is_all_capitals(text) and piece.role != "heading" and index and not continues:
            continue
        rank = (piece.block.level != 1, _is_of_session(text), count_words(text) < 3, index)
        candidates.append((rank, index))
    if not candidates:
        return None
    best = min(candidates)
    if _is_of_session(pieces[best[1]].text) and pieces[best[1]].block.level != 1:
        return None
    if not pieces[best[1]].block.level and count_words(pieces[best[1]].text) <= _MAX_NAME_WORDS:
        # `Iceham`, `Minutes of the Ice Board`: the name above is that of a place or body
        records = [candidate for candidate in candidates if _is_record_of(pieces[candidate[1]].text)]
        best = min(records or [best])
    if pieces[best[1]].block.level == 1 or not _is_letterhead(_before_day(pieces[best[1]].text)):
        return best[1]
    below = [candidate for candidate in candidates if not _is_letterhead(_before_day(pieces[candidate[1]].text))]
    named = [candidate for candidate in below if _names_event(_before_day(pieces[candidate[1]].text))]
    of_kind = [candidate for candidate in candidates if _is_kind_of(pieces[candidate[1]].text)]
    topics = [candidate for candidate in below if count_words(pieces[candidate[1]].text) >= _MIN_SUBJECT_WORDS]
    if any(is_kind_alone(pieces[index].text) for index in range(start)):
        # a body's paper of a known kind: what stands below its date is its first section
        topics = [candidate for candidate in topics if not _stands_below_date(pieces, candidate[1])]
    # A letterhead may be several lines of capitals.
    in_mixed_case = [candidate for candidate in topics if not is_all_capitals(pieces[candidate[1]].text)]
    bodies = [candidate for candidate in candidates if not is_state_or_town(pieces[candidate[1]].text)]
    sessions = [candidate for candidate in candidates if _is_of_session(pieces[candidate[1]].text)]
    return min(named or of_kind or in_mixed_case or topics or sessions or bodies or [best])[1]


def _names_event(text: str) -> bool:
    """Return whether a line names an event, and not only the session in which a body meets."""
    return _EVENT.search(text) is not None and not _is_of_session(text)


def _is_of_session(text: str) -> bool:
    """Return whether a line gives the session, maybe with its day and place: `Second session, Oslo, 3 May 2031`."""
    parts = [part.strip() for part in re.split(r"[,;|–—]", without_dates(text)) if split_words(part)]
    rest = [part for part in parts if not is_session_number(part)]
    return len(rest) < len(parts) and all(is_place_line(part) for part in rest)


def _stands_below_date(pieces: Sequence[Piece], index: int) -> bool:
    return any(_is_only_when(piece.text) for piece in pieces[:index] if piece.text)


def _continues_kind(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a line goes on with the kind of paper above it: `Minutes`, `of the 12th meeting of the board`."""
    above = next(
        (piece for piece in reversed(pieces[:index]) if piece.role in {"body", "heading"} and piece.text), None
    )
    return pieces[index].text[:1].islower() and above is not None and is_kind_alone(above.text)


def _can_be_title(piece: Piece, continues_kind: bool) -> bool:
    """Return whether a line of the title page can be the title: no fact, list, form, greeting or image."""
    text = piece.text
    if piece.role not in {"body", "heading"} or not text or piece.block.kind in {"list_item", "table_row", "caption"}:
        return False
    is_marked = piece.block.level == 1
    if not is_marked and ((text[:1].islower() and not continues_kind) or text.endswith((".", ";", ",", ":", "："))):
        return False
    names_people = split_role_label(text) or parse_inline_people(text)
    if is_attendance(text) or (names_people and not is_marked and named_kind(text) != "statement"):
        return False
    is_greeting = _GREETING.match(text) or (text.endswith("!") and count_words(text) <= _MAX_EXCLAMATION_WORDS)
    is_form = (
        names_makers(text)
        or _NOTHING.fullmatch(text)
        or is_navigation(text)
        or is_agenda_reference(text)
        or is_form_line(text)
        or is_alt_text(piece)
        or _ADDRESS.search(text)
        or _BRACKETED.match(text)
    )
    return not (
        is_greeting
        or is_form
        or (is_logo(text) and not is_marked)
        or is_part_of_record(text)
        or _SERIAL_NUMBER.match(text)
        or (_STREET.match(text) and not is_marked)
        or _is_only_when(text)
        or (is_place_line(text) and not (is_marked and named_kind(text)))
        or (parse_timed_heading(text) is not None and not is_marked)
        or is_kind_alone(text)
    )


def _is_only_when(text: str) -> bool:
    """Return whether a line states a day, with or without hours, or a year, and nothing else."""
    if is_only_date(text) or parse_bare_year(text):
        return True
    rest = _HOURS.sub("", without_dates(text))
    return not split_words(rest) or (rest != text and bool(_LABEL_OF_DAY.fullmatch(rest.strip())))


def _is_letterhead(text: str) -> bool:
    """Return whether a line names a body, a symbol or a kind of paper, and no event, as lines above the title do."""
    if _EVENT.search(text) or re.search(r"\b(?:on|sur|sobre)\b", text, re.IGNORECASE):
        return False
    named = [word for word in split_words(text) if len(word) > _SMALL_WORD_LETTERS]
    # `Bank closures in the region` is a subject, no body
    is_name = sum(word[0].isupper() for word in named) > _CAPITAL_SHARE * len(named)
    names_body = is_name and any(word.casefold() in BODY_WORDS for word in named)
    return names_body or named_kind(text) is not None or _SYMBOL.search(text) is not None


def _names_body(line: str) -> bool:
    """Return whether a line above the title names the body whose record the paper is."""
    if line.endswith((",", "，")):
        return False  # `The General Assembly,` opens a resolution
    if _BODY_FOR.match(line) and not is_prose(line) and not named_kind(line):
        return True
    return _is_letterhead(line) and not _SYMBOL.search(line) and not named_kind(line)


def _is_record_of(text: str) -> bool:
    """Return whether a line names a record or an agenda, and whose: `Minutes of the Planning Board`."""
    return named_kind(text) in _PAPERS_OF_MEETINGS and not is_kind_alone(text) and _is_kind_of(text)


def _is_kind_of(text: str) -> bool:
    """Return whether a line names a kind of paper and its subject: `Oral evidence: Sewage in rivers`."""
    return named_kind(text) is not None and count_words(text) >= _MIN_SUBJECT_WORDS


def title_text(pieces: Sequence[Piece], position: int, start: int = 0) -> str:
    """Return the words of the title, with the lines that it goes on in or needs to be told from others.

    A meeting with only a number is named with the body that meets, and the paper of a body with its kind.
    """
    words = " ".join(pieces[index].text for index in title_lines(pieces, position, start))
    text = _without_day(without_subject_word(words.rstrip(" *;")))
    above = [piece.text for piece in pieces[:position] if piece.role in {"body", "heading"} and piece.text]
    if _continues_kind(pieces, position):
        return f"{above[-1].capitalize() if is_all_capitals(above[-1]) else above[-1]} {text}"
    if is_session_number(text) or re.match(r"^\d+(?:st|nd|rd|th|e|ème|ª|º|\.ª)?\s", text, re.IGNORECASE):
        body = next(filter(_names_body, reversed(above)), None)
        return _joined(body, text, pieces) if body else text
    if _RECORD_OF_MEETING.fullmatch(without_dates(text).strip(" ,")):
        body = next((line for line in reversed(above) if _names_body(line) and not is_state_or_town(line)), None)
        return _joined(body, text, pieces) if body else text
    if pieces[position].block.level or named_kind(text) or not _is_letterhead(text):
        return text
    kinds = (piece.text for piece in pieces[:start] if not piece.is_list_item and is_kind_alone(piece.text))
    kind = next(kinds, None)
    return _joined(text, kind, pieces) if kind else text


def _joined(body: str, rest: str, pieces: Sequence[Piece]) -> str:
    """Return two lines of a title as one, both in the same case."""
    if is_all_capitals(body) != is_all_capitals(rest):
        caser = Truecaser(piece.text for piece in pieces)
        body, rest = caser.title_case(body), caser.title_case(rest)
    return f"{body}, {rest}"


def _before_day(line: str) -> str:
    """Return what stands before the first day of a line, or the line: a letterhead can go on behind its date."""
    first = next((dates for dates in find_dates(line) if dates.first), None)
    before = line[: first.position].rstrip(" ,;:–—-(|") if first else line
    return before if count_words(before) >= _MIN_MEETING_NAME_WORDS else line


def _without_day(title: str) -> str:
    """Return a title without the day and place after it on the same line; a day inside the title stays."""
    first = next((dates for dates in find_dates(title) if dates.first), None)
    if not first:
        return title
    before = title[: first.position].rstrip(" ,;:–—-(|")
    # what stands behind the day may be a place or an hour, and nothing else
    behind = _HOURS.sub("", without_dates(title[first.position :]))
    is_end = not split_words(behind) or is_place_line(behind) or names_venue(behind)
    if count_words(before) < _MIN_MEETING_NAME_WORDS or not is_end or _NAMED_BY_DAY.search(before):
        return title
    return _HELD_IN.sub("", _HANGING.sub("", before))
