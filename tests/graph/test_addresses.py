"""Two writings of one address meet, two addresses do not."""

from __future__ import annotations

import pytest

from attributed.graph.addresses import disputed, same_address

SAME = [
    ("Profsoyuznaya street 108, Moscow, RUSSIAN FEDERATION", "Profsoyuznaya St., 108, Moscow 117437, Russia"),
    ("D. 2, str. 4, ul. Letnikovskaya, 115114, Moscow", "d. 2, str. 4, ul. Letnikovskaya, Moscow 115114, Russia"),
    ("34 Pavlenko St., 95006, Simferopol, UKRAINE", "34 Pavlenko Street, Simferopol, Republic of Crimea 95006"),
    ("Ploschad Sobina 1, 141701, Dolgoprudny", "1 Pl. Sobina, Dolgoprudny 141700, Russia"),
]
OTHERS = [
    ("12 Harbour Road, Tehran", "14 Harbour Road, Tehran"),
    ("Harbour Road 12, Tehran 11111", "Harbour Road 12, Tehran 99999"),
    ("12 Harbour Road, Tehran", "12 Station Road, Mashhad"),
    ("Moscow 5", "Profsoyuznaya street 5, Moscow"),
    ("Harbour Road, Tehran", "Harbour Road, Tehran"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_two_writings_of_one_address_meet(left: str, right: str) -> None:
    assert same_address(left, right)
    assert same_address(right, left)


@pytest.mark.parametrize(("left", "right"), OTHERS)
def test_two_addresses_and_what_is_not_exact_do_not(left: str, right: str) -> None:
    assert not same_address(left, right)
    assert not same_address(right, left)


def test_a_disputed_place_is_written_behind_two_states() -> None:
    assert disputed(["28 Kirov Avenue, Simferopol"]) == {"RU", "UA"}
    assert not disputed(["1 Harbour Road, Kyiv"])
