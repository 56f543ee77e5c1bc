// The states that some bodies are a part of; a state is its own.
// $ids: list of strings, ["e0123456789abcdef0123"]
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:PART_OF*0..4]->(state:State)
RETURN DISTINCT id AS body, state.name AS state
ORDER BY body, state
