// What authorities did about an actor, an activity or a state (summoned, condemned, indicted …), and who says so.
// topic: time
// $name: string, "Iran"
// $skip: integer, 0
// $limit: integer, 50
MATCH (party:Entity {name: $name})<-[r:RESPONDED_TO]-(authority:Entity)
RETURN authority.name AS authority, authority.type AS type, r.responseKinds AS responseKinds,
       r.claimants AS claimants, r.firstAsserted AS firstAsserted, r.lastAsserted AS lastAsserted, r.edge AS edge
ORDER BY authority, edge
SKIP $skip LIMIT $limit
