"""The table of everything that can be written in a query; the help pages print it, and tests run each row.

How a query is read is the job of `query/parser`, `query/lexer` and `query/terms`.
"""

from __future__ import annotations

from typing import NamedTuple

from indexer.speech.marking import marked


class Operator(NamedTuple):
    """One construct of the query language."""

    name: str
    """A message, as are the meaning and the task."""
    syntax: str
    """How it is written, with letters in place of the reader's words."""
    example: str
    meaning: str
    """What the example finds, in a sentence or two."""
    found: str = ""
    """The text of a passage that the example finds; empty where the text does not decide."""
    passed: str = ""
    """A similar text that the example does not find."""
    task: str = ""
    """What a reader wants who needs it, for the few that everybody needs; empty for the others."""
    in_editions: str = ""
    """What the example finds in a static edition, which is in English; empty where the search there lacks it."""


WORD_OPERATORS: tuple[Operator, ...] = (
    Operator(
        marked("Words"),
        "word word",
        "training partnerships",
        marked(
            "Paragraphs with all the words, in any order and form, then paragraphs with some of them. Common words "
            "such as “the” and “of” are optional."
        ),
        "Partnerships trained the unit.",
        "The unit was there.",
        marked("Words in one paragraph"),
        in_editions="Passages with all the words, in any order and form.",
    ),
    Operator(
        marked("Exact phrase"),
        '"words"',
        '"the protection of civilians"',
        marked("Exactly these words in this order. Curly quotation marks work too."),
        "They spoke of the protection of civilians.",
        "They spoke of protecting the civilians.",
        marked("An exact phrase"),
        in_editions="These words in this order. Other forms of a word count too. Curly quotation marks work too.",
    ),
    Operator(
        marked("Loose phrase"),
        '"words"~n',
        '"training partnerships"~3',
        marked("These words in any order, with at most 3 other words between them."),
        "Partnerships brought good training.",
        "Partnerships brought very good and timely training.",
    ),
    Operator(
        marked("Any ending"),
        "word*",
        "peacekeep*",
        marked("Words that begin like this. A * stands for any letters, or none, anywhere in a word."),
        "A peacekeeper spoke.",
        "A peacebuilder spoke.",
        marked("All endings of a word"),
    ),
    Operator(
        marked("Any letter"),
        "wo?d",
        "wom?n",
        marked("A ? stands for one letter. At the end of a word it is an ordinary question mark."),
        "A woman spoke.",
        "A worn man spoke.",
    ),
    Operator(
        marked("Similar spelling"),
        "word~",
        "organisation~",
        marked(
            "Words that differ by one letter, or by two if the word has more than 5. word~1 and word~2 set the number."
        ),
        "A good organization helps.",
        "Good organizing helps.",
    ),
)
BOOLEAN_OPERATORS: tuple[Operator, ...] = (
    Operator(
        marked("And"),
        "a AND b",
        "police AND military",
        marked("Both words in the same paragraph."),
        "The military helped the police.",
        "The police helped.",
        in_editions="The same as both words without AND.",
    ),
    Operator(
        marked("Required"),
        "+a",
        "+police training",
        marked("The word after + is required. The others are optional."),
        "The police helped.",
        "The training helped.",
    ),
    Operator(
        marked("Or"),
        "a OR b",
        "police OR military",
        marked("Either word, or both."),
        "The police came.",
        "Nobody came.",
        marked("Either of two words"),
        in_editions="Either word, or both.",
    ),
    Operator(
        marked("Not"),
        "NOT a",
        "technology NOT drones",
        marked("The first word without the second."),
        "Technology helps.",
        "Technology such as drones helps.",
        in_editions="The first word without the second or its other forms.",
    ),
    Operator(
        marked("Exclude"),
        "-a",
        "technology -drones",
        marked("The same as NOT. It works before a word, a phrase, a field or a bracket."),
        "Technology helps.",
        "Technology such as drones helps.",
        marked("Exclude a word"),
        in_editions="The same as NOT. It works before a word, a phrase or a bracket.",
    ),
    Operator(
        marked("Brackets"),
        "( )",
        "(police OR military) training",
        marked("Brackets group alternatives. Without them, OR applies to everything before and after it."),
        "Military training began.",
        "The training began.",
        marked("One of several words, with another"),
        in_editions="Brackets group alternatives. Without them, OR applies to everything before and after it.",
    ),
    Operator(
        marked("Near"),
        "a NEAR/n b",
        '"rule of law" NEAR/5 (police OR justice)',
        marked("Both in any order, with at most 5 words between them. NEAR joins words, phrases and brackets with OR."),
        "The police upheld the rule of law.",
        "The police came late and left early, and nobody spoke of the rule of law.",
        marked("Words close together"),
    ),
)
TEXT_OPERATORS: tuple[Operator, ...] = WORD_OPERATORS + BOOLEAN_OPERATORS

FIELD_OPERATORS: tuple[Operator, ...] = (
    Operator(
        marked("Meeting"),
        "meeting:name",
        "meeting:montevideo",
        marked(
            "A meeting, by ID or by words of its title or place. "
            "meeting:no_meeting finds papers not linked to a meeting."
        ),
    ),
    Operator(
        marked("Session"),
        "session:number",
        "session:3",
        marked("A session and its parts, by number or by words of its title."),
    ),
    Operator(
        marked("Year"),
        "year:number",
        "year:2024",
        marked("Meetings of one year. year:undated finds meetings without a date."),
    ),
    Operator(
        marked("Years"),
        "year:a..b",
        "year:2019..2024",
        marked("Meetings of several years. Leave out one end for no limit: year:..2021."),
        task=marked("Meetings of some years"),
    ),
    Operator(
        marked("Dates"),
        "date:a..b",
        "date:2019-12-12..2020-01",
        marked("Meetings between two dates, each a day, a month or a year. date:2024-05.. has no end."),
    ),
    Operator(
        marked("Person"),
        "person:name",
        'person:"jean-pierre lacroix"',
        marked("Passages by a person, and lists that name the person. Put names of several words in quotation marks."),
        task=marked("What one person said"),
    ),
    Operator(
        marked("Organisation"),
        "organisation:name",
        'organisation:"department of peace operations"',
        marked("Passages by people from an organisation, and lists that name them."),
    ),
    Operator(
        marked("Country"),
        "country:name",
        "country:uruguay",
        marked("Passages by people who represent a country, and lists that name them."),
    ),
    Operator(
        marked("Kind"),
        "kind:name",
        'kind:"concept note"',
        marked("Papers of a kind, such as summary, report or programme."),
    ),
    Operator(
        marked("Status"),
        "status:name",
        "status:planned",
        marked("Papers from before a meeting (planned), after it (reported), or not known to be either (unknown)."),
        task=marked("Only what was planned"),
    ),
    Operator(marked("Place"), "place:name", "place:uruguay", marked("Meetings at a place, by city or country.")),
    Operator(
        marked("Symbol"),
        "symbol:number",
        "symbol:S/RES/2719",
        marked("Passages that mention a document, by its symbol or its name."),
    ),
    Operator(
        marked("Language"), "language:name", "language:english", marked("Papers in a language, such as English or en.")
    ),
    Operator(
        marked("Voice"),
        "voice:name",
        "voice:several",
        marked(
            "Reported passages that give words to a voice without a name: participants, most, several, one, chair, "
            "panel, secretariat, group, meeting or unnamed (it was noted)."
        ),
        task=marked("What “several delegations” said"),
    ),
)

OPERATORS: tuple[Operator, ...] = TEXT_OPERATORS + FIELD_OPERATORS
