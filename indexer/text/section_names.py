"""The names that meeting papers give to their own sections."""

from __future__ import annotations

import re

OPENING_SECTIONS = frozenset(
    {
        "introduction", "background", "overview", "preface", "foreword", "context", "executive summary", "purpose",
        "about this report", "background and context", "rationale", "contexte", "résumé exécutif", "préambule",
        "introducción", "contexto", "antecedentes", "resumen ejecutivo", "introdução", "введение", "مقدمة", "はじめに",
        "背景", "引言", "導言",
    }
)  # fmt: skip
CLOSING_SECTIONS = frozenset(
    {
        "conclusion", "conclusions", "closing", "adjournment", "closure of the session", "closure of the meeting",
        "closing of the session", "closing of the meeting", "close of the meeting", "close of the session",
        "clôture de la séance", "clôture de la session", "clôture de la réunion", "clausura", "cierre",
        "way forward", "the way forward", "next steps", "annex", "annexes",
        "appendix", "appendices", "acknowledgements", "acknowledgments", "references", "bibliography", "notes",
        "endnotes", "about the author", "about the authors", "about the organizers", "recommendations",
        "recommandations", "conclusions et recommandations", "annexe", "conclusiones", "recomendaciones",
        "anexo", "próximos pasos", "prochaines étapes", "рекомендации", "заключение", "التوصيات", "الخاتمة", "おわりに",
        "結論", "结论", "勧告", "建议",
        "conclusion and recommendations", "conclusions and recommendations", "contact", "list of participants",
    }
)  # fmt: skip
OTHER_SECTIONS = frozenset(
    {
        "summary", "sommaire", "sumario", "índice", "orden del día", "ordre du jour", "tagesordnung",
        "witnesses", "agenda", "programme", "program", "participants", "participation", "objective", "objectives",
        "format", "format of the meeting", "logistics", "registration", "methodology", "table of contents", "contents",
        "themes", "sessions", "themes/sessions", "key questions", "guiding questions", "discussion",
        "expected outcomes", "expected outcome", "outcomes", "outcome", "abbreviations", "acronyms", "administrivia",
        "attendees", "attendance", "present", "dial-in", "agenda bash", "agenda bashing", "agenda review", "note well",
        "conclusion/resolution", "conclusion/decision", "action items", "actions", "présences", "asistentes",
        "scribe", "scribes", "chair", "chairs", "regrets", "apologies", "absent", "excused", "absences", "note taker",
        "note takers", "minute taker", "minutes", "meeting minutes", "meeting notes", "notes of the meeting", "topics",
        "items", "agenda items", "attendee list", "roll call", "zoom", "links", "code of conduct", "meeting guidelines",
        "participation and code of conduct", "useful links", "recording", "invited", "teilnehmer", "anwesend",
        "any other business", "aob", "other business", "varia", "divers", "asuntos varios", "verschiedenes",
        "sonstiges",
        "entschuldigt", "excusés", "absents", "ausentes", "puntos", "points", "themen",
    }
)  # fmt: skip
GENERIC_SECTIONS = OPENING_SECTIONS | CLOSING_SECTIONS | OTHER_SECTIONS

_LETTER_SPACE = re.compile(r"(?<=\b\w) (?=\w\b)")  # in `C O N T E N T S`
# A sentence of the record itself: `The House met at half-past two o'clock`.
_OPENING_OF_RECORD = re.compile(
    r"^(?:(?:the|mr\.?|madam|ms\.?|mrs\.?)\s+)?(?:[^\s,]+\s+){1,4}(?:met|sat|assembled|convened|rose|adjourned"
    r"|took the chair)"
    r"\s+(?:at|on|in|pursuant|for)\b|\bin the chair\b|took the chair"
    r"|^(?:[^\s,]+\s+){1,4}(?:is|was|are|were|stands?)\s+(?:now\s+)?"
    r"(?:resumed|suspended|adjourned|reconvened|dissolved|prorogued|called to order)\b"
    r"|^la séance est (?:ouverte|reprise|levée|suspendue)|^se (?:abre|reanuda|levanta|suspende) la sesión"
    r"|[上下]午.{0,12}(?:會議|会议)(?:開始|开始|繼續|继续|恢復|恢复)",
    re.IGNORECASE,
)
# What divides every record of its kind: the day of a sitting, a prayer, the words of a motion.
_PART_OF_RECORD = re.compile(
    r"^(?:(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth|eleventh|twelfth|\w+teenth|\w+tieth|\d{1,3}(?:st|nd|rd|th)) (?:sitting )?day"
    r"|(?:opening |closing )?prayers?|pages?(?: nos?)?|(?:un)?corrected (?:copy|version|transcript)|the question is"
    r"|(?:members|senators|councillors|delegates|honourable members) (?:present|absent)|strangers present"
    r"|that the minutes of .*"
    r"|that (?:the|this|these|clauses?|an?|schedule|section|question)\b.*\b(?:be|do|is|are|stands?)\b.*)$",
    re.IGNORECASE,
)
# `12 th March, 2031 Debate on Harbours 83 (Interjections)`, `84 Debate on Harbours 12 March 2031`
_DAY = r"\d{1,2} ?(?:st|nd|rd|th)? [A-Z][a-z]+,? (?:19|20)\d\d"
_RUNNING_HEAD = re.compile(rf"^{_DAY} \D.+ \d{{1,4}}(?: ?\([^()]*\))?$|^\d{{1,4}} [A-Z].+ {_DAY}$")


def normalise_heading(text: str) -> str:
    """Return a heading without its number, case and closing punctuation, to look it up in the tables."""
    bare = re.sub(r"^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.)]?\s+", "", text.strip())
    return re.sub(r"\s+", " ", bare).strip(" .:").casefold()


def is_part_of_record(text: str) -> bool:
    """Return whether a heading divides records and names none: `C O N T E N T S`, `PRESENT`, `Second Day`."""
    return normalise_heading(_LETTER_SPACE.sub("", text)) in GENERIC_SECTIONS or divides_record(text)


def divides_record(text: str) -> bool:
    """Return whether a heading has nothing under it that is its own: `C O N T E N T S`, a motion, `Second Day`."""
    bare = normalise_heading(closed := _LETTER_SPACE.sub("", text))
    is_division = (closed != text and bare in GENERIC_SECTIONS) or _PART_OF_RECORD.match(bare.strip("[]() "))
    return bool(is_division or _OPENING_OF_RECORD.search(text))


def is_running_head(text: str) -> bool:
    """Return whether a heading is that of a printed page: a day, the subject and the number of the page."""
    return _RUNNING_HEAD.match(text) is not None
