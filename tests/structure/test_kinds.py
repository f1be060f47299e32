"""The kind of a paper, and whether it was written before its meeting or after it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import DOCUMENT_KINDS, DocumentKind, Reading, Status
from indexer.readers import read_source
from indexer.readers.text import read_text
from indexer.structure.draft import Draft
from indexer.structure.front_matter import kind_names
from indexer.structure.front_matter.kind_names import is_kind_alone, kind_of_file_name, named_in_sentence, named_kind
from indexer.structure.parse import parse_paper

from .papers import make_source, read_markdown, read_paper

BODY = (
    "\n\nIntroduction\n\nThe price of ice is on the mind of everybody who has a boat, a lorry or a shop in the town.\n"
)
TURNS = "\n\n".join(
    f"{who} Lee: I say that the price of ice is far too high for boat {number}."
    for number, who in enumerate(["Ann", "Bob"] * 4)
)


def basis_of(draft: Draft, fact: str) -> str:
    """Return how a fact of a paper is known."""
    return next(evidence.basis for evidence in draft.facts.evidence if evidence.fact == fact)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Concept note", "concept_note"),
        ("BACKGROUND PAPER", "concept_note"),
        ("Aide-mémoire", "concept_note"),
        ("Programme", "programme"),
        ("Provisional agenda", "agenda"),
        ("Ordre du jour", "agenda"),
        ("Tagesordnung", "agenda"),
        ("Notice of public meeting", "agenda"),
        ("Summary report", "report"),
        ("Final report of the assembly", "report"),
        ("Chair's summary", "summary"),
        ("Co-Chairs’ summary", "summary"),
        ("Summary of the discussion", "summary"),
        ("Minutes of the meeting", "minutes"),
        ("Protokoll der 5. Sitzung", "minutes"),
        ("Procès-verbal", "minutes"),
        ("Acta de la sesión", "minutes"),
        ("港務委員會會議紀要", "minutes"),
        ("Meeting note", "meeting_note"),
        ("Verbatim record", "transcript"),
        ("Hansard report", "transcript"),
        ("Report of debates", "transcript"),
        ("Wortprotokoll", "transcript"),
        ("Compte rendu intégral", "transcript"),
        ("Transcript", "transcript"),
        ("Draft resolution", "resolution"),
        ("Resolution 812 (1999)", "resolution"),
        ("Statement by the keeper of the ice", "statement"),
        ("Opening remarks of Ms. Berg", "statement"),
        ("Keynote address delivered by the master", "statement"),
        ("Discours de la ministre", "statement"),
        ("Report by the keeper of the ice", "report"),
    ],
)
def test_a_paper_says_what_it_is(line: str, kind: DocumentKind) -> None:
    """The line of the title page that names a kind decides."""
    assert named_kind(line) == kind
    draft = read_paper(f"Assembly on the Price of Ice\n\n{line}\n\nLima, Peru, 4 May 1999{BODY}")
    assert (draft.facts.kind, basis_of(draft, "kind")) == (kind, "stated")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Assembly on Ice: Report", "report"),
        ("Ice WG Agenda - May", "agenda"),
        ("Ice Council Meeting Minutes: May", "minutes"),
        ("4 May 1999 Meeting Notes", "meeting_note"),
    ],
)
def test_a_title_ends_with_the_kind(line: str, kind: DocumentKind) -> None:
    """A short line can name its kind at the end or before a dash or colon."""
    assert named_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        *("The Price of Ice", "Reporting on ice", "Lima, Peru", "A programme for the young of the harbour"),
        *("Statement of purpose", "Speeches and ice", "Remarks"),
        *("Approval of the minutes", "Adoption of the agenda", "Genehmigung des Protokoll", "10 minutes"),
        *("The 2030 Agenda", "World Ice Programme", "Agenda 21", "Agenda item 4"),
    ],
)
def test_other_lines_name_no_kind(line: str) -> None:
    """An item of an agenda, a policy, a duration or a word that only looks like the name of a kind names none."""
    assert named_kind(line) is None


def test_a_link_does_not_tell_what_a_paper_is() -> None:
    """An agenda that links to its minutes stays an agenda."""
    facts = read_paper(
        "# Ice Council Agenda\n\n- Minutes\n- Chat\n\n## Items\n\n- Price of ice\n- Salt\n", "paper.md"
    ).facts
    assert (facts.kind, facts.status) == ("agenda", "planned")


@pytest.mark.parametrize("time", ["9:30", "10 min -", "2 pm"])
def test_an_agenda_that_allots_times_is_a_programme(time: str) -> None:
    """A bare list of items is an agenda; with a time for each it is a programme."""
    timed = "\n\n".join(f"{time} {item}" for item in ("Ice House", "Loft", "Quay"))
    assert read_paper(f"Ice Council\n\nAgenda\n\nLima, Peru, 4 May 1999\n\n{timed}\n").facts.kind == "programme"


def test_clock_times_make_a_programme() -> None:
    """A paper with clock times is a programme, whatever it calls itself."""
    items = "\n\n".join(
        f"{hour}:00 Visit of the {thing}" for hour, thing in enumerate(["Ice House", "Loft", "Quay", "Inn"], 9)
    )
    assert read_paper(f"Assembly on the Price of Ice\n\nLima, Peru, 4 May 1999\n\n{items}\n").facts.kind == "programme"


def test_notes_written_into_an_agenda_make_it_minutes() -> None:
    """An agenda in which people speak is the record of its meeting."""
    facts = read_paper(f"Ice Council\n\nAgenda\n\nLima, Peru, 4 May 1999\n\n{TURNS}\n").facts
    assert (facts.kind, facts.status) == ("minutes", "reported")


@pytest.mark.parametrize("line", ["", "Report\n\n", "Summary report\n\n"])
def test_turns_make_a_transcript(line: str) -> None:
    """A paper in which people speak in turn is a transcript, also where it calls itself a report."""
    assert read_paper(f"Assembly on Ice\n\n{line}Lima, Peru, 4 May 1999\n\n{TURNS}\n").facts.kind == "transcript"


@pytest.mark.parametrize(
    "label", ["Present: Ms. Anna Berg, Mr. Luis Hara", "Anwesend: Anna Berg", "Présents : Mme Berg"]
)
def test_who_was_present_makes_minutes(label: str) -> None:
    """A list of the people who were present stands in minutes only."""
    facts = read_paper(f"Ice Council, 12th meeting\n\n4 May 1999\n\n{label}\n\n1. Price of ice\n\n2. Salt\n").facts
    assert (facts.kind, facts.status) == ("minutes", "reported")


AGENDA_OF_COUNCIL = """Ice Council

