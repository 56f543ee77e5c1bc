// The standing claims on one edge; those that do not make it, such as denials, come first, each part newest first.
// $edge: string, "e0123456789abcdef0123|PART_OF|e1123456789abcdef0123"
// $limit: integer, 50
MATCH (c:Claim {edge: $edge})
WHERE c.standing = true
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
OPTIONAL MATCH (c)-[:STATED_IN]->(d:Disclosure)
RETURN c AS claim, claimant, d AS disclosure
ORDER BY c.backs, coalesce(c.assertedOn, '') DESC, c.id
LIMIT $limit
