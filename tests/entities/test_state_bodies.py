"""Countries of people whose affiliation is a body of a state: where the words decide, and never otherwise."""

from __future__ import annotations

import pytest

from indexer.entities.countries import country_of, is_country
from indexer.entities.state_bodies import demonyms
from indexer.entities.vocabulary import territories
from indexer.model import Participation

OF_A_STATE = {
    "Argentina": ("Argentine Navy", "Argentine Ministry of Defence"),
    "Canada": ("Government of Canada", "Royal Canadian Mounted Police", "Canadian Department of National Defence"),
    "Denmark": ("Legal adviser in the Danish Ministry of Justice", "Danish Armed Forces (retd)"),
    "Georgia": ("Ministry of Defence of Georgia", "Georgian Defence Forces"),
    "Germany": ("German Federal Foreign Office", "Director, German Federal Ministry of the Interior"),
    "Ghana": ("Ghana Armed Forces", "Director of Training, Ghana Police Service"),
    "Japan": ("Cabinet Office of Japan", "Commander, Research Unit, Japan Ground Self-Defense Force"),
    "Liberia": ("Office of the President of Liberia",),
    "Mali": ("Malian Defence and Security Forces", "Transitional Government of Mali"),
    "Netherlands": ("Royal Netherlands Army",),
    "Philippines": ("Armed Forces of the Philippines",),
    "Rwanda": ("Ministry of Defence, Rwanda", "President of Rwanda"),
    "Senegal": ("Ministère de la Défense du Sénégal",),
    "South Korea": ("Ministry of Foreign Affairs of the Republic of Korea",),
    "Sweden": ("Swedish Ambassador to Kenya", "Swedish Embassy in Nairobi"),
    "Switzerland": ("Swiss Deputy State Secretary for Security Policy",),
    "Thailand": ("Royal Thai Army",),
    "United Kingdom": ("UK Ministry of Defence", "British Army"),
    "United States": ("US Department of State", "U.S. Army"),
    "Uruguay": ("Combat Engineer Company Commander, Uruguayan Army", "Fuerzas Armadas del Uruguay"),
}
OF_NONE = (
    "American University in Cairo", "Korea University", "Indian Ocean Commission", "Georgia State University",
    "New York", "Congo Basin Institute", "British Council", "Norwegian Refugee Council",
    "Norwegian Institute of International Affairs", "Free Syrian Army", "Irish Republican Army",
    "Syrian Democratic Forces", "Indian National Congress", "Lebanese Forces", "Georgia National Guard",
    "Georgia Department of Education", "Mexico City Police", "New Mexico Police", "Niger State Government",
    "Government of Western Australia", "Government of British Columbia", "European Parliament",
    "Latin American Parliament", "Central Bank of Kenya", "Kenya Red Cross", "Congolese Army",
    "Korean National Police", "EU Delegation to Kenya", "Liaison to the Somali Security Forces",
    "United Nations Mission in South Sudan", "Government of Yemen and the Houthis",
    "Association of Veterans of the Armed Forces of Ecuador", "Salvation Army", "former Commander, Uruguayan Army",
    "uruguayan army", "Us Army",
)  # fmt: skip


def country(affiliation: str) -> str | None:
    """Return the country of somebody with an affiliation."""
    return country_of(Participation("Ann Low", "speaker", affiliation))


@pytest.mark.parametrize(("name", "affiliations"), OF_A_STATE.items(), ids=OF_A_STATE)
def test_a_body_of_a_state_decides(name: str, affiliations: tuple[str, ...]) -> None:
    """Forces, ministries, governments, missions and offices of a state say whose people they are."""
    assert {each: country(each) for each in affiliations} == dict.fromkeys(affiliations, name)


@pytest.mark.parametrize("affiliation", OF_NONE)
def test_other_bodies_speak_for_no_country(affiliation: str) -> None:
    """Universities, societies, regions, armed groups and former posts have names of countries and are not the state."""
    assert country(affiliation) is None


def test_two_states_decide_nothing() -> None:
    """Where an affiliation names bodies of two states, it does not say for which of them somebody speaks."""
    assert country("Danish Army, Norwegian Army") is None
    assert country("Danish Army, Danish Ministry of Defence") == "Denmark"


def test_each_adjective_is_of_one_country() -> None:
    """Every adjective has a code that there is, and none is the name of another country."""
    names = territories("en")
    assert {name: code for name, code in demonyms().items() if code not in names} == {}
    alone = {name: country(name) for name in demonyms() if is_country(name)}  # `Argentine`, in French
    assert {name: read for name, read in alone.items() if read != names[demonyms()[name]]} == {}
