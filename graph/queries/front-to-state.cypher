// The shortest way from a company over the organ that it fronts for or serves to the state, a row for each claim on
// each step.
// topic: state
// $company: string, "Wuhan Xiaoruizhi Science and Technology Company Limited"
// $state: string, "China"
MATCH p = (company:Entity {name: $company})-[:FRONT_FOR|OWNED_BY|AFFILIATED_WITH*1..2]->(organ:Organization)-[:PART_OF*1..3]->(state:State {name: $state})
WITH nodes(p) AS nodes, [r IN relationships(p) | r.edge] AS edges
WITH nodes, edges, reduce(key = '', edge IN edges | key + edge) AS key
ORDER BY size(edges), key
LIMIT 1
UNWIND range(0, size(edges) - 1) AS step
WITH step + 1 AS step, nodes[step] AS a, edges[step] AS edge, nodes[step + 1] AS b
MATCH (c:Claim)
WHERE c.edge = edge AND c.backs = true
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
MATCH (c)-[:STATED_IN]->(d:Disclosure)
RETURN step, a.name AS subject, c.predicate AS predicate, b.name AS object, claimant.name AS claimant,
       c.assertedOn AS assertedOn, c.quote AS quote, d.url AS url, c.id AS claim
ORDER BY step, claim
