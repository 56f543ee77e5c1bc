// Which actors a naming authority has names for, with the names that others use.
// topic: names
// $authority: string, "Microsoft"
// $skip: integer, 0
// $limit: integer, 50
MATCH (authority:Entity {name: $authority})<-[:CLAIMANT]-(c:Claim {predicate: 'KNOWN_AS'})-[:SUBJECT]->(actor:Entity)
WHERE c.standing = true
OPTIONAL MATCH (actor)<-[:SUBJECT]-(o:Claim {predicate: 'KNOWN_AS'})
WHERE o.standing = true AND o.value <> c.value
WITH actor, c, o
ORDER BY o.value
WITH actor, c, collect(DISTINCT o.value) AS others
RETURN c.value AS name, actor.name AS actor, others AS alsoKnownAs, c.id AS claim
ORDER BY name, claim
SKIP $skip LIMIT $limit
