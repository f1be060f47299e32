"""Meetings by their number, by the name of a body and its day, and years of sentences without a verb of speech."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding
from indexer.quotes.verify import verify
from indexer.store.builds import opened_library
from indexer.store.library import Library

PAPERS = {
    "moss-117-minutes.md": """# MOSS 117: Lichen Working Group Minutes

**Date:** 4 March 2024

## Shade

Ingrid Halvorsen said that north walls are a poor guide to the age of lichen in cities.
""",
    "moss-121-minutes.md": """# MOSS 121: Lichen Working Group Minutes

**Date:** 7 October 2025

## Salt

Tomas Reyes said that salted roads are a death sentence for every crust within ten metres.
""",
    "moss-122-minutes.md": """# MOSS 121: Lichen Working Group Minutes

**Date:** 9 March 2026

## Bark

The group met at MOSS 122. Tomas Reyes said that smooth bark keeps almost no spores through a dry summer.
""",
    "lc9-41.md": """# 41st LC9 Meeting

**Date:** 12 May 2023

## Names

Ada Brandt said that nobody can tell the two species apart without a hand lens.
""",
    "lc9-44.md": """# 44th LC9 Meeting

**Date:** 15 May 2025

## Keys

Ada Brandt said that printed keys are out of date on the day they are printed.
""",
    "steering-2025.md": """# Lichen.js Technical Steering Committee (LSC) Meeting 2025-09-03

## Minutes

There were no complaints about the new release from anybody in the room.
""",
    "fourth-willow.md": """# Fourth Meeting of the Willow Commission

**Date:** 3 June 2022

## Roots

Ada Brandt said that willow roots reach the drains of every house in the lower town.
""",
    "sixth-willow.md": """# Sixth Meeting of the Willow Commission

**Date:** 5 June 2024

## Drains

Ada Brandt said that drains of clay are past repair wherever willows stand near.
""",
    "resolution-14-3.md": """# 14/3. Protection of old walls

The Forest Council,

Recalling the duty of owners to leave old walls standing where rare species live on them,

1. Decides to keep a public list of old walls with their owners and their species;

16th plenary meeting
5 May 2021
""",
}
WALLS = "north walls are a poor guide to the age of lichen"
SALT = "salted roads are a death sentence for every crust"
BARK = "smooth bark keeps almost no spores through a dry summer"
LENS = "nobody can tell the two species apart without a hand lens"
ROOM = "no complaints about the new release from anybody in the room"
ROOTS = "willow roots reach the drains of every house in the lower town"
LIST = "a public list of old walls with their owners and their species"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of a few papers of meetings that are numbered."""
    folder, index_dir = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("index")
    for name, text in PAPERS.items():
        Path(folder, name).write_text(text, encoding="utf-8")
    build(folder, index_dir, BuildOptions(registry=tmp_path_factory.mktemp("registry")))
    with opened_library(index_dir) as opened:
        yield opened


def finding_of(draft: str, library: Library) -> Finding:
    """Check the only quotation of a draft."""
    quotations = draft_from_text(draft).quotations
    (finding,) = verify(quotations, library.word_index, library, names=KnownNames(library))
    return finding


