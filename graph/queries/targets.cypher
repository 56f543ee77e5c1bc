// Whom an actor, a campaign or a state targeted, with what outcome, and who says so.
// topic: targets
// $name: string, "APT31"
// $skip: integer, 0
// $limit: integer, 50
MATCH (actor:Entity {name: $name})-[r:TARGETED]->(target:Entity)
RETURN target.name AS target, target.type AS type, r.outcomes AS outcomes, r.claimants AS claimants,
       r.claimantStates AS claimantStates, r.likelihoodTerms AS likelihoodTerms, r.likelihoodLow AS likelihoodLow,
       r.likelihoodHigh AS likelihoodHigh, r.firstAsserted AS firstAsserted, r.lastAsserted AS lastAsserted,
       r.disputed AS disputed, r.edge AS edge
ORDER BY target, edge
SKIP $skip LIMIT $limit
