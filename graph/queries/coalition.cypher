// What each speaker of a joint statement says, and whether they join in the attribution, only support it, or react.
// topic: coalition
// $statement: string, "claims-attributed-examples:exchange-2021"
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim {statementId: $statement})-[:CLAIMANT]->(claimant:Entity)
WHERE c.standing = true AND c.predicate IN ['ATTRIBUTED_TO', 'AFFILIATED_WITH', 'TARGETED', 'RESPONDED_TO']
MATCH (c)-[:SUBJECT]->(subject:Entity)
MATCH (c)-[:OBJECT]->(object:Entity)
RETURN claimant.name AS claimant,
       CASE WHEN c.stance = 'supports' THEN 'supports'
            WHEN c.stance IN ['denies', 'disputes'] THEN c.stance
            WHEN c.predicate IN ['ATTRIBUTED_TO', 'AFFILIATED_WITH'] THEN 'joins'
            ELSE 'reacts' END AS part,
       subject.name AS subject, c.predicate AS predicate, object.name AS object, c.likelihoodTerm AS likelihoodTerm,
       c.analyticConfidence AS analyticConfidence, c.assertedOn AS assertedOn, c.id AS claim
ORDER BY claimant, claim
SKIP $skip LIMIT $limit
