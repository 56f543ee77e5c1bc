// Who attributed an actor, a campaign or an incident to whom by a day, leaving out what had been taken back by then.
// topic: attribution
// $name: string, "APT31"
// $asOf: day, "2022-01-01"
// $skip: integer, 0
// $limit: integer, 50
MATCH (subject:Entity {name: $name})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(object:Entity)
WHERE c.predicate IN ['ATTRIBUTED_TO', 'AFFILIATED_WITH']
  AND c.assertedOnLatest <= $asOf
  AND (c.withdrawnOn IS NULL OR $asOf < c.withdrawnOn)
  AND none(gap IN coalesce(c.gaps, []) WHERE left(gap, 10) <= $asOf AND $asOf < substring(gap, 11))
  AND (c.retractedOn IS NULL OR $asOf < c.retractedOn)
  AND c.supersededAt IS NULL AND coalesce(c.verdict, '') <> 'rejected'
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
RETURN claimant.name AS claimant, c.stance AS stance, c.predicate AS predicate, object.name AS attributedTo,
       c.likelihoodTerm AS likelihoodTerm, c.likelihoodLow AS likelihoodLow, c.likelihoodHigh AS likelihoodHigh,
       c.assertedOn AS assertedOn, c.id AS claim
ORDER BY assertedOn DESC, claim
SKIP $skip LIMIT $limit
