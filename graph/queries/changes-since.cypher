// What was publicly said since a day, newest first.
// topic: time
// $since: day, "2026-01-01"
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim)-[:SUBJECT]->(subject:Entity)
WHERE c.assertedOn >= $since
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(object:Entity)
RETURN c.assertedOn AS assertedOn, claimant.name AS claimant, c.stance AS stance, subject.name AS subject,
       c.predicate AS predicate, coalesce(object.name, c.value) AS object, c.standing AS standing, c.id AS claim
ORDER BY assertedOn DESC, claim
SKIP $skip LIMIT $limit
