// Who has denied or disputed what, newest first.
// topic: dispute
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim)-[:CLAIMANT]->(claimant:Entity)
WHERE c.stance IN ['denies', 'disputes'] AND c.standing = true
MATCH (c)-[:SUBJECT]->(subject:Entity)
MATCH (c)-[:OBJECT]->(object:Entity)
MATCH (c)-[:STATED_IN]->(d:Disclosure)
RETURN claimant.name AS claimant, c.stance AS stance, subject.name AS subject, c.predicate AS predicate,
       object.name AS object, c.assertedOn AS assertedOn, c.quote AS quote, d.title AS title, d.url AS url, c.id AS claim
ORDER BY coalesce(assertedOn, '') DESC, claim
SKIP $skip LIMIT $limit
