"""Tests of what `corpus.toml` states of names and words: it counts more than what the papers say."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.corpus.settings import load_settings
from indexer.entities.acronyms import learn_acronyms
from indexer.entities.persons import NameAppearance, identify_persons
from indexer.entities.stated import StatedAcronym, StatedPerson
from indexer.errors import CorpusSettingsInvalid
from indexer.query.expansion import REWRITE_KINDS
from indexer.query.results import Query
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.structure import papers

PAPER = """\
MEETING OF THE PORTS

Summary report

Oslo, Norway, 4-5 May 2021

Session 1: Harbours

Panelists:
- Ms. Anna Berg, Norway
- Mr. Lessons Learned, Norway
- Mr. John Smith, Ghana Navy

The ports authority board (PAB) met, and the PAB praised the work of the SEA teams in every harbour of the north.

Session 2: Ice

Panelists:
- Ms. Anna K. Berg, Norway
- Mr. John Smith, Peru Maritime Office
- Ms. Eva Lind, Sweden
"""


def seen(
    name: str, affiliation: str | None = None, honorific: str | None = None, meeting: str = "m"
) -> NameAppearance[str]:
    """Return the appearance of a person in a meeting."""
    key = f"{meeting} {honorific} {name} {affiliation}"
    return NameAppearance(key, name, honorific, affiliation, meeting=meeting)


def sets(people: list[NameAppearance[str]], *stated: StatedPerson) -> dict[str, list[str]]:
    """Return the names as written, grouped by person."""
    names = {person.key: f"{person.honorific or ''} {person.name}".strip() for person in people}
    return {
        person.name: sorted(names[key] for key in person.appearances) for person in identify_persons(people, stated)
    }


def test_other_names_of_a_person_are_that_person_everywhere() -> None:
    """Other stated names, also a surname alone or one with a title, are that person, and the stated name is shown."""
    people = [seen("Jean-Pierre Lacroix"), seen("Lacroix", None, "USG", "n"), seen("Lacroix", None, "Mme.", "o")]
    assert len(identify_persons(people)) == 3
    stated = StatedPerson("Jean-Pierre R. Lacroix", also=("Jean-Pierre Lacroix", "USG Lacroix"))
    assert sets(people, stated) == {
        "Jean-Pierre R. Lacroix": ["Jean-Pierre Lacroix", "USG Lacroix"],
        "Lacroix": ["Mme. Lacroix"],
    }


def test_names_stated_to_be_of_others_are_kept_apart() -> None:
    """A name stated to be another's is not taken for a shorter form or a surname."""
    people = [seen("Anna K. Berg", "Norway"), seen("Anna Berg", "Norway"), seen("Berg", honorific="Ms.")]
    assert len(sets(people)) == 1
    full_name, short_name = "Anna K. Berg", "Anna Berg"
    assert sets(people, StatedPerson(full_name, apart=("Ms. Berg",))) == {
        full_name: [short_name, full_name],
        "Berg": ["Ms. Berg"],
    }
    persons = sets(people, StatedPerson(full_name, apart=(short_name,)))
    assert persons == {full_name: [full_name], short_name: [short_name], "Berg": ["Ms. Berg"]}, (
        "of two Bergs, which one is meant is unknown"
    )


def test_an_affiliation_distinguishes_two_people_of_one_name() -> None:
    """The stated person has the appearances with that affiliation, and the other the rest."""
    people = [seen("John Smith", "Ghana Navy"), seen("John Smith", "Peru Maritime Office")]
    persons = identify_persons(people, [StatedPerson("John Smith", affiliation="Ghana")])
    assert sorted(person.appearances for person in persons) == [(people[0].key,), (people[1].key,)]
    assert len({person.id for person in persons}) == 2
    two = [StatedPerson("John Smith", affiliation="Ghana"), StatedPerson("John Smith", affiliation="Peru")]
    assert len(identify_persons(people, two)) == 2


def test_order_changes_nothing_that_is_stated() -> None:
    """The same persons are found whichever appearance comes first."""
    people = [seen("Anna K. Berg", "Norway"), seen("Anna Berg", "Norway"), seen("Berg", honorific="Ms.")]
    stated = StatedPerson("A. Berg", also=("Anna Berg",), apart=("Ms. Berg",))
    assert sets(people, stated) == sets(people[::-1], stated)


