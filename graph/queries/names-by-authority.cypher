// What an actor is called, by whom.
// topic: names
// $name: string, "APT31"
// $skip: integer, 0
// $limit: integer, 50
MATCH (actor:Entity {name: $name})<-[:SUBJECT]-(c:Claim {predicate: 'KNOWN_AS'})
WHERE c.standing = true
MATCH (c)-[:CLAIMANT]->(authority:Entity)
RETURN authority.name AS authority, c.value AS name, c.assertedOn AS assertedOn, c.id AS claim
ORDER BY authority, name, claim
SKIP $skip LIMIT $limit
