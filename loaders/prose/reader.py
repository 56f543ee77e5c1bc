"""From a stored text to claims: who, to whom, according to whom, how sure. What is in doubt is left out.

The stages, each in a module of its own: blocks, sentences, names (tables, shapes, what the text introduces), trees (the
parser's, or those of the lexicon), the cast (what phrases speak of), propositions (rules.yaml), manner, claims.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from attributed.loaders.prose.blocks import Block, blocks
from attributed.loaders.prose.cast import Cast
from attributed.loaders.prose.discovery import Found, discovered
from attributed.loaders.prose.entries import authority, listings
from attributed.loaders.prose.lexicon import lemma
from attributed.loaders.prose.listed import Listed
from attributed.loaders.prose.mending import mend
from attributed.loaders.prose.names import Name
from attributed.loaders.prose.notes import Extraction, Notes
from attributed.loaders.prose.parser import installed, parsed
from attributed.loaders.prose.profiles import groups, profile
from attributed.loaders.prose.propositions import propositions, trigger_words
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.sentences import sentences
from attributed.loaders.prose.shallow import shallow
from attributed.loaders.prose.statements import Statements
from attributed.loaders.prose.tables import edition
from attributed.loaders.prose.tree import Sentence, Tree
from attributed.loaders.prose.underneath import Underneath, items, whole
from attributed.loaders.prose.voices import quoted_speakers
from attributed.loaders.prose.writing import Writer
from attributed.schema.disclosure import Disclosure

__all__ = ["RULES", "Context", "Extraction", "Mode", "best", "extractor", "installed", "prepare", "read"]

RULES = "prose/3"
_QUOTED = 40
"""A shorter stretch in quotation marks is a name, not a quotation."""


@dataclass(frozen=True, slots=True)
class Context:
    """The document a text is read for, the source its records belong to, and who publishes it."""

    disclosure: Disclosure
    source: str
    publisher: str | None = None

    @property
    def day(self) -> str | None:
        """From which `today` is counted; None where the document states no day, or only its month."""
        stated, latest = self.disclosure.published_on, self.disclosure.published_on_latest
        return stated if latest in {None, stated} else None


class Mode(StrEnum):
    """With the statistical parser, or by rules alone."""

    PARSER = "parser"
    RULES = "rules"


def best() -> Mode:
    """The parser where the extra is installed."""
    return Mode.PARSER if installed() else Mode.RULES


def prepare(mode: Mode | None = None) -> None:
    """Load what a mode needs, so that the first text is read as fast as the others."""
    list(_trees(mode or best())([("APT31 attacked.", 0, 15, [])]))


def extractor(mode: Mode | None = None) -> str:
    """What reads: the version of the rules, the hash of the tables, and the parser or `rules`."""
    return f"{RULES} {edition()} {installed() if (mode or best()) is Mode.PARSER else Mode.RULES}"


def read(body: str, context: Context, mode: Mode | None = None) -> Extraction:
    """The claims of a text; offsets count in `body`, and the same body in the same mode always gives the same."""
    mode = mode or best()
    notes = Notes(context.disclosure, context.source, extractor(mode))
    paragraphs = list(blocks(body))
    listed = listings(body)
    found = discovered(
        (block.plain for block in paragraphs),
        [*(one.entry for one in listed), *groups(paragraphs)],
        ((one.short, one.entry) for one in listed if one.short),
    )
    under = items(paragraphs)
    scenes = list(_scenes(paragraphs, found, mode, under))
    speakers = list(quoted_speakers(scenes, Cast(scenes)))
    cast = Cast(scenes, {one.entry.name for one in listed}, context.publisher)
    writer = Writer(notes, cast, body, context)
    below = Underneath(cast, under)
    for scene, speaker in zip(scenes, speakers, strict=True):
        statements = Statements(scene, cast, speaker)
        writer.names(scene, statements)
        said = below.above(scene, list(statements.read(propositions(scene.tree))))
        writer.write(scene, [*below.item(scene), *said])
        writer.members(scene, statements)
    lists = Listed(notes, body, writer.own_voice())
    by = authority(body) if listed else None
    for one in listed:
        lists.listing(one, by)
    named = [(block, found.names(block.plain)) for block in paragraphs]
    for line in profile(named):
        lists.profiled(line)
    for block, names in named:
        if names and not any(True for _ in sentences(block.plain)):
            lists.item(block, names)
    writer.close(lists.accused)
    return notes.taken()


def _scenes(paragraphs: list[Block], found: Found, mode: Mode, under: dict[int, int]) -> Iterator[Scene]:
    asked = []
    for index, block in enumerate(paragraphs):
        names: list[Name] | None = None  # most paragraphs of a long text have no sentence
        quotes = _quotations(block.plain)
        for start, end in list(sentences(block.plain)) or ([whole(block.plain)] if index in under else []):
            names = names if names is not None else found.names(block.plain)
            first = bisect_left(names, start, key=_start)
            here = names[first : bisect_left(names, end, first, key=_start)]
            quoted = any(begun < end and start < ended for begun, ended in quotes)
            if here or quoted or _telling(block.plain[start:end]):
                asked.append((block, index, start, end, here, quoted))
    trees = _trees(mode)((block.plain, start, end, here) for block, _, start, end, here, _ in asked)
    for number, (tree, (block, index, _, _, here, quoted)) in enumerate(zip(trees, asked, strict=True)):
        yield Scene(mend(tree), here, index, number, block.place, quoted)


def _start(name: Name) -> int:
    return name.start


def _trees(mode: Mode) -> Callable[[Iterable[Sentence]], Iterator[Tree]]:
    return parsed if mode is Mode.PARSER else shallow


def _telling(sentence: str) -> bool:
    return any(lemma(word.strip(".,;:\"'()").lower()) in trigger_words() for word in sentence.split())


def _quotations(plain: str) -> list[tuple[int, int]]:
    """Where something longer than a name stands in quotation marks; the last mark may never close."""
    marks = [at for at, char in enumerate(plain) if char == '"']
    pairs = list(zip(marks[::2], [*marks[1::2], len(plain)], strict=False))
    return [(start, end) for start, end in pairs if end - start > _QUOTED]
