// Propositions that one speaker asserts and another denies, disputes or puts below even, side by side.
// topic: dispute
// $skip: integer, 0
// $limit: integer, 50
MATCH (against:Claim)
WHERE against.standing = true AND against.edge IS NOT NULL
  AND (against.stance IN ['denies', 'disputes'] OR (against.stance = 'asserts' AND against.likelihoodHigh < 0.5))
WITH against, against.edge AS edge
MATCH (for:Claim {edge: edge})
WHERE for.backs = true
MATCH (for)-[:CLAIMANT]->(speaker:Entity)
MATCH (against)-[:CLAIMANT]->(opponent:Entity)
MATCH (for)-[:SUBJECT]->(subject:Entity)
MATCH (for)-[:OBJECT]->(object:Entity)
RETURN subject.name AS subject, for.predicate AS predicate, object.name AS object, speaker.name AS assertedBy,
       for.assertedOn AS assertedOn, for.likelihoodTerm AS likelihoodTerm, opponent.name AS opposedBy,
       against.stance AS stance, against.assertedOn AS opposedOn, for.id AS claim, against.id AS opposingClaim
ORDER BY subject, predicate, object, claim, opposingClaim
SKIP $skip LIMIT $limit
