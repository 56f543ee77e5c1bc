// The standing claims of what authorities did about an entity, newest first, with the states that each speaks for.
// $id: string, "e0123456789abcdef0123"
// $limit: integer, 50
MATCH (:Entity {id: $id})<-[r:RESPONDED_TO]-(authority:Entity)
MATCH (c:Claim)
WHERE c.edge = r.edge AND c.backs = true
WITH c, authority
ORDER BY coalesce(c.assertedOn, '') DESC, c.id
LIMIT $limit
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
OPTIONAL MATCH (c)-[:STATED_IN]->(d:Disclosure)
OPTIONAL MATCH (authority)-[:PART_OF*0..4]->(state:State)
WITH c, claimant, d, authority, state
ORDER BY state.name
WITH c, claimant, d, authority, collect(DISTINCT state.name) AS states
RETURN c AS claim, claimant, d AS disclosure, authority AS other, states
ORDER BY coalesce(c.assertedOn, '') DESC, c.id
