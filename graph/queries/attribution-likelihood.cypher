// How sure each claimant is that an actor or an activity belongs to somebody, and whether that is at least a given
// likelihood: definitely where the whole interval lies above it, possibly where a part does, unstated without a scale.
// topic: attribution
// $name: string, "APT31"
// $atLeast: number (a fraction from 0 to 1), 0.8
// $skip: integer, 0
// $limit: integer, 50
MATCH (subject:Entity {name: $name})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(object:Entity)
WHERE c.predicate IN ['ATTRIBUTED_TO', 'AFFILIATED_WITH'] AND c.standing = true AND c.stance = 'asserts'
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
RETURN object.name AS attributedTo, claimant.name AS claimant, c.predicate AS predicate,
       c.likelihoodTerm AS likelihoodTerm, c.likelihoodScale AS likelihoodScale,
       c.likelihoodLow AS likelihoodLow, c.likelihoodHigh AS likelihoodHigh, c.analyticConfidence AS analyticConfidence,
       CASE WHEN c.likelihoodLow IS NULL THEN 'unstated'
            WHEN c.likelihoodLow >= $atLeast THEN 'definitely'
            WHEN c.likelihoodHigh >= $atLeast THEN 'possibly'
            ELSE 'no' END AS atLeast,
       c.assertedOn AS assertedOn, c.id AS claim
ORDER BY attributedTo, claimant, claim
SKIP $skip LIMIT $limit
