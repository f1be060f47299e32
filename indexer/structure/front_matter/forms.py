"""Read from its form what a paper is: times for each item, turns of speech, people present, clauses of a resolution.

The names that papers give themselves are known in `kind_names`; which evidence wins is decided in `kinds`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from indexer.entities.turns import SpeakerTurn
from indexer.structure.draft import Piece
from indexer.structure.outline.chat_lines import chat_positions
from indexer.structure.speakers.turns import spoken_paragraphs
from indexer.text.prose import count_words, is_prose, split_words
from indexer.text.section_names import normalise_heading

from .kind_names import is_kind_alone, named_kind

_MIN_ALLOTTED_ITEMS = 2  # items: one time alone is that of the whole meeting
_MIN_TIMED_ITEMS = 3  # items: where no word says that the paper is a programme
_MIN_TURNS = 5  # turns of speech
_RECORD_TURNS = 3  # turns: fewer are found in agendas, which name presenters in the same form
_MAX_ENACTING_WORDS = 12  # words: `The United Nations Environment Assembly of the ... Programme,`
_LINES_UNDER_MINUTES = 6  # pieces under the heading of the minutes, the first of which can be headings
_PEOPLE_UNDER_MINUTES = 80  # pieces: the same where a list of the people present stands first
_MIN_NOTES = 3  # items under a list of people, that are notes of what they said
_NOTE_WORDS = 5  # words of such an item
_MIN_BLANKS = 3  # lines to be filled in, that make a paper a blank form
_BLANKS_SHARE = 3  # one line in three, where the rest says how to fill it in
_MIN_CLAUSE_WORDS = 5  # words: a shorter line with a comma is of an address
_CLAUSES_BELOW = 4  # paragraphs below the line that names the body
_MAX_PIECES_ABOVE = 60  # pieces: old volumes print the end of another resolution above

# `25.13` and `12.41` are numbers of paragraphs: with a stop, minutes are counted in fives
_CLOCK = r"(?:(?:[01]?\d|2[0-4])(?::[0-5]\d|\.[0-5][05](?![\d.]))|\d{1,2}(?:\s*[ap]\.?m\.?|h\d{0,2}|\s*Uhr|時))"
_MINUTES_EACH = r"\d{1,3}\s*(?:min(?:ute)?s?\b\.?|мин|分鐘|分钟|分)"
_ALLOTTED = re.compile(
    rf"^\W*(?:{_CLOCK}|{_MINUTES_EACH})|[(\[–—-]\s*{_MINUTES_EACH}(?:\s+\w+){{0,2}}\s*[)\]]?\W*$", re.IGNORECASE
)
_WHO = r"^(?:(?:also|board|committee|council|in-?person|members?|remote|staff|voting|online|virtual)\s+)*"
# Who was there is known afterwards only; who takes part can be listed before.
_WAS_PRESENT = re.compile(
    rf"{_WHO}(?:present|attendance|in attendance|apologies(?: for absence)?|absent|excused|regrets|présents?|excusés?"
    r"|absents?|presentes|ausentes|presenças|anwesend(?:e|heit)?|entschuldigt|presenti|assenti|aanwezig(?:en)?|afwezig"
    r"|obecni|nieobecni|přítomni|närvarande|til stede|läsnä|присутствовали|отсутствовали|الحضور|الحاضرون"
    r"|出席(?:者|議員|委員|委员|人员)?|缺席(?:者|議員|委員)?|列席(?:者|議員|人員)?)(?:\s+(?:were|was|are))?"
    r"\s*(?:[:：(].*|$)",
    re.IGNORECASE | re.DOTALL,
)
_TAKES_PART = re.compile(
    rf"{_WHO}(?:attend(?:ees|ing)|participants?|participation|guests|roll call|asistentes"
    rf"|participantes"
    r"|teilnehmer(?:innen)?|teilnehmende|deltagare|参加者|与会者|參加者|참석자)\s*(?:[:：(].*|$)",
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(
    r"(?:[^\W\d_]{1,12}\.?\s+)?[A-ZÀ-ÞА-Я][\w’'.-]*(?:\s+[\w’'.-]+){0,3}\s*(?:[,;(–@:-]|$)|[\u0600-\u06ff\u3040-\u9fff]"
)
_SCRIBE = re.compile(
    r"^\W*(?:scribe[sd]?(?: by)?|note[- ]?takers?|minute[- ]?takers?|protokoll(?:ant\w*|führ\w+)|secrétaire de séance)"
    r"\s*[:：]\s*\w",
    re.IGNORECASE,
)
_RECORD_SECTIONS = frozenset(
    "minutes|notes|meeting notes|meeting minutes|raw notes|discussion notes|minutes of the meeting|proceedings"
    "|protokoll|procès-verbal|compte rendu|acta|ata|verbale|notulen|протокол|會議紀要|会议记录|議事録".split("|")
)
# `The General Assembly, Recalling its resolution`: where the lines of a paper are not set apart.
_ENACTS_AT_ONCE = re.compile(
    r"^[“\"«]?(?:The|L[’']|La|Le|El|Die|Der|Das|O|A)\s?(?:[A-ZÀ-Þ][\w’'-]*\s|(?:of|and|the|on|for|de|la|du|des"
    r"|del|der)\s)*"
    r"[A-ZÀ-Þ]?[\w’'-]+,\s+(?:(?:Deeply|Gravely|Fully|Also|Further|Having|Taking|Bearing)\s+)?"
    r"(?:[A-Z]\w+ing|Guided|Mindful|Convinced|Aware|Alarmed|Concerned|Determined|Encouraged|Inspired|Satisfied"
    r"|Considering"
    r"|[A-Z]\w+ant|[A-Z]\w+[ae]ndo|Consciente|Conscient|Eingedenk|In Anbetracht|Unter Hinweis)\b"
)
# A word is taken whole: a line of capitals can be divided into words in one way only.
_ENACTING_BODY = re.compile(r"^The (?:[A-Z][\w’'-]*(?![\w’'-])|of|and|the|on|for|\s)+[,.]?$")
# `Recalling its resolution 1/2,`, `Deeply concerned at the loss of anchors,`
_CLAUSE = re.compile(
    r"^(?:(?:Deeply|Gravely|Fully|Also)\s+)?(?:[A-Z][a-z]+ing|Guided|Mindful|Convinced|Aware|Alarmed|Concerned"
    r"|Cognizant)\b.*,[\d/\W]*$",
    re.DOTALL,
)
_ENACTS = re.compile(r"^(?:Adopts|Approves|Decides|Declares|Endorses|Proclaims|Resolves|Solemnly)\b")
NUMBER_OF_RESOLUTION = re.compile(
    r"^(?P<number>\d{1,4}(?:[/-]\d{1,4}|\s*\([IVXLC]+\)))(?:\s*[A-Z])?[.:]?\s+(?=[^\d\W])"
    r"(?!\w+\s+(?:plenary )?meeting\b)"
)
"""The number that the title of a resolution begins with: `73/154. Protecting children`, `2037 (XX). Peace`."""
# `[Name of the chair]`, `Date: [DD/MM/YYYY]`; a link or a note in brackets stands amid other words.
_TO_FILL_IN = re.compile(r"^\W*(?:[^\[\]:]{1,40}[:：]\s*|[^\[\]]{1,40}\s[–—-]\s)?\[[^\W\d_][^\[\]]{2,100}\]\W*$")
_DAY_TO_FILL_IN = re.compile(
    r"^[^:：]{1,40}[:：]\W*(?:Y{4}([-/.])M{1,2}\1D{1,2}|[DJT]{2}([-/.])M{2}\2[AJY]{2,4}|M{2}([-/.])D{2}\3Y{2,4})\b",
    re.IGNORECASE,
)
# `Minutes template`, `Protokollvorlage`, `Plantilla de acta`
_NAMES_FORM = re.compile(
    r"(?:\btemplate|vorlage|\bšablona|\bwzór|\bmal)\W*$"
    r"|^\W*(?:template|plantilla|modèle|modelo|modello|vorlage|muster|szablon|шаблон)"
    r"(?:\s*[:：]|\s+(?:of|for|de|do|da|di|pour|para|per|für|zum?|zur)\b)",
    re.IGNORECASE,
)
_ACTS_OF_MEETING = re.compile(
    r"\b(?:(?:meeting|session|sitting|call|hearing)\s+(?:was\s+)?(?:called to order|opened|adjourned|convened|closed"
    r"|rose|ended)"
    r"|called to order at|motion (?:was )?(?:carried|passed|approved|agreed|seconded)|seconded by"
    r"|carried unanimously"
    r"|took the chair|la séance (?:est|a été) (?:ouverte|levée|suspendue)|se (?:levanta|abre|suspende) la sesión"
    r"|sitzung wird (?:\w+ )?(?:eröffnet|geschlossen)|заседание (?:открыто|закрыто|объявляется)"
    r"|散會|休會|散会|休会|開會|开会)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PaperForm:
    """What the form of a paper shows; each field holds the words that show it, or nothing."""

    allots_times: str = ""
    """Items of an agenda with the time that each gets."""
    turns: str = ""
    """Turns of speech that make up the paper."""
    some_turns: str = ""
    """At least some turns of speech."""
    is_formal: bool = False
    """Whether most who speak have a title or an office."""
    present: str = ""
    """A list of the people who were present."""
    takes_part: str = ""
    """A list of the people who take part."""
    minutes: str = ""
    """The heading of a section with the minutes."""
    record: str = ""
    """A sentence in which the meeting was opened or closed, or a motion carried."""
    enacting: str = ""
    """The line with the body that resolves, over the clauses of a resolution."""
    timed_items: str = ""
    """A programme, one time for each of its items, where nothing names the paper."""


def read_form(pieces: Sequence[Piece]) -> PaperForm:
    """Return what the form of a paper shows."""
    shown = [piece for piece in pieces if piece.role in {"body", "heading"}]
    prose = [piece for piece in shown if is_prose(piece.text)]
    # questions and answers of nobody are no record of a meeting
    turns = [(turn, text) for turn, text in spoken_paragraphs(pieces) if turn.speaker]
    breaks = [piece for piece in pieces if "programme_break" in piece.reasons]
    chat = [pieces[position].text for position in sorted(chat_positions(pieces))]
    plan = [] if chat else [*shown, *breaks]
    allotted = [piece.text for piece in plan if _ALLOTTED.search(piece.text) and not is_prose(piece.text)]
    enacting = find_enacting_line(pieces)
    return PaperForm(
        allots_times=allotted[0] if len(allotted) >= _MIN_ALLOTTED_ITEMS else "",
        timed_items=allotted[0] if len(allotted) >= _MIN_TIMED_ITEMS else "",
        turns=turns[0][1] if _make_up(turns, prose) else next(iter(chat), _voice(shown)),
        some_turns=turns[0][1] if len(turns) >= _RECORD_TURNS else "",
        is_formal=_is_formal(turns),
        present=_roll(shown, _WAS_PRESENT),
        takes_part=_roll(shown, _TAKES_PART),
        minutes=_minutes(shown),
        record=_record(shown),
        enacting=pieces[enacting].text if enacting is not None else "",
    )


def _is_formal(turns: Sequence[tuple[SpeakerTurn, str]]) -> bool:
    """Return whether most speakers have a title or an office, as in the record of a parliament."""
    return sum(turn.is_formal for turn, _ in turns) * 2 > len(turns)


def _make_up(turns: Sequence[tuple[SpeakerTurn, str]], prose: Sequence[Piece]) -> bool:
    """Return whether turns make up a paper; in a formal record one can go on for pages."""
    are_most = len(turns) * 2 >= len(prose)
    return (
        (_is_formal(turns) or are_most) if len(turns) >= _MIN_TURNS else bool(turns) and _is_formal(turns) and are_most
    )


def _voice(shown: Sequence[Piece]) -> str:
    """Return the first voice, where the format gives speakers: captions with labels are a record of speech."""
    return next((piece.block.speaker for piece in shown if piece.block.speaker), "")


def opens_roll(text: str) -> bool:
    """Return whether a line lists the people present or opens their list: `Present:`, `Attendees: Ann, Bob`."""
    return bool(_WAS_PRESENT.match(text) or _TAKES_PART.match(text))


def _roll(shown: Sequence[Piece], pattern: re.Pattern[str]) -> str:
    """Return the line over a list of people, or with them: `Present: Ms. Berg`.

    A line of a contents list and an item of an agenda (`Apologies for absence`) have no people.
    """
    for piece, below in zip_longest(shown, shown[1:]):
        if piece.is_list_item or piece.block.label or not pattern.match(piece.text):
            continue
        if re.search(r"[:：(]\s*\w", piece.text) or (below is not None and _can_be_person(below)):
            return piece.text
    return ""


def _can_be_person(piece: Piece) -> bool:
    """Return whether the line under `Present` can be a person."""
    in_list = piece.block.kind in {"list_item", "table_row"} and not piece.block.label
    return piece.role != "heading" and (in_list or _NAME.match(piece.text) is not None)


def _minutes(shown: Sequence[Piece]) -> str:
    """Return the heading of a section that holds the minutes, if there is text under it."""
    was_attended = any(_SCRIBE.match(piece.text) or opens_roll(piece.text) for piece in shown)
    for position, piece in enumerate(shown):
        is_item = bool(piece.block.label)  # `2. Minutes` is an item of an agenda
        if piece.role != "heading" or is_item or normalise_heading(piece.text) not in _RECORD_SECTIONS:
            continue
        below = shown[position + 1 : position + 1 + _PEOPLE_UNDER_MINUTES]
        if _holds_minutes(below, piece.block.level, has_people=was_attended):
            return piece.text
    return ""


def _holds_minutes(below: Sequence[Piece], level: int, *, has_people: bool) -> bool:
    """Return whether the pieces below the heading of the minutes hold some; an agenda can leave the section empty.

    Short notes count where a list of people or a scribe is named, `has_people`, above them or below.
    """
    notes = 0
    for position, piece in enumerate(below):
        if piece.role == "heading" and piece.block.level <= level:
            return False
        has_people = has_people or opens_roll(piece.text)
        if position >= _LINES_UNDER_MINUTES and not has_people:
            return False
        notes += has_people and piece.role == "body" and count_words(piece.text) >= _NOTE_WORDS
        if is_prose(piece.text) or piece.opening or notes >= _MIN_NOTES:
            return True
    return False


def _record(shown: Sequence[Piece]) -> str:
    """Return the words of a sentence in which the meeting was opened or closed, or a motion carried."""
    return next((match[0] for piece in shown if (match := _ACTS_OF_MEETING.search(piece.text))), "")


def find_blank(pieces: Sequence[Piece]) -> str:
    """Return the title of a blank form, or the first of its lines to be filled in, or nothing: `Date: [DD/MM/YYYY]`.

    A paragraph with several is one such line; what a form explains in sentences does not count against it.
    """
    shown = [piece.text for piece in pieces if piece.text and piece.role in {"body", "metadata"}]
    named = [piece.text for piece in pieces if "title" in piece.reasons and _NAMES_FORM.search(piece.text)]
    named = [text for text in named if named_kind(_NAMES_FORM.sub("", text))]
    undated = [text for text in shown if _DAY_TO_FILL_IN.match(text)]
    if named or undated:
        return (named or undated)[0]
    blanks = [text for text in shown if _is_blank(text)]
    return blanks[0] if len(blanks) >= _MIN_BLANKS and len(blanks) * _BLANKS_SHARE >= len(shown) else ""


def _is_blank(text: str) -> bool:
    """Return whether a text consists of fields to be filled in, one or several."""
    fields = re.split(r"(?<=\])\s+", text.strip())
    return all(map(_TO_FILL_IN.match, fields))


def find_enacting_line(pieces: Sequence[Piece]) -> int | None:
    """Return the index of the line that names the body which resolves, or None: `The General Assembly,`.

    Clauses that end in a comma or semicolon stand below it, whatever the language.
    """
    lines = [index for index, piece in enumerate(pieces) if piece.text and piece.role != "dropped"]
    for position, index in enumerate(lines[:_MAX_PIECES_ABOVE]):
        if _ENACTS_AT_ONCE.match(pieces[index].text):
            return index
        following = pieces[lines[position + 1]].text if position + 1 < len(lines) else ""
        if _enacts_below(pieces[index].text, following):
            return index
        if not _names_enacting_body(pieces[index].text):
            continue
        below = [pieces[other].text for other in lines[position + 1 : position + 1 + _CLAUSES_BELOW]]
        clauses = [text for text in below if count_words(text) >= _MIN_CLAUSE_WORDS]
        closed = [text for text in clauses if text.rstrip('”"»').endswith((",", ";", "،", "؛", "，", "；"))]
        if closed and len(closed) * 2 >= len(clauses):
            return index
    return None


def can_enact(text: str, following: str) -> bool:
    """Return whether a line over another can name the body that resolves, as far as the two show it."""
    return _names_enacting_body(text) or _enacts_below(text, following)


def _enacts_below(text: str, following: str) -> bool:
    """Return whether a line names a body, maybe with a stop for its comma, and the line below it is a clause."""
    is_clause = _ENACTS.match(following) or _CLAUSE.match(following)
    return _ENACTING_BODY.match(text) is not None and is_clause is not None


def _names_enacting_body(text: str) -> bool:
    """Return whether a line is a name with a comma, and no clause: `The Security Council,`."""
    words = split_words(text)
    return (
        text.endswith((",", "،", "，"))
        and 1 < len(words) <= _MAX_ENACTING_WORDS
        and not words[0][0].isdigit()
        and not text[:1].islower()
        and not re.match(r"^\w+ing\b", text)
        and sum(word[0].isupper() for word in words if len(word) > 3) * 2 >= sum(len(word) > 3 for word in words)
    )


def is_section_of_kind(piece: Piece) -> bool:
    """Return whether a heading names a kind of paper and nothing else: `Agenda` over the items of one."""
    return piece.role == "heading" and is_kind_alone(piece.text) and named_kind(piece.text) is not None
