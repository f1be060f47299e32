"""Places as title pages and sentences name them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure.front_matter import places
from indexer.structure.front_matter.cities import city_countries
from indexer.structure.front_matter.places import find_place, find_place_line, is_place_line

CITIES = ["Oslo", "Ljubljana", "Geneva", "San José", "San", "New York", "Singapore", "Genève", "Wien"]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Lisbon, Portugal", "Lisbon, Portugal"),
        ("3-4 March 2022, Lisbon, Portugal", "Lisbon, Portugal"),
        ("LISBON, PORTUGAL, 3-4 MARCH 2022", "Lisbon, Portugal"),
        pytest.param(
            "Dar es Salaam, Tanzania",
            "Dar es Salaam, Tanzania",
        ),
        ("Geneva, 12 May 2020", "Geneva, Switzerland"),
        ("New York, 4 June 2019", "New York, United States"),
        ("Abidjan, Côte d’Ivoire", "Abidjan, Côte d’Ivoire"),
        ("San José, Costa Rica (hybrid)", "San José, Costa Rica"),
        ("Port-of-Spain, Trinidad and Tobago", "Port-of-Spain, Trinidad and Tobago"),
        ("Workshop on Fisheries | Hobart, Australia", "Hobart, Australia"),
        ("Ljubljana, 14 June 2019", "Ljubljana, Slovenia"),
        ("LJUBLJANA, 14 JUNE 2019", "Ljubljana, Slovenia"),
        ("Le Caire, 3 mars 2020", "Le Caire, Égypte"),
        ("Genève, le 3 mars 2020", "Genève, Suisse"),
        ("تونس، 5 مارس 2020", "تونس"),
        ("東京、2022年10月8日", "東京, 日本"),
        ("Hotel Slon, Ljubljana", "Ljubljana, Slovenia"),
        ("Singapore, 5 June 2011", "Singapore"),
        ("Bern", "Bern, Switzerland"),
        ("Tunis", "Tunis, Tunisia"),
    ],
)
def test_a_title_page_names_city_and_country(line: str, place: str) -> None:
    """A city with its country is found, also in capitals; a seat of organisations needs no country."""
    assert find_place_line(line) == place


@pytest.mark.parametrize(
    "line",
    [
        "France, Germany",
        "Programme",
        "Session 3: Fish and Chips",
        "Minister of Health, Ghana",
        "",
        "Nice",
        "Reading, 5 June 2011",
        "Regina, 3 May 2010",
        "Maurice, 4 May 2010",
        "Oslo Forum, 3 May 2019",
        "Geneva Peace Week",
        "Dr. Paris Hilton",
    ],
)
def test_lines_without_a_place(line: str) -> None:
    """Countries in a row, offices with their country and bare words are no places."""
    assert find_place_line(line) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The workshop was held in Lisbon, Portugal, on 3 March.", "Lisbon, Portugal"),
        ("It took place in Vienna from 4 to 6 May.", "Vienna, Austria"),
        ("The meeting was held in Ljubljana on 14 June.", "Ljubljana, Slovenia"),
        ("L’atelier s’est tenu à Grenoble, en France, les 7 et 8 octobre.", "Grenoble, France"),
        ("Experts met in Quito, Ecuador, and wrote to the ministry in Lima, Peru.", "Quito, Ecuador"),
    ],
)
def test_a_sentence_says_where_something_is(text: str, place: str) -> None:
    """The first place after `in` or `at` in a sentence is found."""
    assert find_place(text) == place


@pytest.mark.parametrize(
    "text",
    ["Ann Lee, Minister of Health, Ghana, spoke.", "Brazil, Chile and Peru agreed.", "The delegate of France said so."],
)
def test_sentences_that_name_countries_and_no_place(text: str) -> None:
    """A country beside an office or another country is no place."""
    assert find_place(text) is None


@pytest.mark.parametrize(
    ("line", "is_place"),
    [
        ("Town Hall, Elsmere", True),
        ("COUNCIL CHAMBERS, CIVIC CENTRE", True),
        ("Committee Room 2", True),
        ("Ice Council meeting, Town Hall", False),
        ("The future of the town hall", False),
    ],
)
def test_a_room_is_a_place(line: str, is_place: bool) -> None:
    """A line that begins with a building named after its use is a place, and no title."""
    assert is_place_line(line) is is_place


@given(
    st.lists(st.sampled_from([*" .,;:(à\n", "in", "at ", "en ", "on", "12", "x", *CITIES]), max_size=7).map(" ".join)
)
def test_cities_in_sentences_are_found_as_by_one_pattern(text: str) -> None:
    """Looking a city up finds what a pattern of all names of cities finds."""
    names = "|".join(sorted(map(re.escape, city_countries()), key=len, reverse=True))
    found = re.search(places._IN + f"(?P<city>{names})" + places._AFTER_CITY.pattern, text)
    assert places._city_in_sentence(text) == (found["city"] if found else None)
