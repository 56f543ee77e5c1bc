// The claims in which an entity is subject, object or claimant, newest first, undated ones last.
// With `asOf` those asserted by that day and not taken back by then, in today's words; with `knownAt` those held at
// that instant.
// $id: string, "e0123456789abcdef0123"
// $role: string or null (SUBJECT, OBJECT or CLAIMANT), null
// $predicate: string or null, null
// $asOf: day or null, "2024-03-25"
// $knownAt: instant or null, null
// $skip: integer, 0
// $limit: integer, 50
MATCH (e:Entity {id: $id})<-[r:SUBJECT|OBJECT|CLAIMANT]-(c:Claim)
WHERE ($role IS NULL OR type(r) = $role)
  AND ($predicate IS NULL OR c.predicate = $predicate)
  AND ($asOf IS NULL OR (c.assertedOnLatest <= $asOf
                         AND (c.withdrawnOn IS NULL OR $asOf < c.withdrawnOn)
                         AND none(gap IN coalesce(c.gaps, []) WHERE left(gap, 10) <= $asOf AND $asOf < substring(gap, 11))
                         AND (c.retractedOn IS NULL OR $asOf < c.retractedOn)
                         AND ($knownAt IS NOT NULL OR c.supersededAt IS NULL)))
  AND ($knownAt IS NULL OR (c.recordedAt <= $knownAt AND (c.supersededAt IS NULL OR $knownAt < c.supersededAt)))
WITH DISTINCT c
ORDER BY coalesce(c.assertedOn, '') DESC, c.id
SKIP $skip LIMIT $limit
OPTIONAL MATCH (c)-[:SUBJECT]->(subject:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(object:Entity)
OPTIONAL MATCH (c)-[:CLAIMANT]->(claimant:Entity)
OPTIONAL MATCH (c)-[:STATED_IN]->(d:Disclosure)
OPTIONAL MATCH (d)-[:PUBLISHED_IN]->(source:Source)
OPTIONAL MATCH (review:Review)-[:REVIEWS]->(c)
WITH c, subject, object, claimant, d, source, collect(review) AS reviews
RETURN c AS claim, subject, object, claimant, d AS disclosure, source, reviews
ORDER BY coalesce(c.assertedOn, '') DESC, c.id
