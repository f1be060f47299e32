"""Who speaks in notes of talk: bullets below bullets, tasks, bold labels, labels before a dash."""

from __future__ import annotations

import pytest

from tests.structure.papers import read_markdown, read_paper

ATTENDEES = "# Notes of the Harbour Forum\n\n14 May 2031\n\nAttendees: Ann Lee, Bo Ray, Cy Dow\n\n"


def speakers(text: str) -> dict[str, tuple[str, ...]]:
    """Return who speaks, by the words of the passage."""
    return {
        passage.text: tuple(person.name for person in passage.people if person.role == "speaker")
        for passage in read_markdown(text).passages
    }


def test_a_bullet_ends_the_turn_of_the_bullets_above() -> None:
    """What hangs below the next bullet, or below an unknown label, is not of somebody who spoke further up."""
    said = speakers(
        ATTENDEES
        + """\
* Intro
   * Ann: let us aim for a year
      * or for two
   * Bo: let us aim for two

The protocol

* overview of the changes
   * Big one is locks
      * we will talk about it later
   * There are smaller ones
      * spt: it is fine to drop them
      * Ann: fine with me
         * jhs: I would rather keep them
"""
    )
    assert said["or for two"] == ("Ann Lee",)
    assert said["Ann: fine with me"] == ("Ann Lee",)
    for words in ("we will talk about it later", "spt: it is fine to drop them", "jhs: I would rather keep them"):
        assert said[words] == (), words


def test_tasks_are_no_speech() -> None:
    """Below `Action items` a name before a colon is who has the task; two names are never one of them."""
    said = speakers(
        ATTENDEES
        + """\
## Website

Ann: I will send the text. Who reads it?

Bo Ray & Cy Dow: We do.

Cy: I do too.

## Action items

- Ann Lee: finish the draft of the post
- Bo Ray & Cy Dow: start the survey
- Bo: poll on times
"""
    )
    assert said["Ann: I will send the text. Who reads it?"] == ("Ann Lee",)
    assert said["Cy: I do too."] == ("Cy Dow",)
    assert not any(who for words, who in said.items() if words.endswith(("We do.", "post", "survey", "times")))


def test_initials_before_a_dash() -> None:
    """A name with its initials before a dash, or in a heading, tells whose the initials are."""
    said = speakers(
        """\
# Harbour Working Group Minutes

## Resumable Moorings - Jon Flat (JF)

Kay Oka (KO) - If this is an issue I prefer a suffix.

JF - We only want to support it later.

Max Kline (MK) - We can take the parts that we want.

KO - Fine.

MK - We can reuse the old one.
"""
    )
    assert list(said.values()) == [("Kay Oka",), ("Jon Flat",), ("Max Kline",), ("Kay Oka",), ("Max Kline",)]


@pytest.mark.parametrize(
    ("labels", "who"),
    [
        (("mnot", "wycats", "mnot", "wycats"), ("mnot", "wycats", "mnot", "wycats")),
        (("Anna Berg", "Tom Hill", "Lea Moe", "Anna Berg"), ("Anna Berg", "Tom Hill", "Lea Moe", "Anna Berg")),
        (("Decision", "Next Steps", "Decision", "Next Steps"), ("", "", "", "")),
    ],
)
def test_labels_in_bold(labels: tuple[str, ...], who: tuple[str, ...]) -> None:
    """Names or recurring words in bold before a colon speak, without a list of those present; fields do not."""
    lines = ("the call has ended", "is that not odd?", "the quay is late", "it is")
    paper = "".join(f"**{label}:** {line}\n\n" for label, line in zip(labels, lines, strict=True))
    said = speakers(f"# Harbour minutes\n\n6 May 2031\n\n## Locks\n\n{paper}")
    assert tuple(", ".join(names) for names in said.values()) == who


def test_lists_of_people() -> None:
    """A role alone is no person, a name in doubt is no affiliation, and another label ends a list."""
    people = {
        (person.name, person.role, person.affiliation)
        for passage in read_markdown(
            "# Harbour Group\n\n6 May 2031\n\nPresent: Dan Apple, Brit Hale, Rich ?, Jon Mill\n\n"
            "*Chairs:* Dan Apple, Pete Linn\n*Scribes:* Tim Berry, Yan Katz\n\n## Wahl\n\nDie Ämter:\n\n"
            "- Vorsitzender\n- Stellvertretender Vorsitzender\n- Kassenwart\n- Schriftführer\n- Beisitzer\n"
        ).passages
        for person in passage.people
    }
    assert people == {
        *((name, "participant", None) for name in ("Dan Apple", "Brit Hale", "Jon Mill")),
        ("Dan Apple", "chair", None),
        ("Pete Linn", "chair", None),
    }


def test_a_list_of_those_present_has_no_headings() -> None:
    """Short lines below `Attendees` are text, whatever they look like, up to a heading that heads something."""
    text = """\
Harbour board

Minutes of 6 May 2021

Attendees

Anna Berg
Policy
Tom Hill
Engineering
TPAC

Crane Works

The board heard the report on the crane and agreed to pay for the paint.

1. Quay

The quay was mended in the spring of the year, and it stands well.
"""
    assert [session.title for session in read_paper(text).sessions] == ["Crane Works", "Quay"]


def test_names_on_lines_of_one_paragraph() -> None:
    """A list on lines of one paragraph holds where single names stand among the full ones."""
    said = speakers(
        "# Harbour call\n\n## Participants\nFrank Moe\nMatt Flint\nLuke Ims\nSam Lind\nKC\nRay\nRoss Tate\nDee Gand\n\n"
        "## Locks\n\nMF: I think we should go on.\n\nRT: why?\n\nMF: It is late.\n\nRT: I see.\n"
    )
    assert set(said.values()) - {()} == {("Matt Flint",), ("Ross Tate",)}


def test_a_joint_handle_ends_the_turn() -> None:
    """Words of two people are not of the one before; a nick that others use in their words stays a label."""
    calls = "".join(f"wycats: I think that {index} is odd\n\ndka: why, wycats? wycats knows\n\n" for index in range(20))
    text = f"# Harbour call\n\n{calls}emad/ben: you should plan for that\n\nwycats: I agree with you\n"
    said = speakers(text)
    assert said["emad/ben: you should plan for that"] == ()
    assert said["wycats: I agree with you"] == ("wycats",)
