// The claims behind one edge, supporting and opposing, with words, document and address.
// topic: evidence
// $subject: string, "APT31"
// $predicate: string (a relationship type), "TARGETED"
// $object: string, "UK parliamentarians"
// $skip: integer, 0
// $limit: integer, 50
MATCH (subject:Entity {name: $subject})<-[:SUBJECT]-(c:Claim {predicate: $predicate})-[:OBJECT]->(object:Entity {name: $object})
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
MATCH (c)-[:STATED_IN]->(d:Disclosure)
RETURN claimant.name AS claimant, c.stance AS stance, c.backs AS backs, c.likelihoodTerm AS likelihoodTerm,
       c.outcome AS outcome, c.assertedOn AS assertedOn, c.quote AS quote, d.title AS title, d.url AS url, c.id AS claim
ORDER BY coalesce(assertedOn, ''), claim
SKIP $skip LIMIT $limit
