"""The names of a group as EuRepoC writes them: one string, the names parted by slashes."""

from __future__ import annotations

import re

_NOTE = re.compile(r"\s*\(([^()]*)\)\s*$")
_UMBRELLA = re.compile(r"\s<\s")
_ATTACK = re.compile(r"G\d{4}")


def known_as(written: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The first name, the others, and identifiers: an ATT&CK id among the names is one.

    A note in brackets at the end (`(PLA, Unit 61398)`) is no name, nor is the larger group that stands behind a `<`
    (`Andariel/G0138 < Lazarus Group/G0032`); a name without a slash is left as it is.
    """
    own = _UMBRELLA.split(written)[0].strip() or written
    if "/" not in own:
        return own, (), ()
    parts = [part.strip() for part in _NOTE.sub("", own).split("/") if part.strip()]
    ids = tuple(f"mitre-attack:{part}" for part in parts if _ATTACK.fullmatch(part))
    names = [part for part in dict.fromkeys(parts) if not _ATTACK.fullmatch(part)]
    return (names[0], tuple(names[1:]), ids) if names else (own, (), ids)
