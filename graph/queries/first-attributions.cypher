// Who was the first to attribute each actor, and when; all who did so on that day.
// topic: attribution
// $skip: integer, 0
// $limit: integer, 50
MATCH (actor:ThreatActor)<-[:SUBJECT]-(c:Claim)
WHERE c.predicate IN ['ATTRIBUTED_TO', 'AFFILIATED_WITH'] AND c.backs = true AND c.assertedOn IS NOT NULL
WITH actor, min(c.assertedOn) AS first
MATCH (actor)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(object:Entity)
WHERE c.predicate IN ['ATTRIBUTED_TO', 'AFFILIATED_WITH'] AND c.backs = true AND c.assertedOn = first
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
RETURN actor.name AS actor, first AS firstAsserted, claimant.name AS claimant, object.name AS attributedTo, c.id AS claim
ORDER BY firstAsserted, actor, claim
SKIP $skip LIMIT $limit
