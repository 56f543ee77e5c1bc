// Joint statements by the number of those who spoke in them.
// topic: coalition
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim)
WHERE c.statementId IS NOT NULL AND c.standing = true
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
WITH c.statementId AS statement, claimant, count(c) AS claims, min(c.assertedOn) AS first
ORDER BY claimant.name
WITH statement, count(claimant) AS speakers, sum(claims) AS claims, min(first) AS firstAsserted,
     collect(claimant.name) AS claimants
WHERE speakers > 1
RETURN statement, speakers, claims, firstAsserted, claimants
ORDER BY speakers DESC, statement
SKIP $skip LIMIT $limit
