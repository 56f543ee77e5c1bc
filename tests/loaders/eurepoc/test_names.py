"""A group's names as EuRepoC writes them: its own, never those of the larger group it is put under."""

from attributed.loaders.eurepoc.names import known_as


def test_names_and_an_attack_id_are_told_apart() -> None:
    assert known_as("APT1/Comment Crew/G0006 (PLA, Unit 61398)") == ("APT1", ("Comment Crew",), ("mitre-attack:G0006",))


def test_the_larger_group_gives_neither_names_nor_identity() -> None:
    smaller = "Andariel/Silent Chollima/G0138 <\u00a0Lazarus Group/HIDDEN COBRA/G0032 (Reconnaissance General Bureau)"
    assert known_as(smaller) == ("Andariel", ("Silent Chollima",), ("mitre-attack:G0138",))
    assert known_as("Unit 180 < Lazarus Group/G0032") == ("Unit 180", (), ())


def test_a_single_name_is_left_as_it_is() -> None:
    assert known_as("Iran Revolutionary Guard Corps") == ("Iran Revolutionary Guard Corps", (), ())
