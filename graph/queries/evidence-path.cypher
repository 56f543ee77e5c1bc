// The shortest chain of edges between two things, a row for each step with those who say it.
// topic: evidence
// $start: string, "Zhao Guangzong"
// $end: string, "China"
MATCH (a:Entity {name: $start})
MATCH (b:Entity {name: $end})
MATCH p = allShortestPaths((a)-[:ATTRIBUTED_TO|TARGETED|SANCTIONED_BY|RESPONDED_TO|AFFILIATED_WITH|FRONT_FOR|OWNED_BY|PART_OF|MEMBER_OF*..6]-(b))
WITH nodes(p) AS nodes, relationships(p) AS links
WITH nodes, links, reduce(key = '', r IN links | key + r.edge) AS key
ORDER BY size(links), key
LIMIT 1
UNWIND range(0, size(links) - 1) AS step
WITH step + 1 AS step, nodes[step] AS one, links[step] AS r, nodes[step + 1] AS other
RETURN step, one.name AS start, type(r) AS predicate, other.name AS end, startNode(r).id = one.id AS forward,
       r.claimants AS claimants, r.edge AS edge
ORDER BY step
