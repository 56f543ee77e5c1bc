// Who calls an entity what: every claim of a name, with its day and document.
// $id: string, "e0123456789abcdef0123"
MATCH (e:Entity {id: $id})<-[:SUBJECT]-(c:Claim {predicate: 'KNOWN_AS'})
MATCH (c)-[:CLAIMANT]->(namer:Entity)
MATCH (c)-[:STATED_IN]->(d:Disclosure)
RETURN c.value AS name, namer.id AS namerId, namer.name AS namer, c.stance AS stance, c.standing AS standing,
       c.assertedOn AS assertedOn, c.id AS claim, d.title AS title, d.url AS url
ORDER BY name, namer, coalesce(assertedOn, ''), claim
