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


def normalise_heading(text: str) -> str:
    """Return a heading without its number, case and closing punctuation, to look it up in the tables."""
    bare = re.sub(r"^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.)]?\s+", "", text.strip())
    return re.sub(r"\s+", " ", bare).strip(" .:").casefold()
