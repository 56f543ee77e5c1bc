// The propositions that most speakers deny, dispute or put below even, with how many assert them.
// topic: dispute
// $skip: integer, 0
// $limit: integer, 50
MATCH (against:Claim)
WHERE against.standing = true AND against.edge IS NOT NULL
  AND (against.stance IN ['denies', 'disputes'] OR (against.stance = 'asserts' AND against.likelihoodHigh < 0.5))
WITH against.edge AS edge, count(DISTINCT against.claimant) AS opponents
MATCH (c:Claim {edge: edge})
WHERE c.standing = true
WITH edge, opponents, count(DISTINCT CASE WHEN c.backs = true THEN c.claimant END) AS supporters,
     min(c.subject) AS subjectId, min(c.object) AS objectId, min(c.predicate) AS predicate
MATCH (subject:Entity {id: subjectId})
MATCH (object:Entity {id: objectId})
RETURN subject.name AS subject, predicate, object.name AS object, opponents, supporters, edge
ORDER BY opponents DESC, supporters DESC, edge
SKIP $skip LIMIT $limit
