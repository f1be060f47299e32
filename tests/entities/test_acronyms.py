"""Acronyms: what defines one, what does not, and the laws of learning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.acronyms import LearnedAcronym, learn_acronyms


def long_forms(*texts: str) -> dict[str, list[str]]:
    """Return the long forms by short form, from texts numbered from 0."""
    shown: dict[str, list[str]] = {}
    for acronym in learn_acronyms(enumerate(texts)):
        shown.setdefault(acronym.short, []).append(acronym.long)
    return shown


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the Light Coordination Mechanism (LCM) identifies", "LCM", "Light Coordination Mechanism"),
        ("by the LCM (Light Coordination Mechanism) of", "LCM", "Light Coordination Mechanism"),
        ("LCM (the Light Coordination Mechanism)", "LCM", "Light Coordination Mechanism"),
        ("LCM: Light Coordination Mechanism", "LCM", "Light Coordination Mechanism"),
        ("the “light coordination mechanism” (“LCM”)", "LCM", "light coordination mechanism"),
        ("the Light Coordination Mechanism (hereafter the LCM)", "LCM", "Light Coordination Mechanism"),
        ("the Light Coordination Mechanism (LCM; see annex)", "LCM", "Light Coordination Mechanism"),
        ("troop-contributing countries (TCCs)", "TCC", "troop-contributing country"),
        ("troop- and police-contributing countries (T/PCCs)", "T/PCC", "troop- and police-contributing country"),
        ("special representatives of the secretary-general (SRSGs)", "SRSG",
         "special representative of the secretary-general"),
        ("Action for Peacekeeping (A4P)", "A4P", "Action for Peacekeeping"),
        ("Action for Peacekeeping Plus (A4P+)", "A4P+", "Action for Peacekeeping Plus"),
        ("science and technology (S&T)", "S&T", "science and technology"),
        ("command, control, communications, computers, intelligence, surveillance and reconnaissance (C4ISR)", "C4ISR",
         "command, control, communications, computers, intelligence, surveillance and reconnaissance"),
        ("Women, Peace, and Security (WPS)", "WPS", "Women, Peace, and Security"),
        ("the Republic of Korea (RoK)", "RoK", "Republic of Korea"),
        ("Military Observers (MilObs)", "MilObs", "Military Observers"),
        ("Peacebuilding Commission (PBC)", "PBC", "Peacebuilding Commission"),
        ("the UN country team (UNCT)", "UNCT", "UN country team"),
        ("the United Nations Office on Drugs and Crime (UNODC)", "UNODC", "United Nations Office on Drugs and Crime"),
        ("the UN Department of Peace Operations (DPO)", "DPO", "Department of Peace Operations"),
        ("a Spatial Awareness Geography Enterprise program (SAGE)", "SAGE", "Spatial Awareness Geography Enterprise"),
        ("the Office of Rule of Law (OROL)", "OROL", "Office of Rule of Law"),
        ("the Norwegian Institute of International Affairs (NUPI)", "NUPI",
         "Norwegian Institute of International Affairs"),
        ("the Special Committee on Peacekeeping (C34)", "C34", "Special Committee on Peacekeeping"),
        ("the Economic Community of West African States (CEDEAO)", "CEDEAO",
         "Economic Community of West African States"),
        ("The Norwegian Institute of International Affairs (NUPI) met", "NUPI",
         "Norwegian Institute of International Affairs"),
        ("of the United Harbours-North Atlantic Crane Organization (NACO) initiative", "NACO",
         "North Atlantic Crane Organization"),
        ("the Federal Government of Ruritania’s (FGR) report", "FGR", "Federal Government of Ruritania"),
        ("at the Hospital for Sick Children's (HSC), a", "HSC", "Hospital for Sick Children's"),
        ("African, Caribbean and Pacific (ACP) countries", "ACP", "African, Caribbean and Pacific"),
        ("the Council of African and Pacific States (CAPS) members", "CAPS", "Council of African and Pacific States"),
    ],
)  # fmt: skip
def test_definitions_are_learned(text: str, short: str, long: str) -> None:
    """Each way to define an acronym yields its short and its long form."""
    assert long_forms(text) == {short: [long]}


@pytest.mark.parametrize(
    "text",
    [
        "(SEA) cases in some contexts",
        "UN Department of Operational Support (VTC)",
        "the UN Peacekeeping Ministerial (2023)",
        "Security Council resolution 377 (V)",
        "Part Three (III)",
        "as was said in Montevideo (Uruguay)",
        "Peter Hansen (PhD)",
        "challenges (e.g., the C-130 in the mission in Mali)",
        "a briefing to the Security Council (UNSOM)",
        "Under-Secretary-General for Peace Operations (UNIFIL)",
        "the International (Border) Police",
        "LCM (see the annex)",
        "the second session (PM)",
        "T/PCC registered in the system",
        "the Organisation of African, Caribbean and Pacific (OACP) countries",
        "the Joint Force of the Group of Five for the Sahel (FC-G5S)",
        "a third party Ad-Network (Audience Network)",
    ],
)
def test_what_defines_nothing_teaches_nothing(text: str) -> None:
    """Brackets without a short form of the words before them define nothing."""
    assert long_forms(text) == {}


def test_capitals_and_plurals_are_one_acronym() -> None:
    """`PoC` and `POC`, `TCC` and `TCCs` are variants of one entry; each text that has any of them counts once."""
    texts = ["Protection of Civilians (PoC) matters.", "the protection of civilians (POC): POC, POC mandates"]
    (entry,) = learn_acronyms(enumerate(texts))
    assert entry == LearnedAcronym("POC", "Protection of Civilians", ("PoC",), 0, (1,), 2)
    (two,) = learn_acronyms([(0, "troop-contributing countries (TCCs)"), (1, "A TCC and TCCs/PCCs")])
    assert (two.short, two.variants, two.uses) == ("TCC", ("TCCs",), 2)


def test_rivals_are_kept_apart_by_their_evidence() -> None:
    """Two long forms of one short form are two entries; the one in more papers comes first."""
    texts = ["Central Planning Assessment System (CPAS)", "Common Planning And Study (CPAS)"]
    assert long_forms(*texts, texts[1])["CPAS"] == ["Common Planning And Study", "Central Planning Assessment System"]


def test_a_misprint_is_put_right_by_how_the_papers_write_elsewhere() -> None:
    """Transposed letters are corrected if the papers use the correct order more often."""
    text = "the Geneva Centre for Security Policy (GSCP)"
    (acronym,) = learn_acronyms([(0, text), (1, "GCSP and GCSP again")])
    assert (acronym.short, acronym.variants) == ("GCSP", ("GSCP",))
    assert long_forms(text) == {"GSCP": ["Geneva Centre for Security Policy"]}


_WORDS = st.lists(
    st.sampled_from("Action Border Council Defence Envoy Forum Global Harbour".split()), min_size=3, max_size=6
)


@given(_WORDS)
def test_initials_in_brackets_are_always_learned(words: list[str]) -> None:
    """Significant words with their initials in brackets define those initials, in either order."""
    short, long = "".join(word[0] for word in words), " ".join(words)
    if set(short) <= set("IVXLC"):
        return
    assert long in long_forms(f"about the {long} ({short}).")[short]
    assert long in long_forms(f"about {short} ({long}).")[short]


_TEXTS = st.lists(
    st.one_of(
        st.text(alphabet="ABab4 ()/&+-.,s“”", max_size=60),
        st.sampled_from(
            ["Alpha Beta Agency (ABA)", "Army Board of Ants (ABAs)", "ABA (Alpha Beta Agency)", "aBA ABAs"]
        ),
    ),
    max_size=6,
)


@given(_TEXTS)
def test_order_decides_nothing_but_which_is_first(texts: list[str]) -> None:
    """The same texts in another order give the same entries, found in the same places."""
    keyed = list(enumerate(texts))
    there, back = learn_acronyms(keyed), learn_acronyms(reversed(keyed))
    assert [(acronym.short, acronym.long, acronym.variants, acronym.uses) for acronym in there] == [
        (acronym.short, acronym.long, acronym.variants, acronym.uses) for acronym in back
    ]
    assert [{acronym.defined_in, *acronym.also_in} for acronym in there] == [
        {acronym.defined_in, *acronym.also_in} for acronym in back
    ]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Learning never fails, and each entry has a short form, a long form and a place."""
    for acronym in learn_acronyms([("key", text)]):
        assert acronym.short
        assert acronym.long
        assert acronym.uses >= 0


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("of the Federal Harbour Service of the Russian Federation (FHS).", "FHS", "Federal Harbour Service"),
        ("of the Federal Harbour Service of Norway (FHSN).", "FHSN", "Federal Harbour Service of Norway"),
        ("of the United Harbour Institution of India (UHI).", "UHI", "United Harbour Institution of India"),
        ("of the Norwegian Institute of Harbour Affairs (NIHA).", "NIHA", "Norwegian Institute of Harbour Affairs"),
    ],
)
def test_the_state_whose_body_it_is_is_no_part_of_a_long_form(text: str, short: str, long: str) -> None:
    """A state behind the words that the letters stand for says whose body it is; letters of the state keep it."""
    assert long_forms(text)[short] == [long]
