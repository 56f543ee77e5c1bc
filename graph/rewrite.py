"""A silent wrong answer of the embedded engine, turned right before a query reaches it.

A property map in a pattern whose value uses a *relationship* variable gives no rows and no error:
`MATCH (a)-[r]->(b) MATCH (c:Claim {edge: r.edge})`. The same condition as an inline `WHERE` is right:
`(c:Claim WHERE c.edge = r.edge)`. Only such maps are rewritten; every other query passes through unchanged.
"""

from __future__ import annotations

from attributed.graph.tokens import Token, closing, tokens


def rewrite(cypher: str) -> str:
    """The query with relationship variables out of property maps."""
    if "{" not in cypher or "[" not in cypher:
        return cypher
    found = tokens(cypher)
    relationships = _relationship_variables(found)
    if not relationships:
        return cypher
    made = 0
    index = 0
    while index < len(found):
        if found[index].text == "{":
            start = _pattern_start(found, index)
            end = closing(found, index)
            if start is not None and end is not None and _uses(found[index + 1 : end], relationships):
                variable = _variable(found, start)
                if variable is None:
                    made += 1
                    variable = f"`pattern {made}`"
                    found.insert(start + 1, Token("name", variable))
                    index, end = index + 1, end + 1
                found[index : end + 1] = [Token("other", _conditions(found[index + 1 : end], variable))]
        index += 1
    return "".join(token.text for token in found)


def _relationship_variables(tokens: list[Token]) -> set[str]:
    """Names that stand first inside the brackets of a relationship pattern."""
    meaningful = [token for token in tokens if token.kind != "space"]
    found = set()
    for before, bracket, name, after in zip(meaningful, meaningful[1:], meaningful[2:], meaningful[3:], strict=False):
        if before.text == "-" and bracket.text == "[" and name.kind == "name" and after.text in (":", "]", "{", "*"):
            found.add(name.text)
    return found


def _pattern_start(tokens: list[Token], brace: int) -> int | None:
    """Where the node or relationship pattern opens that this map belongs to; None for any other map."""
    index = brace - 1
    while index >= 0 and (tokens[index].kind in ("space", "name") or tokens[index].text in (":", "|", "&", "!", "*")):
        index -= 1
    if index < 0 or tokens[index].text not in "([":
        return None
    before = index - 1
    while before >= 0 and tokens[before].kind == "space":
        before -= 1
    if tokens[index].text == "[":
        return index if before >= 0 and tokens[before].text == "-" else None
    is_call = before >= 0 and tokens[before].kind == "name" and tokens[before].text.upper() not in _BEFORE_NODE
    return None if is_call else index


_BEFORE_NODE = {
    "MATCH",
    "WHERE",
    "AND",
    "OR",
    "NOT",
    "XOR",
    "EXISTS",
    "COUNT",
    "COLLECT",
    "IN",
    "RETURN",
    "WITH",
}


def _uses(tokens: list[Token], relationships: set[str]) -> bool:
    meaningful = [token for token in tokens if token.kind != "space"]
    return any(
        token.kind == "name" and token.text in relationships and (index == 0 or meaningful[index - 1].text != ".")
        for index, token in enumerate(meaningful)
        if index + 1 == len(meaningful) or meaningful[index + 1].text != ":"
    )


def _variable(tokens: list[Token], start: int) -> str | None:
    for token in tokens[start + 1 :]:
        if token.kind != "space":
            return token.text if token.kind == "name" else None
    return None


def _conditions(inside: list[Token], variable: str) -> str:
    """` WHERE v.key = value AND …` for the entries of a map."""
    parts = []
    for entry in _entries(inside):
        key, _, value = entry.partition(":")
        parts.append(f"{variable}.{key.strip()} = ({value.strip()})")
    return " WHERE " + " AND ".join(parts)


def _entries(inside: list[Token]) -> list[str]:
    entries, depth = [""], 0
    for token in inside:
        depth += token.depth
        if token.text == "," and depth == 0:
            entries.append("")
        else:
            entries[-1] += token.text
    return entries
