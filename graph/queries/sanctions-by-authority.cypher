// Whom an authority and its organs have sanctioned, under which programme, newest first.
// topic: sanctions
// $authority: string, "United Kingdom"
// $skip: integer, 0
// $limit: integer, 50
MATCH (authority:Entity {name: $authority})<-[:PART_OF*0..4]-(organ:Entity)<-[:OBJECT]-(c:Claim {predicate: 'SANCTIONED_BY'})
WHERE c.backs = true
WITH DISTINCT organ, c
MATCH (c)-[:SUBJECT]->(party:Entity)
RETURN party.name AS party, party.type AS type, organ.name AS authority, c.programme AS programme,
       c.reference AS reference, c.assertedOn AS assertedOn, c.id AS claim
ORDER BY coalesce(assertedOn, '') DESC, party, claim
SKIP $skip LIMIT $limit
