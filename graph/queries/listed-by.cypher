// By which authorities some things are sanctioned, and since when.
// $ids: list of strings, ["e0123456789abcdef0123"]
UNWIND $ids AS id
MATCH (:Entity {id: id})-[s:SANCTIONED_BY]->(authority:Entity)
RETURN id AS listed, authority.id AS id, authority.name AS name, s.claimantStates AS states,
       s.firstAsserted AS firstAsserted
ORDER BY listed, firstAsserted, id
