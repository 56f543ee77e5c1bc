"""Scores pairs of entities with matchers of nomenklatura; runs under a Python of its own that has nomenklatura.

Reads a line of JSON for each pair, `[left, right]` as entities of FollowTheMoney, and writes one with a score by the
name of each matcher that is asked for.

Run: PYTHON -I benchmarks/nomenklatura_scores.py MATCHER ... < pairs
"""

from __future__ import annotations

import json
import sys

from followthemoney import model
from nomenklatura.matching import get_algorithm


def main() -> None:
    matchers = {name: get_algorithm(name) for name in sys.argv[1:]}
    for line in sys.stdin:
        left, right = (model.get_proxy(held) for held in json.loads(line))
        scores = {
            name: matcher.compare(left, right, matcher.default_config()).score for name, matcher in matchers.items()
        }
        sys.stdout.write(json.dumps(scores) + "\n")


main()
