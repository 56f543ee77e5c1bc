// The attributions that most speakers share, each speaker counted once however often they said it.
// topic: attribution
// $skip: integer, 0
// $limit: integer, 50
MATCH (subject:Entity)-[r:ATTRIBUTED_TO|AFFILIATED_WITH]->(object:Entity)
RETURN subject.name AS subject, type(r) AS predicate, object.name AS attributedTo, size(r.claimantIds) AS speakers,
       r.claimCount AS claims, r.claimants AS claimants, r.claimantStates AS claimantStates,
       r.firstAsserted AS firstAsserted, r.lastAsserted AS lastAsserted, r.edge AS edge
ORDER BY speakers DESC, claims DESC, edge
SKIP $skip LIMIT $limit
