// Who attributes an actor, a campaign or an incident to whom, in which words: every standing claim, denials too.
// topic: attribution
// $name: string, "APT31"
// $skip: integer, 0
// $limit: integer, 50
MATCH (subject:Entity {name: $name})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(object:Entity)
WHERE c.predicate IN ['ATTRIBUTED_TO', 'AFFILIATED_WITH'] AND c.standing = true
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
MATCH (c)-[:STATED_IN]->(d:Disclosure)
RETURN claimant.name AS claimant, c.stance AS stance, c.predicate AS predicate, object.name AS attributedTo,
       object.type AS type, c.likelihoodTerm AS likelihoodTerm, c.likelihoodScale AS likelihoodScale,
       c.likelihoodLow AS likelihoodLow, c.likelihoodHigh AS likelihoodHigh, c.assertedOn AS assertedOn,
       c.quote AS quote, d.title AS title, d.url AS url, c.id AS claim
ORDER BY coalesce(c.assertedOn, '') DESC, claim
SKIP $skip LIMIT $limit
