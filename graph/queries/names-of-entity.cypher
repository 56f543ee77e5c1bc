// Who calls an entity what: every claim of a name, with its day and document.
// $id: string, "e0123456789abcdef0123"
MATCH (e:Entity {id: $id})<-[:SUBJECT]-(c:Claim {predicate: 'KNOWN_AS'})
MATCH (c)-[:CLAIMANT]->(namer:Entity)
MATCH (c)-[:STATED_IN]->(d:Disclosure)
RETURN c AS claim, namer AS claimant, d AS disclosure
ORDER BY c.value, namer.name, coalesce(c.assertedOn, ''), c.id
