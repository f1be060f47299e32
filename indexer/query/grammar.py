"""The table of everything that can be written in a query; the help page prints it, and tests run each row.

How a query is read is the job of `query/parser`, `query/lexer` and `query/terms`.
"""

from __future__ import annotations

from typing import NamedTuple


class Operator(NamedTuple):
    """One construct of the query language."""

    name: str
    syntax: str
    """How it is written, with letters in place of the reader's words."""
    example: str
    meaning: str
    """What the example finds, in a sentence or two."""
    found: str = ""
    """The text of a passage that the example finds; empty where the text does not decide."""
    passed: str = ""
    """A similar text that the example does not find."""


TEXT_OPERATORS: tuple[Operator, ...] = (
    Operator(
        "Words",
        "word word",
        "training partnerships",
        "All of the words in one paragraph, or some of them, in any order and in any of their forms: training finds "
        "trained too. Small words such as the, of and who need not be there.",
        "Partnerships trained the unit.",
        "The unit was there.",
    ),
    Operator(
        "Exact phrase",
        '"words"',
        '"the protection of civilians"',
        "Exactly these words side by side, the small ones too, in these forms only. Curly quotation marks and "
        "guillemets do the same.",
        "They spoke of the protection of civilians.",
        "They spoke of protecting the civilians.",
    ),
    Operator(
        "Loose phrase",
        '"words"~n',
        '"training partnerships"~3',
        "Exactly these words, in any order, with at most 3 others among them.",
        "Partnerships brought good training.",
        "Partnerships brought very good and timely training.",
    ),
    Operator(
        "And",
        "a AND b",
        "police AND military",
        "Both must be there, in one paragraph: what is searched is a paragraph and what stands around it, not a whole "
        "paper.",
        "The military helped the police.",
        "The police helped.",
    ),
    Operator(
        "Plus",
        "+a",
        "+police training",
        "The word after the plus must be there; the others may be missing.",
        "The police helped.",
        "The training helped.",
    ),
    Operator(
        "Or",
        "a OR b",
        "police OR military",
        "Either of them, or both. Operators are written in capitals.",
        "The police came.",
        "Nobody came.",
    ),
    Operator(
        "Not",
        "NOT a",
        "technology NOT drones",
        "Paragraphs with the first word and without the second.",
        "Technology helps.",
        "Technology such as drones helps.",
    ),
    Operator(
        "Minus",
        "-a",
        "technology -drones",
        "The same as NOT; it stands right before a word, a phrase, a field or a bracket.",
        "Technology helps.",
        "Technology such as drones helps.",
    ),
    Operator(
        "Brackets",
        "( )",
        "(police OR military) training",
        "Brackets hold together what belongs together. Without them OR parts a query into alternatives.",
        "Military training began.",
        "The training began.",
    ),
    Operator(
        "Near",
        "a NEAR/n b",
        '"rule of law" NEAR/5 (police OR justice)',
        "Both, in any order, with at most 5 words between them. It joins words, phrases, and brackets with OR "
        "between such.",
        "The police upheld the rule of law.",
        "The police came late and left early, and nobody spoke of the rule of law.",
    ),
    Operator(
        "Any ending",
        "word*",
        "peacekeep*",
        "Every word that begins so. A * stands for any letters, or none, anywhere in a word with at least one letter.",
        "A peacekeeper spoke.",
        "A peacebuilder spoke.",
    ),
    Operator(
        "Any letter",
        "wo?d",
        "wom?n",
        "One letter in the place of ?. At the end of a word it is a question mark.",
        "A woman spoke.",
        "A worn man spoke.",
    ),
    Operator(
        "Slips",
        "word~",
        "organisation~",
        "Words that differ by a letter or two: one in words of 3 to 5 letters, two in longer ones. word~1 and word~2 "
        "say how many. A slip is a letter missing, added, changed, or swapped with the next.",
        "A good organization helps.",
        "Good organizing helps.",
    ),
)

FIELD_OPERATORS: tuple[Operator, ...] = (
    Operator(
        "Meeting",
        "meeting:name",
        "meeting:montevideo",
        "A meeting, by its id or words of its title or place. meeting:no_meeting has papers of none.",
    ),
    Operator("Session", "session:number", "session:3", "A session with its parts, by number or words of its title."),
    Operator("Year", "year:number", "year:2024", "Meetings of a year. year:undated has those without a date."),
    Operator(
        "Years",
        "year:a..b",
        "year:2019..2024",
        "Meetings from one year to another. Leave an end out for no limit: year:..2021.",
    ),
    Operator(
        "Days",
        "date:a..b",
        "date:2019-12-12..2020-01",
        "Meetings with a day in a stretch of time, by day, month or year; date:2024-05.. has no end.",
    ),
    Operator(
        "Person",
        "person:name",
        'person:"jean-pierre lacroix"',
        "What a person says or is listed for, by name or words of it. A value of several words needs quotation marks.",
    ),
    Operator(
        "Organisation",
        "organisation:name",
        'organisation:"department of peace operations"',
        "What people of an organisation say or are listed for.",
    ),
    Operator(
        "Country",
        "country:name",
        "country:uruguay",
        "What people who speak for a country say or are listed for.",
    ),
    Operator("Kind", "kind:name", 'kind:"concept note"', "Papers of a kind, such as summary, report or programme."),
    Operator(
        "Status",
        "status:name",
        "status:planned",
        "Papers from before a meeting (planned), after it (reported), or not known to be either (unknown).",
    ),
    Operator("Place", "place:name", "place:uruguay", "Meetings held at a place, by city or country."),
    Operator(
        "Symbol", "symbol:number", "symbol:S/RES/2719", "Paragraphs that mention a document, however it is written."
    ),
    Operator("Language", "language:name", "language:english", "Papers in a language, by its name or its tag."),
)

OPERATORS: tuple[Operator, ...] = TEXT_OPERATORS + FIELD_OPERATORS
