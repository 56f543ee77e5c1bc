// Claims read from texts that nobody has decided on, in the order of their texts; of one text, or of all with null.
// $disclosure: string or null, "d0123456789abcdef0123456789abcdef"
// $skip: integer, 0
// $limit: integer, 50
MATCH (c:Claim)-[:STATED_IN]->(d:Disclosure)
WHERE c.origin = 'prose' AND c.standing = true AND c.verdict IS NULL AND ($disclosure IS NULL OR d.id = $disclosure)
MATCH (c)-[:SUBJECT]->(subject:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(object:Entity)
OPTIONAL MATCH (c)-[:CLAIMANT]->(claimant:Entity)
RETURN c AS claim, subject, object, claimant, d AS disclosure
ORDER BY coalesce(d.publishedOn, ''), d.id, coalesce(c.spanStarts[0], 0), c.id
SKIP $skip LIMIT $limit