def facts_of(draft: str, library: Library, kind: str) -> dict[str, str]:
    """Return the verdicts on the facts of one kind, by their words in the draft."""
    return {fact.stated.text: fact.verdict for fact in finding_of(draft, library).facts if fact.stated.kind == kind}


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (f"At MOSS 117, Tomas Reyes said that “{SALT}”.", "MOSS 117"),
        (f"Tomas Reyes said at MOSS 117 that “{SALT}”.", "MOSS 117"),
        (f"Tomas Reyes told MOSS-117 that “{SALT}”.", "MOSS-117"),
        (f"“{SALT}”, Tomas Reyes said at MOSS 117.", "MOSS 117"),
        (f"It is “{SALT}” (MOSS 117).", "MOSS 117"),
        (f"MOSS 117 participants heard that “{SALT}”.", "MOSS 117"),
        (f"The minutes of MOSS 117 record that “{SALT}”.", "MOSS 117"),
        (f"At the 44th LC9 meeting it was said that “{LENS}”.", "44th LC9 meeting"),
        (f"The 44th LC9 Meeting heard that “{LENS}”.", "44th LC9 Meeting"),
        (f"At the 44th meeting of LC9, Ada Brandt said that “{LENS}”.", "44th meeting of LC9"),
        (f"At its 17th plenary meeting the Forest Council decided on “{LIST}”.", "17th plenary meeting"),
        (f"At its 17th meeting the Council decided on “{LIST}”.", "17th meeting"),
    ],
)
def test_another_number_is_another_meeting(library: Library, draft: str, words: str) -> None:
    """A number that another meeting of the series has, or that is not the paper's own, is a wrong place."""
    assert facts_of(draft, library, "meeting") == {words: "contradicted"}
    assert finding_of(draft, library).outcome == "wrong_place"


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (f"At MOSS 121, Tomas Reyes said that “{SALT}”.", "MOSS 121"),
        (f"At the 41st LC9 meeting it was said that “{LENS}”.", "41st LC9 meeting"),
        (f"At its 16th plenary meeting the Forest Council decided on “{LIST}”.", "16th plenary meeting"),
    ],
)
def test_the_number_of_the_source_agrees(library: Library, draft: str, words: str) -> None:
    """The number in the title, or in the line at the end of a resolution, agrees."""
    assert facts_of(draft, library, "meeting") == {words: "supported"}


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (f"At MOSS 122, Tomas Reyes said that “{BARK}”.", "MOSS 122"),  # the paper says so, its title does not
        (f"At MOSS 90, Tomas Reyes said that “{SALT}”.", "MOSS 90"),
        (f"At COP 28, Tomas Reyes said that “{SALT}”.", "COP 28"),
        (f"At the 44th meeting of the Bark Committee it was said that “{LENS}”.", "44th meeting of the Bark Committee"),
        (f"At its 17th meeting the Bark Council decided on “{LIST}”.", "17th meeting"),
        (f"At its 17th meeting the Committee recorded “{ROOM}”.", "17th meeting"),
        (f"At MOSS 117 the group adopted a text on “{SALT}”.", "MOSS 117"),
    ],
)
def test_a_number_that_decides_nothing_is_listed(library: Library, draft: str, words: str) -> None:
    """Of a number that the papers do not know, or of another body, nothing is claimed."""
    assert facts_of(draft, library, "meeting") == {words: "not_judged"}
    assert finding_of(draft, library).outcome in ("exact", "near_exact")


@pytest.mark.parametrize(
    "draft",
    [
        f"After MOSS 117, Tomas Reyes said that “{SALT}”.",
        f"In a follow-up to MOSS 117, Tomas Reyes said that “{SALT}”.",
        f"Following the debate at MOSS 117, Tomas Reyes said that “{SALT}”.",
        f"As decided at MOSS 117, Tomas Reyes said that “{SALT}”.",
        f"At MOSS 117 the group adopted the draft, and Tomas Reyes said that “{SALT}”.",
        f"At MOSS 117 the chairs asked for text, Tomas Reyes said, which is “{SALT}”.",
        f"Tomas Reyes, who had been at MOSS 117, said that “{SALT}”.",
        f"Tomas Reyes called the rules agreed at MOSS 117 “{SALT}”.",
        f"Tomas Reyes called MOSS 117 “{SALT}”.",
        f"MOSS 117 chair Tomas Reyes said that “{SALT}”.",
        f"In RFC 9000, Tomas Reyes said, nothing is “{SALT}”.",
        f"MOSS 117 participants later heard that “{SALT}”.",
        f"Tomas Reyes said at length that the decision at MOSS 117 was “{SALT}”.",
        f"Unlike at the 44th LC9 meeting, somebody said that “{LENS}”.",
        f"On the eve of the 44th LC9 meeting somebody said that “{LENS}”.",
        f"Two years before the 44th LC9 meeting it was said that “{LENS}”.",
        f"After the Lichen.js Technical Steering Committee meeting of 3 September 2024, members said “{ROOM}”.",
        f"Unlike the Lichen Committee of 3 September 2024, the LSC recorded “{ROOM}”.",
        f"The Committee of 3 May 2020 resigned, while the LSC recorded “{ROOM}”.",
        f"The Bark Peace Accord of 9 January 2005 recalled “{ROOM}”.",
        f"In line with the decision of the Forest Council of 4 May 2020, it decided on “{LIST}”.",
        f"The chair elected on 3 September 2024 said that there were “{ROOM}”.",
        f"Members said that there were “{ROOM}” (to be reviewed at the LSC meeting of 3 May 2026).",
        f"The LSC meeting of 3 September 2024 was short, and that of the year after recorded “{ROOM}”.",
    ],
)
def test_other_meetings_are_of_something_else(library: Library, draft: str) -> None:
    """A meeting or day that the sentence gives to something else is not held against the words."""
    finding = finding_of(draft, library)
    assert finding.outcome in ("exact", "near_exact")
    assert not [fact for fact in finding.facts if fact.stated.kind in ("meeting", "date")]


