// By which authorities some things are sanctioned, and since when, with the states that each authority speaks for.
// $ids: list of strings, ["e0123456789abcdef0123"]
UNWIND $ids AS listed
MATCH (:Entity {id: listed})-[s:SANCTIONED_BY]->(authority:Entity)
OPTIONAL MATCH (authority)-[:PART_OF*0..4]->(state:State)
WITH listed, s, authority, state
ORDER BY state.name
WITH listed, s, authority, collect(DISTINCT state.name) AS states
RETURN listed, authority.id AS id, authority.name AS name, states, s.firstAsserted AS firstAsserted
ORDER BY listed, firstAsserted, id
