// What speakers say was expressly not compromised, and what was only tried or only reconnoitred.
// topic: dispute
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim {predicate: 'TARGETED'})-[:SUBJECT]->(actor:Entity)
WHERE c.outcome IN ['notCompromised', 'attempted', 'reconnaissance'] AND c.standing = true
MATCH (c)-[:OBJECT]->(target:Entity)
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
RETURN actor.name AS actor, target.name AS target, c.outcome AS outcome, claimant.name AS claimant,
       c.assertedOn AS assertedOn, c.id AS claim
ORDER BY outcome, actor, target, claim
SKIP $skip LIMIT $limit
