// What actors and incidents that are attributed to a state or its organs have targeted.
// topic: targets
// $state: string, "Russia"
// $skip: integer, 0
// $limit: integer, 50
MATCH (state:State {name: $state})<-[:PART_OF*0..4]-(organ:Entity)<-[a:ATTRIBUTED_TO|AFFILIATED_WITH]-(actor:Entity)
WITH DISTINCT actor
MATCH (actor)-[r:TARGETED]->(target:Entity)
RETURN actor.name AS actor, actor.type AS type, target.name AS target, r.outcomes AS outcomes,
       r.claimants AS claimants, r.firstAsserted AS firstAsserted, r.edge AS edge
ORDER BY actor, target, edge
SKIP $skip LIMIT $limit
