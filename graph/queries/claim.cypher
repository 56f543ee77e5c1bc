// One claim with the entities it names, its document, the document's source and its reviews.
// $id: string, "c0123456789abcdef0123456789abcdef"
MATCH (c:Claim {id: $id})-[:SUBJECT]->(subject:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(object:Entity)
OPTIONAL MATCH (c)-[:CLAIMANT]->(claimant:Entity)
OPTIONAL MATCH (c)-[:STATED_IN]->(d:Disclosure)
OPTIONAL MATCH (d)-[:PUBLISHED_IN]->(source:Source)
OPTIONAL MATCH (review:Review)-[:REVIEWS]->(c)
WITH c, subject, object, claimant, d, source, collect(review) AS reviews
RETURN c AS claim, subject, object, claimant, d AS disclosure, source, reviews
