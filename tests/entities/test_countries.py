"""The country that a person speaks for."""

from __future__ import annotations

import pytest

from indexer.entities.countries import country_of, go_by_initials, is_country
from indexer.entities.vocabulary import territories
from indexer.model import Participation


@pytest.mark.parametrize(
    ("affiliation", "country"),
    [
        ("Kenya", "Kenya"),
        ("Kenya (English)", "Kenya"),
        ("KENYA", "Kenya"),
        ("the Netherlands", "Netherlands"),
        ("Republic of Korea", "South Korea"),
        ("Federal Republic of Nigeria", "Nigeria"),
        ("Bolivia (Plurinational State of)", "Bolivia"),
        ("Iran (Islamic Republic of)", "Iran"),
        ("United Kingdom of Great Britain and Northern Ireland", "United Kingdom"),
        ("Fédération de Russie", "Russia"),
        ("Allemagne", "Germany"),
        ("中国", "China"),
        ("Minister for Ports, Kenya", "Kenya"),
        ("Permanent Representative of France to the Union of Ports", "France"),
        ("Delegation of Côte d’Ivoire", "Côte d’Ivoire"),
        ("Union of Ports", None),
        ("Bank of Kenya", None),
        (None, None),
    ],
)
def test_an_affiliation_names_a_country(affiliation: str | None, country: str | None) -> None:
    """A country counts by itself or as what somebody represents, not as a word in the name of a body."""
    assert country_of(Participation("Ann Low", "speaker", affiliation)) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [("FRANCE", "France"), ("The Representative of Peru", "Peru"), ("Jordan", None), ("Ann Low", None)],
)
def test_a_country_takes_the_floor(name: str, country: str | None) -> None:
    """A name that is a country is one, except where people are called so too."""
    assert country_of(Participation(name, "speaker")) == country


@pytest.mark.parametrize(
    ("labels", "initials"),
    [
        (["USA", "JHD", "RBN", "MM"], True),
        (["USA", "JHD", "RBN", "MM", "Ann Low", "The Chair"], True),
        (["USA", "UK", "WHO"], False),
        (["USA", "FRANCE", "KENYA", "EU", "WHO", "IMF"], False),
        (["USA"], False),
        (["Ann Low", "Jordan"], False),
    ],
)
def test_initials_are_no_country(labels: list[str], initials: bool) -> None:
    """`USA` among the initials of others is somebody; beside countries in full or other abbreviations of such, not."""
    speakers = [Participation(label, "speaker") for label in labels]
    assert go_by_initials(speakers) is initials
    found = {speaker.name: country_of(speaker, among_initials=initials) for speaker in speakers}
    assert found.get("USA") == (None if initials or "USA" not in labels else "United States")
    assert country_of(Participation("USA", "speaker", "Kenya"), among_initials=True) == "Kenya"


def test_every_country_is_recognised_by_its_own_name() -> None:
    """The English name of every territory stands for itself, with its signs written out."""
    names = territories("en").values()
    assert [name for name in names if not is_country(name)] == []
    read = {name: country_of(Participation("Ann Low", "speaker", name)) for name in names}
    assert {name: country for name, country in read.items() if country != _written_out(name)} == {}


def _written_out(name: str) -> str:
    return name.replace("St. ", "Saint ").replace(" & ", " and ")
