// The organs of a state, one within another, as their claimants describe them.
// topic: state
// $state: string, "China"
// $skip: integer, 0
// $limit: integer, 50
MATCH p = (organ:Organization)-[:PART_OF*1..4]->(state:State {name: $state})
RETURN organ.name AS organ, length(p) AS depth, nodes(p)[1].name AS within, relationships(p)[0].claimants AS claimants,
       relationships(p)[0].edge AS edge
ORDER BY depth, organ, edge
SKIP $skip LIMIT $limit
