// The claims that a document states, in the order of its text.
// $id: string, "d0123456789abcdef0123456789abcdef"
// $skip: integer, 0
// $limit: integer, 50
MATCH (:Disclosure {id: $id})<-[:STATED_IN]-(c:Claim)
WITH c
ORDER BY coalesce(c.spanStarts[0], 0), c.id
SKIP $skip LIMIT $limit
OPTIONAL MATCH (c)-[:SUBJECT]->(subject:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(object:Entity)
OPTIONAL MATCH (c)-[:CLAIMANT]->(claimant:Entity)
OPTIONAL MATCH (c)-[:STATED_IN]->(d:Disclosure)
OPTIONAL MATCH (d)-[:PUBLISHED_IN]->(source:Source)
OPTIONAL MATCH (review:Review)-[:REVIEWS]->(c)
WITH c, subject, object, claimant, d, source, collect(review) AS reviews
RETURN c AS claim, subject, object, claimant, d AS disclosure, source, reviews
ORDER BY coalesce(c.spanStarts[0], 0), c.id
