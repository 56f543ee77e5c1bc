// Whom a body, a state or a company has attributed activity to, newest first.
// topic: attribution
// $claimant: string, "National Cyber Security Centre"
// $skip: integer, 0
// $limit: integer, 50
MATCH (claimant:Entity {name: $claimant})<-[:CLAIMANT]-(c:Claim)-[:SUBJECT]->(subject:Entity)
WHERE c.predicate IN ['ATTRIBUTED_TO', 'AFFILIATED_WITH'] AND c.standing = true
MATCH (c)-[:OBJECT]->(object:Entity)
RETURN subject.name AS subject, c.stance AS stance, c.predicate AS predicate, object.name AS attributedTo,
       c.likelihoodTerm AS likelihoodTerm, c.analyticConfidence AS analyticConfidence, c.assertedOn AS assertedOn,
       c.id AS claim
ORDER BY coalesce(assertedOn, '') DESC, claim
SKIP $skip LIMIT $limit
