// What was targeted in a country, by whom and with what outcome.
// topic: targets
// $country: string (two letters), "GB"
// $skip: integer, 0
// $limit: integer, 50
MATCH (actor:Entity)-[r:TARGETED]->(target:Entity)
WHERE $country IN target.countries
RETURN target.name AS target, target.type AS type, actor.name AS actor, r.outcomes AS outcomes,
       r.claimants AS claimants, r.firstAsserted AS firstAsserted, r.edge AS edge
ORDER BY target, actor, edge
SKIP $skip LIMIT $limit
