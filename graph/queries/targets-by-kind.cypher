// Whom an actor targeted, by country, by sector or class, and by outcome; each may be left open.
// topic: targets
// $actor: string, "APT28"
// $country: string or null (two letters), null
// $sector: string or null, null
// $outcome: string or null (compromised or attempted or reconnaissance or unspecified), "compromised"
// $skip: integer, 0
// $limit: integer, 50
MATCH (actor:Entity {name: $actor})-[r:TARGETED]->(target:Entity)
OPTIONAL MATCH (target)-[:MEMBER_OF]->(class:Population)
WITH r, target, class
ORDER BY class.name
WITH r, target, collect(class.name) AS classes
WITH r, target, CASE WHEN target.type = 'Population' THEN [target.name] ELSE classes END AS sectors
WHERE ($country IS NULL OR $country IN target.countries)
  AND ($sector IS NULL OR $sector IN sectors)
  AND ($outcome IS NULL OR $outcome IN r.outcomes)
RETURN target.name AS target, target.type AS type, target.countries AS countries, sectors, r.outcomes AS outcomes,
       r.claimants AS claimants, r.firstAsserted AS firstAsserted, r.edge AS edge
ORDER BY target, edge
SKIP $skip LIMIT $limit
