// The standing claims on one edge, each with the states that its claimant speaks for; those that do not make it, such as
// denials, come first, each part newest first.
// $edge: string, "e0123456789abcdef0123|PART_OF|e1123456789abcdef0123"
// $limit: integer, 50
MATCH (c:Claim {edge: $edge})
WHERE c.standing = true
WITH c
ORDER BY c.backs, coalesce(c.assertedOn, '') DESC, c.id
LIMIT $limit
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
OPTIONAL MATCH (c)-[:STATED_IN]->(d:Disclosure)
OPTIONAL MATCH (claimant)-[:PART_OF*0..4]->(state:State)
WITH c, claimant, d, state
ORDER BY state.name
WITH c, claimant, d, collect(DISTINCT state.name) AS states
RETURN c AS claim, claimant, d AS disclosure, states
ORDER BY c.backs, coalesce(c.assertedOn, '') DESC, c.id