def test_what_an_acronym_stands_for_can_be_stated() -> None:
    """A stated meaning replaces the learned one, keeps the place where the papers say the same, and its uses are
    counted.
    """
    texts = [("a", "The ports authority board (PAB) met the SEA teams."), ("b", "PAB and SEA. Sida gave money. Sidas.")]
    acronyms = learn_acronyms(
        texts, [StatedAcronym("PAB", "Ports Authority Board"), StatedAcronym("SEA", "sea environment action")]
    )
    assert [(acronym.short, acronym.long, acronym.defined_in, acronym.uses) for acronym in acronyms] == [
        ("PAB", "Ports Authority Board", "a", 2),
        ("SEA", "sea environment action", None, 2),
    ]
    (other,) = learn_acronyms(texts, [StatedAcronym("PAB", "public art budget")])
    assert (other.long, other.defined_in) == ("public art budget", None)
    assert ("Sida", 1) in [
        (acronym.short, acronym.uses) for acronym in learn_acronyms(texts, [StatedAcronym("Sida", "Swedish aid")])
    ]


def test_what_is_no_acronym_can_be_stated() -> None:
    """All meanings of an acronym can be removed, or one of them."""
    texts = [("a", "The ports authority board (PAB) met."), ("b", "The public art budget (PAB) grew.")]
    assert len(learn_acronyms(texts)) == 2
    assert learn_acronyms(texts, [StatedAcronym("PAB", skip=True)]) == ()
    (remaining,) = learn_acronyms(texts, [StatedAcronym("PAB", "public art budget", skip=True)])
    assert remaining.long == "ports authority board"


def test_two_tables_are_two_meanings() -> None:
    """A short form may stand for several things."""
    stated = [StatedAcronym("PAB", "ports authority board"), StatedAcronym("PAB", "public art budget")]
    assert [acronym.long for acronym in learn_acronyms([("a", "PAB")], stated)] == [
        "ports authority board",
        "public art budget",
    ]


def rebuilt(corpus: Path, text: str) -> tuple[Library, int, tuple[str, ...]]:
    """Index with this `corpus.toml`; return the index, how many files were read, and the warnings."""
    (corpus / "corpus.toml").write_text(text, encoding="utf-8")
    report = build(corpus, corpus.parent / "index", BuildOptions(jobs=1))
    return open_library(corpus.parent / "index"), report.files_read, report.warnings