Tuesday 4 May 1999 at 7.00 pm

Members: Cllr A Berg (Chair), Cllr L Hara

AGENDA

1. Apologies for absence

To receive apologies for absence.

2. Minutes

To confirm the minutes of the meeting held on 7 April 1999 as a true record of what was said there.
"""


def test_items_of_an_agenda_are_no_record() -> None:
    """`Apologies` and `Minutes` as items, and the members of a body, do not make an agenda minutes."""
    facts = read_paper(AGENDA_OF_COUNCIL).facts
    assert (facts.kind, facts.status) == ("agenda", "planned")


def test_questions_and_answers_of_nobody_are_no_transcript() -> None:
    """A list of questions with their answers is no record of a meeting."""
    pairs = "\n\n".join(f"Q: How dear is ice number {number}?\n\nA: It is too dear." for number in range(4))
    assert read_paper(f"Ice: questions and answers\n\n{pairs}\n").facts.kind == "other"


CLAUSES = {
    "en": (
        "The Ice Assembly,\n\nRecalling its resolution 4/1 of 2 June 1998,\n\n"
        "Noting the price of ice in all the ports,\n\n1. Takes note of the report;\n\n2. Decides to meet again.\n"
    ),
    "fr": (
        "L’Assemblée des glaces,\n\nRappelant sa résolution 4/1 du 2 juin 1998,\n\n"
        "Notant le prix de la glace dans les ports,\n\n1. Prend note du rapport ;\n\n2. Décide de se réunir.\n"
    ),
}


@pytest.mark.parametrize("language", CLAUSES)
def test_clauses_make_a_resolution(language: str) -> None:
    """A resolution is known by its form in any language; its clauses are passages, its subject line is the title."""
    draft = read_paper(f"Ice Assembly\n\n5/12. Price of ice\n\n{CLAUSES[language]}")
    assert (draft.facts.kind, draft.facts.status, draft.facts.title) == ("resolution", "reported", "5/12. Price of ice")
    first = CLAUSES[language].partition("\n")[0]
    assert any(first in passage.text for passage in draft.passages)
    assert any("4/1" in passage.text for passage in draft.passages)
    assert draft.facts.start is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ice/2031-05-04/minutes.txt", "minutes"),
        ("agenda_2031.txt", "agenda"),
        ("I_RES_79_12.txt", "resolution"),
        ("I_PV.812.txt", "transcript"),
        ("ice.txt", "other"),
    ],
)
def test_the_file_name_tells_the_kind(name: str, kind: DocumentKind) -> None:
    """Where the paper does not say what it is, its file name or symbol does."""
    draft = read_paper(f"Ice Council\n\n4 May 1999{BODY}", name)
    assert draft.facts.kind == kind
    assert basis_of(draft, "kind") == ("unknown" if kind == "other" else "path")


def test_the_text_outweighs_the_file_name() -> None:
    """What a paper calls itself counts more than what its file is called."""
    assert read_paper(f"Ice Council\n\nSummary report\n\n4 May 1999{BODY}", "minutes.txt").facts.kind == "report"


def test_the_title_in_the_properties_tells_the_kind() -> None:
    """The title in the head of a page is evidence where no other is."""
    blocks = tuple(read_text(f"Ice Council\n\n4 May 1999{BODY}"))
    draft = parse_paper(make_source(), Reading(blocks, page_title="Ice Hansard 1999-05-04"))
    assert (draft.facts.kind, basis_of(draft, "kind")) == ("transcript", "path")


@given(st.text(max_size=80))
def test_any_file_name_can_be_read(name: str) -> None:
    """No file name breaks the reading of its kind."""
    assert kind_of_file_name(name) in {None, *DOCUMENT_KINDS}


def test_what_will_be_is_planned() -> None:
    """A paper about what is to happen at a meeting is a concept note, even if no line says so."""
    prose = (
        "The assembly will ask why the price of ice has doubled, and participants are invited to bring their bills.\n\n"
        * 3
    )
    draft = read_paper(f"Assembly on the Price of Ice\n\nLima, Peru, 4 May 1999\n\nIntroduction\n\n{prose}")
    assert (draft.facts.kind, draft.facts.status, basis_of(draft, "kind")) == ("concept_note", "planned", "guessed")


def test_a_progress_paper_is_no_concept_note() -> None:
    """A paper about work that will go on plans no meeting."""
    prose = (
        "The second ice house will be built in June, and its keepers will be trained before the winter comes.\n\n" * 4
    )
    facts = read_paper(f"Progress on the Ice Houses\n\nLima, Peru, 4 May 1999\n\nIntroduction\n\n{prose}").facts
    assert (facts.kind, facts.status) == ("other", "unknown")


def test_who_speaks_plans_no_meeting() -> None:
    """A speech about what the speaker will do is no concept note."""
    prose = "We will sell our ice to whoever asks for it. I will say so in every port that will hear me out."
    facts = read_paper(f"Ice for All\n\nLima, Peru, 4 May 1999\n\nIntroduction\n\n{prose}\n\n{prose}\n").facts
    assert facts.kind == "other"


@pytest.mark.parametrize(
    "prose",
    [
        "The assembly was told why the price of ice had doubled. Participants agreed that the bills were too high.",
        "The council discussed the price of ice with all the masters of the port who had come to the ice house.",
        "Le conseil a examiné le prix de la glace et a décidé de revenir sur la question à sa prochaine séance.",
        "El consejo examinó el precio del hielo y acordó volver sobre la cuestión en su próxima sesión ordinaria.",
    ],
)
def test_what_was_is_reported(prose: str) -> None:
    """A paper about what happened at a meeting is reported; of what kind it is, its tense does not say."""
    draft = read_paper(
        "Assembly on the Price of Ice\n\nLima, Peru, 4 May 1999\n\nIntroduction\n\n" + f"{prose}\n\n" * 4
    )
    assert (draft.facts.kind, draft.facts.status, basis_of(draft, "status")) == ("other", "reported", "guessed")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Check against delivery", "planned"),
        ("As delivered on 4 May 1999", "reported"),
        ("The price of ice", "unknown"),
    ],
)
def test_a_statement_says_whether_it_was_made(line: str, status: Status) -> None:
    """The notice on a speech tells whether it was written before it was given; without one this is not known."""
    facts = read_paper(
        f"Statement by the keeper of the ice\n\n{line}\n\nThe price of ice is too high for us all.\n"
    ).facts
    assert (facts.kind, facts.status) == ("statement", status)


def test_a_paper_that_says_nothing_is_another_paper() -> None:
    """Without any evidence the kind is `other` and the status not known."""
    draft = read_paper("ice and salt")
    assert (draft.facts.kind, draft.facts.status) == ("other", "unknown")
    assert (basis_of(draft, "kind"), basis_of(draft, "status")) == ("unknown", "unknown")


def test_the_file_name_tells_notes_from_a_transcript() -> None:
    """Where people without titles speak in turn, a file of minutes holds minutes; what it calls itself comes first."""
    text = f"Assembly on Ice\n\nLima, Peru, 4 May 1999\n\n{TURNS}\n"
    assert read_paper(text, "minutes.txt").facts.kind == "minutes"
    assert read_paper(text, "ice.txt").facts.kind == "transcript"


@pytest.mark.parametrize("line", ["Board members in attendance were:", "Present were:", "Also in attendance:"])
def test_who_was_there_is_told_in_a_sentence(line: str) -> None:
    """A list of people under `in attendance were` stands in minutes only."""
    text = f"# Ice Board monthly meeting, 4 May 1999\n\n{line}\n\n- Anna Berg\n- Luis Hara\n\n## Salt\n\nUSD 300.\n"
    assert read_markdown(text).facts.kind == "minutes"


def test_notes_of_a_scribe_are_what_was_said() -> None:
    """Short notes below an agenda count where a scribe is named."""
    notes = "".join(f"- the salt of loft {number} is still wet\n" for number in range(9))
    text = f"# Ice Council, 4 May 1999\n\n* Scribe: Ann Lee\n\n## Agenda\n\n1. Salt\n\n## Notes\n\n{notes}"
    assert read_markdown(text).facts.status == "reported"
    assert read_markdown(text.replace("Scribe: Ann Lee", "Scribe:")).facts.status != "reported"


@pytest.mark.parametrize("below", ["### Attendees\n\n- Ann Lee\n- Bo Ray\n\n### Salt\n\n", ""])
def test_notes_below_an_agenda_are_what_was_said(below: str) -> None:
    """Notes under a list of those present make an agenda minutes; a section left empty does not."""
    items = "- the salt of last year is still in the loft\n- no news of ice\n- the inn will be asked for its old nets\n"
    text = f"# Agenda: Ice Council, 4 May 1999\n\n1. Salt\n2. Ice\n\n## Notes\n\n{below}{items * 2}"
    assert read_markdown(text).facts.kind == ("minutes" if below else "agenda")
    assert read_markdown(text.replace(items * 2, "- TODO\n")).facts.status == "planned"


def test_a_blank_form_is_no_record() -> None:
    """Minutes with their fields still to be filled in report nothing, and are of no meeting."""
    facts = read_markdown(
        "# Acta de reunión - [Nombre del equipo]\n\n**Fecha:** [Fecha de la reunión]\n**Lugar:** [Lugar]\n\n"
        "## Asistentes\n\n- [Nombre 1]\n- [Nombre 2]\n\n## Acuerdos\n\n- [Resumen de las decisiones tomadas]\n"
    ).facts
    assert (facts.status, facts.has_meeting) == ("unknown", False)
    for text in (
        "# Minutes template\n\n## Ropes\n",
        "# Protokollvorlage\n\n## Seile\n",
        "# Minutes\n\nDate: YYYY-MM-DD\n",
    ):
        assert read_markdown(f"{text}{BODY}").facts.status == "unknown", text
    noted = read_markdown("# Minutes\n\n4 May 1999\n\n- [Ann] the ice is melting\n- [Bo] let it melt, then\n").facts
    assert noted.status == "reported"


def test_written_questions_are_no_transcript() -> None:
    """A list of questions that members put in writing holds no speech, however much its lines look like it."""
    asked = "\n\n".join(
        f"Mr A Berg to ask the Minister of Ice:\n\nWhether boat {number} is paid." for number in range(9)
    )
    facts = read_paper(f"Parliament of Ice\n\nINTERNAL QUESTION PAPER\n\nFriday, 4 May 1999\n\n{asked}\n").facts
    assert (facts.kind, facts.status) == ("other", "unknown")


def test_the_front_matter_says_who_took_a_paper_down() -> None:
    """`transcript_by` stands in transcripts, `minutes_by` in minutes."""
    for key, kind in (("transcript_by", "transcript"), ("minutes_by", "minutes"), ("author", "other")):
        text = f"---\ntitle: Ice seminar\n{key}: Ann Lee\n---\n{BODY}"
        assert read_markdown(text).facts.kind == kind


def test_captions_without_names_are_a_transcript() -> None:
    """Captions hold what was said."""
    source = make_source("ice.vtt")
    text = (
        b"WEBVTT\n\n00:01.000 --> 00:09.000\nThe price of ice is on the mind of everybody who has a boat or a shop.\n"
    )
    draft = parse_paper(source, read_source(source, text))
    assert (draft.facts.kind, basis_of(draft, "kind")) == ("transcript", "path")


NAMES_OF_KINDS = [
    *["minutes", "Draft minutes", "transcript", "Agenda", "programme", "Concept note", "statement", "compte rendu"],
    *["会议纪要", "Protokoll", "report", "meeting notes", "c.r. du", "протокол", "speech by the", "opening remarks"],
]
AROUND = [
    "this ",
    "in this ",
    "the present ",
    "- ",
    " — ",
    ": ",
    " of ",
    "Ice Council ",
    "21",
    "3 March",
    "adopted ",
    "…",
    "\n",
]


@given(st.lists(st.sampled_from(NAMES_OF_KINDS + AROUND) | st.text(max_size=4), max_size=6).map("".join))
def test_kinds_are_found_as_by_all_patterns(line: str) -> None:
    """Looking only for the forms of kinds whose names stand in a line finds what all patterns find."""
    with pytest.MonkeyPatch.context() as patched:
        found = named_kind(line), is_kind_alone(line), kind_of_file_name(line), named_in_sentence(line)
        every = list(kind_names._kinds())
        patched.setattr(kind_names, "_kinds_in", lambda _: every)
        patched.setattr(kind_names, "_kinds_at", lambda *_: every)
        patched.setattr(kind_names, "_kinds_first_in", lambda _: every)
        assert found == (named_kind(line), is_kind_alone(line), kind_of_file_name(line), named_in_sentence(line))
