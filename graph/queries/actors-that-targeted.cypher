// Who is said to have targeted a body, a person or a class of them, and who says so.
// topic: targets
// $target: string, "Electoral Commission"
// $skip: integer, 0
// $limit: integer, 50
MATCH (target:Entity {name: $target})<-[r:TARGETED]-(actor:Entity)
RETURN actor.name AS actor, actor.type AS type, actor.named AS named, r.outcomes AS outcomes, r.claimants AS claimants,
       r.likelihoodTerms AS likelihoodTerms, r.likelihoodLow AS likelihoodLow, r.likelihoodHigh AS likelihoodHigh,
       r.firstAsserted AS firstAsserted, r.disputed AS disputed, r.edge AS edge
ORDER BY actor, edge
SKIP $skip LIMIT $limit
