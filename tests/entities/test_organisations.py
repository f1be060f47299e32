"""Organisations in affiliations, and languages of texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.acronyms import learn_acronyms
from indexer.entities.expansions import fold_long_form
from indexer.entities.organisations import Glossary, find_organisation, organisation_label
from indexer.text.language_id import detect_language

GLOSSARY = Glossary(
    learn_acronyms(
        [
            (1, "the Department of Peace Operations (DPO) and the United Service Institution of India (USI)"),
            (2, "the Norwegian Institute of International Affairs (NUPI)"),
        ]
    )
)


@pytest.mark.parametrize(
    ("affiliation", "name"),
    [
        ("Under-Secretary-General, UN Department of Peace Operations", "DPO"),
        ("UN Police Adviser and Director of the Police Division, Department of Peace Operations", "DPO"),
        ("UN DPO", "DPO"),
        ("Chief, Policy and Best Practices Service, DPO DPET", "DPO"),
        ("NUPI", "NUPI"),
        ("Senior Researcher, Norwegian Institute of International Affairs", "NUPI"),
        ("Director, USI India", "USI"),
        ("Head of GCSP Peace Operations and Peacebuilding", "GCSP"),
        ("UNTSO Head of Mission", "UNTSO"),
        ("Permanent Representative of India", "India"),
        ("Permanent Mission of Senegal to the United Nations", "Senegal"),
        ("Ambassador of the United Kingdom to Uruguay", "United Kingdom"),
        ("Ambassador, Canada", "Canada"),
        ("Canada", "Canada"),
        ("Minister of Foreign Affairs, Uruguay", "Uruguay"),
        ("Ministry of External Affairs, India", "Ministry of External Affairs, India"),
        ("Deputy Head, Global Issues Unit, Ministry of Armed Forces, France", "Ministry of Armed Forces, France"),
        ("Director, International Peace Support Training Centre, Kenya", "International Peace Support Training Centre"),
        ("Founding Director, Amani Africa", "Amani Africa"),
        ("Professor, University of Tokyo, Member of the Independent Study Team", "University of Tokyo"),
        ("UN Department of Management Strategy, Policy and Compliance",
         "UN Department of Management Strategy, Policy and Compliance"),
        ("Islande", "Iceland"),
        ("Ministre de la pêche, Côte d’Ivoire", "Côte d’Ivoire"),
        ("Ambassador of Alemania", "Germany"),
        ("Liberia (English)", "Liberia"),
        ("Institute of Bees (IB)", "Institute of Bees (IB)"),
        ("DG SANTE", "DG SANTE"),
        ("Head of Unit, DG SANTE", "DG SANTE"),
        ("Director, UK MOD", "UK MOD"),
        ("EU DPO", "DPO"),
        ("Zalari GmbH", "Zalari GmbH"),
        ("Private capacity", None),
        ("in his personal capacity", None),
        ("à titre personnel", None),
        ("former Deputy Force Commander UNIFIL", None),
        ("Under-Secretary-General for Peace Operations", None),
        ("Professor", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_organisation_is_found_under_one_name(affiliation: str, name: str | None) -> None:
    """An affiliation yields its organisation, a delegation its country, and all variants yield one name."""
    assert find_organisation(affiliation, GLOSSARY) == name


def test_without_a_glossary_names_stand_as_printed() -> None:
    """An organisation that no paper defines keeps the words of the affiliation."""
    text = "Under-Secretary-General, UN Department of Peace Operations"
    assert find_organisation(text) == "UN Department of Peace Operations"


def test_labels_spell_out_what_the_glossary_knows() -> None:
    """An organisation is shown with its long form where the papers give one."""
    assert organisation_label("DPO", GLOSSARY) == "Department of Peace Operations (DPO)"
    assert organisation_label("Canada", GLOSSARY) == "Canada"


@given(st.text(alphabet="ABab ,()of Ministry UN Director India-", max_size=80))
def test_any_affiliation_can_be_read(affiliation: str) -> None:
    """Parsing never fails, and an organisation is never empty."""
    name = find_organisation(affiliation, GLOSSARY)
    assert name is None or name.strip()


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The session focused on the protection of civilians.", "en"),
        ("Le Conseil de sécurité a adopté la résolution à l'unanimité.", "fr"),
        ("El Consejo de Seguridad aprobó la resolución por unanimidad.", "es"),
        ("会议讨论了维持和平行动的未来。", "zh"),
        ("ناقش الاجتماع مستقبل عمليات حفظ السلام في الأمم المتحدة", "ar"),
        ("Совет Безопасности принял резолюцию единогласно.", "ru"),
        ("Hello", None),
        ("GCSP, NUPI, KAIPTC, DPO, DPPA", None),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", None),
        ("", None),
    ],
)
def test_languages_are_recognised_or_left_open(text: str, tag: str | None) -> None:
    """A sentence has a language; names, numbers and single words have none."""
    assert detect_language(text) == tag


@given(st.text(max_size=60))
def test_language_is_the_same_each_time(text: str) -> None:
    """One text always has the same language."""
    assert detect_language(text) == detect_language(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the International Centre for Programmes", "International Center for Programs"),
        ("World Organisation of Ports and Harbours", "world organization of ports, harbours"),
        ("Mobilisation Centres", "Mobilization centers"),
    ],
)
def test_spellings_of_a_name_have_one_key(first: str, second: str) -> None:
    """Case, signs, articles and British spelling make no other name."""
    assert fold_long_form(first) == fold_long_form(second)


@given(st.text(max_size=60))
def test_a_folded_name_stays_as_it_is(name: str) -> None:
    """Folding is done once: a key is its own key."""
    key = fold_long_form(name)
    assert fold_long_form(key) == key


@pytest.mark.parametrize("words", ["Moresby-South-Minister for Foreign Affairs", "Kavieng - Minister for Treasury"])
def test_a_constituency_with_an_office_is_no_organisation(words: str) -> None:
    """Whom somebody was elected by, joined to the office by a dash, names no body."""
    assert find_organisation(words) is None


@pytest.mark.parametrize(
    ("affiliation", "name"),
    [
        ("AD", None),
        ("CEO", None),
        ("VP, ACME", "ACME"),
        ("WPS chair", None),
        ("WPS adviser, Department of Peace Operations", "DPO"),
        ("FGS adviser", "FGS"),
        ("Tarides, interested in the memory model of OCaml", None),
        ("Oslo University, interested in ropes of the DPO", "Oslo University"),
        ("Ropes Tools team at Google", "Google"),
        ("OP Labs", "OP Labs"),
        ("KPMG Norway", "KPMG"),
        ("The Iceham Post", "Iceham Post"),
        ("Tableau / Salesforce", "Salesforce / Tableau"),
        ("Salesforce / Tableau", "Salesforce / Tableau"),
        ("Ropeworks S.L.", "Ropeworks S.L."),
        ("Ropeworks Iceham.", "Ropeworks Iceham"),
        ("DPO Rwanda", "DPO"),
    ],
)
def test_offices_and_subjects_are_no_organisations(affiliation: str, name: str | None) -> None:
    """Letters of an office name no body, nor does the subject of one; a name of two words can open with capitals."""
    glossary = Glossary(
        learn_acronyms(
            [
                (1, "the Department of Peace Operations (DPO) and the Federal Government of Somalia (FGS)"),
                (2, "the agenda of Women, Peace and Security (WPS)"),
            ]
        )
    )
    assert find_organisation(affiliation, glossary) == name