def test_names_are_stated_for_the_whole_corpus(tmp_path: Path) -> None:
    """The next build joins, separates and removes persons and adds acronyms, and no paper is read again."""
    corpus = papers.write_papers(tmp_path / "corpus", ports=PAPER)
    library, _, _ = rebuilt(corpus, "")
    assert {person.name for person in library.persons()} == {
        "Anna K. Berg",
        "Lessons Learned",
        "John Smith",
        "Eva Lind",
    }
    assert [acronym.short for acronym in library.acronyms()] == ["PAB"]
    library.close()
    library, read, warnings = rebuilt(
        corpus,
        """
        person = [
            {name = "Anna Berg", also = ["Eva Lind", "Eva Holm"], not = ["Anna K. Berg"]},
            {name = "Lessons Learned", skip = true},
            {name = "John Smith", affiliation = "Ghana"},
        ]
        acronym = [
            {short = "SEA", long = "sexual exploitation and abuse"},
            {short = "PAB", skip = true},
            {short = "XYZ", long = "nothing at all"},
        ]
        synonym = [{words = ["harbour", "shelter for ships"]}]
        """,
    )
    assert read == 0
    assert sorted(person.name for person in library.persons()) == [
        "Anna Berg",
        "Anna K. Berg",
        "John Smith",
        "John Smith",
    ]
    assert [(acronym.short, acronym.long, acronym.uses) for acronym in library.acronyms()] == [
        ("SEA", "sexual exploitation and abuse", 1),
        ("XYZ", "nothing at all", 0),
    ]
    everybody = [person for session in library.sessions("oslo-2021") for person in session.people]
    assert all(person.person for person in everybody)
    assert "Lessons Learned" not in {person.name for person in everybody}
    assert "Lessons Learned" not in {person.name for passage in library.passages() for person in passage.people}
    rewritten = library.rewrite("shelter for ships", ())
    assert [(rewrite.kind, rewrite.alternatives) for rewrite in rewritten.rewrites][:1] == [("synonyms", ("harbour",))]
    assert library.search(Query(rewritten.node)).total == 2
    assert library.search(Query(library.rewrite("shelter for ships", REWRITE_KINDS).node)).total == 0
    assert warnings == (
        "corpus.toml: no paper names a person “Eva Holm”",
        "corpus.toml: no paper uses the acronym “XYZ”",
    )
    library.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[person]]\nalso = ['A']", ["line 1: [[person]] 1 needs name"]),
        ("\n\n[[person]]\nname = 'A B'\nalos = ['A']", ["line 3: [[person]] 1", "“alos”", "did you mean “also”?"]),
        ("[[person]]\nname = 'A B'\nalso = 'A'", ["[[person]] 1: also must be a list such as"]),
        ("[[person]]\nname = 'A B'\nnot = [1]", ["[[person]] 1: not: 1 is 1", "a text in quotation marks"]),
        ("[[person]]\nname = 'A B'\nskip = true\nalso = ['C D']", ["also and not must go"]),
        ("[[acronym]]\nshort = 'A'", ["[[acronym]] 1 needs long", "skip = true"]),
        ("[[acronym]]\nlong = 'A'", ["[[acronym]] 1 needs short"]),
        ("[[synonym]]\nword = ['A', 'B']", ["[[synonym]] 1 needs words"]),
        ("[[synonym]]\nwords = ['A', 'B']\nlong = 'A'", ["unknown key “long”", "words"]),
        ("[[synonym]]\nwords = ['A', 'a']", ["two words or phrases"]),
        ("[[synonym]]\nwords = ['A', '--']", ["“--” has no word in it"]),
        ("[acronym]\nshort = 'A'", ["write [[acronym]] with two brackets"]),
        ("[[documnet]]\nfile = 'a'", ["unknown key “documnet” (did you mean “document”?)", "[[person]]"]),
        ("[[document]]\nfile = 'a'\nstatsu = 'planned'", ["unknown key “statsu” (did you mean “status”?)"]),
        ("[[document]]\nfile = 'a'\nstatus = 'plan'", ["status is “plan”", "planned, reported"]),
        ("[[document]]\nfile = 'a'\nrestriction = 'draft?'", ["restriction is", "“draft”?", "non_attribution", "none"]),
        ("[[document]]\nfile = 'a'\nrestriction = ['none', 'draft']", ["says “none” beside something else"]),
        ("[[document]]\nfile = 'a'\npeople = [{role = 'chair'}]", ["people: 1 needs its name", "Maj. Gen."]),
        ("[[document]]\nfile = 'a'\npeople = [{name = 'A B'}]", ["people: 1 needs a role, one of chair, moderator"]),
        (
            "[[document]]\nfile = 'a'\npeople = [{name = 'A B', role = 'chiar'}]",
            ["people: 1: role is “chiar” (did you mean “chair”?)", "moderator", "closing remarks"],
        ),
        (
            "[[document]]\nfile = 'a'\npeople = [{name = 'A B', role = 'host', via = 'ship'}]",
            ["via is “ship”", "VTC", "video link"],
        ),
        ("[[document]]\nfile = 'a'\nmentions = ['S/RES/1']", ["mentions: 1 needs its symbol", "words ="]),
        ("[[document]]\nfile = 'a'\nmentions = [{symbol = 'S/RES/1'}]", ["mentions: 1 needs the words"]),
        (
            "[[document]]\nfile = 'a'\nmentions = [{symbol = 'resolute', words = 'x'}]",
            ["symbol is “resolute”", "S/RES/2719"],
        ),
        ("[[document]]\nfile = 'a'\npublished = 'May 2021'", ["published is 'May 2021'", '"2025-01"']),
        ("[[document]]\nfile = 'a'\ntitle = ' '", ["title is empty"]),
    ],
)
def test_a_mistake_is_reported_with_its_line_and_what_belongs_there(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    """The message names file, line, table and key, what may stand there, and the most likely word."""
    (tmp_path / "corpus.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusSettingsInvalid) as error:
        load_settings(tmp_path)
    assert [word for word in words if word not in str(error.value)] == []
