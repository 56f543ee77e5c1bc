"""Records of four lists that nobody wrote, for measuring time."""

from __future__ import annotations

import random
from collections.abc import Iterator

from attributed.graph.candidate import Candidate

SYLLABLES = [a + b for a in "bdgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "ev", "in", "ov", "ur")]


def synthetic(records: int, seed: int = 1) -> Iterator[Candidate]:
    """Persons, bodies and ships of four lists: half of them stand in two, with another spelling and order of words."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3)))).capitalize()

    surnames, given = [word() for _ in range(8_000)], [word() for _ in range(800)]
    for n in range(0, records, 2):
        kind = ("Person", "Person", "Organization", "Asset")[n // 2 % 4]
        words = [chance.choice(given), chance.choice(given), chance.choice(surnames)]
        if kind != "Person":
            words = [word(), chance.choice(surnames), str(n) if kind == "Asset" else "Trading"]
        born = f"19{chance.randrange(40, 99)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        twice = n % 4 == 0
        for side in (0, 1):
            name = " ".join(reversed(words) if side and twice else words)
            if side and not twice:
                name = f"{chance.choice(given)} {chance.choice(surnames)} {word()}"
            source = f"list-{(n // 2 + side) % 4}"
            yield Candidate(
                record=f"{source}:{n + side}",
                type=kind,
                source=source,
                recorded_at="",
                name=name,
                names=(name, name.upper().replace("V", "W")),
                identifiers=(f"{source}:{n + side}",),
                country=None,
                organ=False,
                named=True,
                birth_dates=(born,) if kind == "Person" else (),
                programmes=(chance.choice(("UKR", "IRN", "CYB", "SYR")),),
            )
