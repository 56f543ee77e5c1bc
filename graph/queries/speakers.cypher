// Who speaks, how often, and how often with a likelihood or a confidence in words.
// topic: evidence
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim)-[:CLAIMANT]->(claimant:Entity)
WHERE c.standing = true
RETURN claimant.name AS claimant, count(c) AS claims, count(c.likelihoodTerm) AS withLikelihood,
       count(c.analyticConfidence) AS withConfidence, min(c.assertedOn) AS first, max(c.assertedOn) AS last,
       claimant.id AS id
ORDER BY claims DESC, claimant, id
SKIP $skip LIMIT $limit
