// Parties that one authority has sanctioned and another has not; a state's organs count as the state.
// topic: sanctions
// $by: string, "United States"
// $notBy: string, "United Kingdom"
// $skip: integer, 0
// $limit: integer, 50
MATCH (one:Entity {name: $by})<-[:PART_OF*0..4]-(authority:Entity)<-[s:SANCTIONED_BY]-(party:Entity)
WITH DISTINCT party, authority, s
OPTIONAL MATCH (party)-[:SANCTIONED_BY]->(listing:Entity)-[:PART_OF*0..4]->(other:Entity {name: $notBy})
WITH party, authority, s, count(other) AS listed
WHERE listed = 0
RETURN party.name AS party, party.type AS type, authority.name AS authority, s.firstAsserted AS firstAsserted,
       s.claimants AS claimants, s.edge AS edge
ORDER BY party, edge
SKIP $skip LIMIT $limit
