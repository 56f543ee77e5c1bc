// What was said about an actor, a body or a person, in the order of time.
// topic: time
// $name: string, "APT31"
// $skip: integer, 0
// $limit: integer, 50
MATCH (e:Entity {name: $name})<-[role:SUBJECT|OBJECT]-(c:Claim)
WHERE c.standing = true AND c.assertedOn IS NOT NULL AND c.value IS NULL
MATCH (c)-[:SUBJECT]->(subject:Entity)
MATCH (c)-[:OBJECT]->(object:Entity)
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
RETURN DISTINCT c.assertedOn AS assertedOn, claimant.name AS claimant, c.stance AS stance, subject.name AS subject,
       c.predicate AS predicate, object.name AS object, c.outcome AS outcome, c.responseKind AS responseKind,
       c.likelihoodTerm AS likelihoodTerm, c.id AS claim
ORDER BY assertedOn, claim
SKIP $skip LIMIT $limit
