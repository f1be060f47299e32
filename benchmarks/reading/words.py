"""Word tables, and random sentences made from them, for the made-up papers of this benchmark."""

from __future__ import annotations

import random

GIVEN = (
    "Adaeze Amina Bartosz Birgit Carlos Chiara Dmitri Elif Farid Freya Giulia Hana Henrik Ibrahim Ines Jonas Kamala "
    "Kofi Leila Lukas Mahmoud Marta Nadia Nikolai Olivia Pavel Priya Rafael Rania Sofia Stefan Tariq Ulrike Viktor "
    "Wanjiru Yusuf Zainab Zoran"
).split()
FAMILY = (
    "Abara Bergman Castellanos Dlamini Eriksen Fontaine Gruber Haddad Ivanova Jankowski Kaplan Lindholm Moreau "
    "Nakamura Okonkwo Petrov Quintero Rossi Silva Tanaka Ueda Varga Weber Xenakis Yilmaz Almeida Cerny Duarte"
).split()
BODIES = (
    "Institute of Inland Waters;Ministry of Roads;Union of Ferrymen;University of the North;Office of Weights;Port "
    "Authority;Academy of Orchards;League of Villages;Centre for Mountain Paths;Bureau of Maps"
).split(";")
CITIES = (
    "Lisbon, Portugal;Vienna, Austria;Nairobi, Kenya;Lima, Peru;Oslo, Norway;Dakar, Senegal;Hanoi, Vietnam;"
    "Quito, Ecuador;Riga, Latvia;Accra, Ghana;Tallinn, Estonia;Rabat, Morocco"
).split(";")
SUBJECTS = (
    "Ferries;Orchards;Bridges;Lighthouses;Wells;Tramways;Salt Pans;Pastures;Harbours;Mountain Huts;Seed Banks;Canals;"
    "Weather Stations;Night Trains;Archives;Fish Ladders"
).split(";")
NOUNS = (
    "ferry bridge gauge meadow harbour lamp register survey culvert orchard barge signal ledger quarry sluice beacon "
    "towpath granary pump depot ladder weir terrace kiln mooring parish treaty tariff warden timetable"
).split()
VERBS = "measured repaired counted lengthened sold inspected drained insured painted mapped closed leased".split()
QUALITIES = "northern narrow public wooden flooded old shared distant steep sheltered unlit tidal dry lower".split()
TIMES = "in spring;before the thaw;after two winters;within a year;at low water;by the end of the decade".split(";")

Chance = random.Random


def make_sentence(chance: Chance) -> str:
    """Return a random sentence in one of a dozen shapes of words and numbers, so that hardly two are alike."""
    subject, other = (f"{chance.choice(QUALITIES)} {chance.choice(NOUNS)}" for _ in range(2))
    number, verb, when = chance.randint(2, 9_999), chance.choice(VERBS), chance.choice(TIMES)
    return chance.choice(
        (
            f"The {subject} was {verb} {when}, at a cost of {number:,} crowns.",
            f"Participants asked why the {subject} had been {verb} and the {other} had not.",
            f"Of {number:,} places with a {subject}, a third had been {verb} {when}.",
            f"It was noted that a {subject} lasts longer than a {other} if it is {verb} {when}.",
            f"{make_person(chance)} reported that the {subject} would be {verb} {when}.",
            f"The {other} of district {number % 97} was {verb} together with its {subject}.",
            f"Nobody knew who had {verb} the {subject}; the record of {1900 + number % 120} names only the {other}.",
        )
    )


def make_paragraph(chance: Chance) -> str:
    """Return a paragraph of three to seven sentences."""
    return " ".join(make_sentence(chance) for _ in range(chance.randint(3, 7)))


def make_person(chance: Chance) -> str:
    """Return a name with a title."""
    return f"{chance.choice(('Mr.', 'Ms.', 'Dr.', 'Prof.'))} {chance.choice(GIVEN)} {chance.choice(FAMILY)}"
