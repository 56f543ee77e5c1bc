"""Names compared: spellings of one meet, names of two do not."""

from __future__ import annotations

import pytest

from attributed.graph.likeness import ALIKE, likeness, same_name

PERSON, BODY, ASSET = "Person", "Organization", "Asset"

SAME = [
    (PERSON, "Ni Gaobin", "NI, Gao Bin"),
    (PERSON, "倪高彬", "Ni Gaobin"),
    (PERSON, "Zhao Guangzong", "ZHAO Guang Zong"),
    (PERSON, "Евгений Пригожин", "Yevgeniy PRIGOZHIN"),
    (PERSON, "Igor Kostyukov", "Igor Kostiukov"),
    (PERSON, "Muhammad Ali Bagheri", "Mohammed Aly Baghery"),
    (PERSON, "Mullah Mohammad Hassan Akhund", "MOHAMMAD HASAN AKHUND"),
    (
        BODY,
        "Wuhan Xiaoruizhi Science and Technology Co., Ltd.",
        "WUHAN XIAORUIZHI SCIENCE AND TECHNOLOGY COMPANY LIMITED",
    ),
    (BODY, "Ministry of Defence", "Ministry of Defense"),
    (BODY, "Eastern Turkistan Islamic Movement (ETIM)", "EASTERN TURKISTAN ISLAMIC MOVEMENT"),
    (ASSET, "Jal Vahini", "JAL_VAHINI"),
]
OTHERS = [
    (PERSON, "Saddam Hussein Al-Tikriti", "Qusay Saddam Hussein Al-Tikriti"),
    (PERSON, "Aleksei Morenets", "Aleksei Minin"),
    (PERSON, "Kim Yong Chol", "Kim Yong Jin"),
    (BODY, "GRU Unit 26165", "GRU Unit 74455"),
    (BODY, "Bank Melli", "Bank Melli Iran"),
    (BODY, "Islamic State in Iraq and the Levant - Libya", "Islamic State in Iraq and the Levant - Yemen"),
    (BODY, "Al-Haramain (Ethiopia Branch)", "Al-Haramain (Albania Branch)"),
    (BODY, "Ministry of Intelligence", "Ministry of Defence"),
    (ASSET, "Petrel 8", "Petrel 9"),
]


@pytest.mark.parametrize(("kind", "left", "right"), SAME)
def test_spellings_of_one_name_meet(kind: str, left: str, right: str) -> None:
    assert same_name(kind, left, right)
    assert same_name(kind, right, left)
    assert likeness(kind, left, right) >= ALIKE


@pytest.mark.parametrize(("kind", "left", "right"), OTHERS)
def test_names_of_two_things_do_not(kind: str, left: str, right: str) -> None:
    assert not same_name(kind, left, right)
    assert not same_name(kind, right, left)


def test_a_middle_name_may_be_left_out_but_is_not_the_same_name() -> None:
    left, right = "Yevgeniy Viktorovich PRIGOZHIN", "Evgeny Prigozhin"
    assert likeness(PERSON, left, right) >= 0.85
    assert not same_name(PERSON, left, right)


def test_likeness_does_not_depend_on_the_order() -> None:
    for kind, left, right in SAME + OTHERS:
        assert likeness(kind, left, right) == pytest.approx(likeness(kind, right, left))
