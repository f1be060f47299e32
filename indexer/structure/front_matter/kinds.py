"""Infer the kind of a paper from what it calls itself or, failing that, from how it is written.

A kind that the user states is never passed to this module.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from indexer.model import DocumentKind
from indexer.structure.draft import RUNNING_HEADS, Piece
from indexer.structure.outline.session_labels import parse_timed_heading
from indexer.structure.speakers.turns import count_turns
from indexer.text.honorifics import honorific_pattern
from indexer.text.prose import is_prose, split_words

ENGLISH_SPEECH_WORDS = "statement|remarks|address|speech"
ROMANCE_SPEECH_WORDS = "discours|allocution|déclaration|discurso|intervención"
"""Words for what a person says at a meeting, in English and in Romance languages."""
# In order: where several rows match a line (`Summary report`), the first wins.
_NAMES: tuple[tuple[DocumentKind, str], ...] = (
    ("concept_note",
     r"concept (?:note|paper)|background (?:note|paper)|terms of reference|aide[- ]m[ée]moire"
     r"|note (?:de cadrage|conceptuelle)|termes de référence|nota conceptual"),
    ("meeting_note",
     r"meeting notes?|notes? of (?:the )?meeting|(?:draft |agreed )?minutes(?: of)?"
     r"|compte[- ]rendu|procès[- ]verbal|acta(?: de)?|ata|protokoll|niederschrift|протокол|محضر"
     r"|議事録|会议纪要|會議記錄"),
    ("transcript",
     r"(?:verbatim |written )?transcripts?|(?:provisional )?verbatim records?|transcription|transcripción"
     r"|(?:proof |official )?(?:committee )?hansard|oral evidence(?: taken)?|diario de sesiones"
     rf"|(?:(?:opening|closing|concluding|introductory|keynote|national|welcome) )?(?:{ENGLISH_SPEECH_WORDS})"
     rf"(?= (?:by|delivered|to the|of (?:the|{honorific_pattern('speech_title')}))\b)"
     rf"|(?:{ROMANCE_SPEECH_WORDS})(?= (?:de|del|du|da)\b)"),
    ("report",
     r"(?:summary|final|full|outcome|conference|meeting|workshop|seminar|event)?\s?reports?|rapport(?: final)?"
     r"|informe(?: final)?|relatório(?: final)?|отч[её]т|доклад|تقرير|報告書?|报告"),
    ("summary",
     r"(?:co-)?(?:chair|facilitator|moderator|rapporteur)s?['’]?s? summary|summar(?:y|ies)(?: of| note)?"
     r"|executive summary(?= of)"
     r"|outcome document|résumé|resumen|zusammenfassung|ملخص|会议综述"),
    ("programme",
     r"(?:draft |provisional |tentative |final |annotated )*(?:programme|agenda(?: and annotations)?"
     r"|schedule|order of the day|programme of work)"
     r"|ordre du jour|programa|orden del día|программа|повестка дня|جدول الأعمال|議程|议程|プログラム"),
    ("resolution", r"resolution (?:adopted|\d+)|draft resolution|résolution \d+|resolución \d+"),
)  # fmt: skip
_WHOLE_LINE = [(kind, re.compile(rf"^\W*(?:{names})\W*$", re.IGNORECASE)) for kind, names in _NAMES]
_OPENING = [
    (
        kind,
        re.compile(
            rf"^\W*(?:{names})\b(?:\s+(?:of|on|from|for|by|to|delivered|de|du|des|del|da|do|sur|sobre|der|über|zu[rm]?)\b|\s*[:–—-])",
            re.IGNORECASE,
        ),
    )
    for kind, names in _NAMES
]
# Chinese and Japanese put no space before the name of the kind.
_ENDING = [(kind, re.compile(rf"(?:\b|(?<=[\u3040-\u9fff]))(?:{names})\W*$", re.IGNORECASE)) for kind, names in _NAMES]
_SELF_REFERENCE = [
    (kind, re.compile(rf"\b(?:this|the present|in this) (?:{names})\b", re.IGNORECASE)) for kind, names in _NAMES
]
# Symbols of verbatim and of summary records.
_RECORDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    ("transcript", re.compile(r"\b[A-Z]{1,5}/(?:[\w.-]+/)*(?:PV|VR)\.\d")),
    ("summary", re.compile(r"\b[A-Z]{1,5}/(?:[\w.-]+/)*SR\.\d")),
)
_PLANS = re.compile(r"\bwill\b|\bis expected to\b|\bparticipants are invited\b", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:was|were|had been)\b"
    r"|\b(?:participants|panell?ists|speakers?|the session|the discussion|the meeting|the panel)\b"
    r"(?! (?:is|are|will|may|should|can)\b)"
    r"[^.]{0,40}?\b\w+ed\b",
    re.IGNORECASE,
)


# The first person marks a speech, which may plan much; a concept note rarely speaks of itself.
_SPEAKS = re.compile(r"\b(?:I|my|we|our|us|nous|notre|nos|nosotros|nuestr[oa]s?)\b", re.IGNORECASE)


def infer_kind(pieces: Sequence[Piece], front: Sequence[str]) -> DocumentKind:
    """Return the kind with the strongest evidence; `front` are the short lines of the title page.

    A line of the title page that names a kind weighs most, then a running head, then what the paper calls itself in a
    sentence, then its form: clock times, speaker turns, tense.
    """
    score: Counter[DocumentKind] = Counter()
    for line in front:
        kind = named_kind(line)
        if kind:
            score[kind] += 10
    for kind, record in _RECORDS:
        score[kind] += 12 * any(record.search(line) for line in front)
    for piece in pieces:
        if piece.role == "dropped" and RUNNING_HEADS.intersection(piece.reasons):
            kind = named_kind(re.sub(r"\d+", "", piece.text))
            if kind:
                score[kind] += 3
    prose = [piece.text for piece in pieces if piece.role == "body" and is_prose(piece.text)]
    for text in prose:
        for kind, pattern in _SELF_REFERENCE:
            if pattern.search(text):
                score[kind] += 2
                break
    score.update(_score_form(pieces, prose))
    if not any(score.values()):
        return "other"
    order = [kind for kind, _ in _NAMES]
    return max(score, key=lambda kind: (score[kind], -order.index(kind)))


_ADDRESSED = re.compile(r"^(?:subject|re|objet|asunto|betreff)\s*:\s*", re.IGNORECASE)


def without_subject_word(line: str) -> str:
    """Return a subject line without its opening word: `Subject: Summary of discussions`."""
    return _ADDRESSED.sub("", line)


def named_kind(line: str) -> DocumentKind | None:
    """Return the kind that a line names alone, at its beginning or, if it is short, at its end; or None."""
    line = without_subject_word(line)
    for patterns in (_WHOLE_LINE, _OPENING, _ENDING if len(split_words(line)) <= 12 else []):
        for kind, pattern in patterns:
            if pattern.search(line):
                return kind
    return None


def _score_form(pieces: Sequence[Piece], prose: Sequence[str]) -> Counter[DocumentKind]:
    """Return the scores of the kinds from the form of a paper."""
    score: Counter[DocumentKind] = Counter()
    timed = sum(parse_timed_heading(piece.text) is not None for piece in pieces if piece.role in {"heading", "dropped"})
    if timed >= 3:
        score["programme"] += 7
    turns = count_turns(pieces)
    spoken_pieces = sum(bool(piece.block.speaker) for piece in pieces)
    if (turns >= 5 and turns * 2 >= len(prose)) or spoken_pieces * 2 > len(prose):
        score["transcript"] += 6
    sentences = [sentence for text in prose for sentence in re.split(r"(?<=[.?!])\s+", text)]
    planning_sentences = sum(bool(_PLANS.search(sentence)) for sentence in sentences)
    reporting_sentences = sum(bool(_REPORTS.search(sentence)) for sentence in sentences)
    first_person_sentences = sum(bool(_SPEAKS.search(sentence)) for sentence in sentences)
    if (
        planning_sentences * 8 >= len(sentences) > 0
        and planning_sentences > reporting_sentences
        and first_person_sentences * 8 < len(sentences)
    ):
        score["concept_note"] += 1
    elif reporting_sentences * 5 >= len(sentences) > 4 and reporting_sentences > planning_sentences:
        score["report"] += 1
    return score
