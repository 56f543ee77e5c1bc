// Which entities bear a name, as their own or by somebody's claim, and who gave it.
// topic: names
// $name: string, "Violet Typhoon"
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim {value: $name})-[:SUBJECT]->(e:Entity)
WHERE c.predicate = 'KNOWN_AS' AND c.standing = true
MATCH (c)-[:CLAIMANT]->(authority:Entity)
RETURN e.name AS entity, e.type AS type, authority.name AS authority, c.assertedOn AS assertedOn, e.id AS id, c.id AS claim
ORDER BY entity, claim
SKIP $skip LIMIT $limit
