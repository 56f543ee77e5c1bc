// Who declared support for an attribution without ever making it: solidarity is not attribution.
// topic: coalition
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim {stance: 'supports'})-[:CLAIMANT]->(claimant:Entity)
WHERE c.standing = true AND c.edge IS NOT NULL
OPTIONAL MATCH (own:Claim {edge: c.edge})
WHERE own.claimant = c.claimant AND own.stance = 'asserts' AND own.standing = true
WITH c, claimant, count(own) AS made
WHERE made = 0
MATCH (c)-[:SUBJECT]->(subject:Entity)
MATCH (c)-[:OBJECT]->(object:Entity)
RETURN claimant.name AS supporter, subject.name AS subject, c.predicate AS predicate, object.name AS attributedTo,
       c.assertedOn AS assertedOn, c.statementId AS statement, c.id AS claim
ORDER BY coalesce(assertedOn, ''), supporter, claim
SKIP $skip LIMIT $limit