@pytest.mark.parametrize(
    "meeting",
    [
        "The Lichen.js Technical Steering Committee meeting of",
        "Lichen.js Technical Steering Committee meeting of",
        "The Technical Steering Committee of",
        "The LSC meeting of",
        "At the Technical Steering Committee of",
    ],
)
def test_a_body_with_its_day_is_a_meeting(library: Library, meeting: str) -> None:
    """A name of several words before `meeting`, or that of a body alone, has the day of a meeting beside it."""
    said = ", it was recorded that there were" if meeting.startswith("At") else " recorded"
    for day, verdict in (("3 September 2025", "supported"), ("September 3, 2024", "contradicted")):
        assert list(facts_of(f"{meeting} {day}{said} “{ROOM}”.", library, "date").values()) == [verdict]


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        (f"In 2021, the Council adopted a text on “{LIST}”.", "supported"),
        (f"In 2019, the Council adopted a text on “{LIST}”.", "not_judged"),
        (f"The Council adopted in 2019 a text on “{LIST}”.", "not_judged"),
        (f"In 2019 the Council decided on “{LIST}”.", "contradicted"),
    ],
)
def test_a_year_without_a_verb_of_speech_is_listed(library: Library, draft: str, verdict: str) -> None:
    """The year of what was done, in a sentence that gives the words to nobody, is listed and never held against it."""
    assert list(facts_of(draft, library, "date").values()) == [verdict]
    assert (finding_of(draft, library).outcome == "wrong_place") == (verdict == "contradicted")


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        (f"At the fourth meeting of the Willow Commission, members heard that “{ROOTS}”.", "supported"),
        (f"At the sixth meeting of the Willow Commission, members heard that “{ROOTS}”.", "contradicted"),
        (f"At the second meeting of the Willow Commission, members heard that “{ROOTS}”.", "not_judged"),
        (f"At its sixteenth plenary meeting the Forest Council asked owners for “{LIST}”.", "supported"),
        (f"At its twelfth plenary meeting the Forest Council asked owners for “{LIST}”.", "contradicted"),
    ],
)
def test_ordinals_in_words_are_numbers(library: Library, draft: str, verdict: str) -> None:
    """`the fourth meeting` is read as `the 4th meeting` is, in drafts and in titles."""
    assert list(facts_of(draft, library, "meeting").values()) == [verdict]


@pytest.mark.parametrize(
    ("draft", "verdicts"),
    [
        (f"According to the Forest Council, owners should draw up “{LIST}”.", ["supported"]),
        (f"According to the Security Council, owners should draw up “{LIST}”.", ["contradicted"]),
        (f"In the words of the General Assembly, there should be “{LIST}”.", ["contradicted"]),
        (f"The Security Council decided that owners should draw up “{LIST}”.", ["contradicted"]),
        (f"As the Security Council puts it, owners should draw up “{LIST}”.", ["contradicted"]),
        (f"The Security Council recalled “{LIST}”.", []),
        (f"Members of the Security Council agreed on “{LIST}”.", []),
        (f"The Security Council met, and “{LIST}” was wanted.", []),
        (f"According to the Willow Commission, owners should draw up “{LIST}”.", []),
        (f"According to the Old Forest Council, owners should draw up “{LIST}”.", ["not_judged"]),
        (f"According to the Security Council, “{ROOTS}”.", ["not_judged"]),
    ],
)
def test_words_that_another_body_adopted_are_in_the_wrong_place(
    library: Library, draft: str, verdicts: list[str]
) -> None:
    """A resolution names the body that adopts it; one that takes up words may take them from another."""
    finding = finding_of(draft, library)
    assert [fact.verdict for fact in finding.facts if fact.stated.kind == "body"] == verdicts
    assert finding.outcome == ("wrong_place" if "contradicted" in verdicts else "exact")
