// What the graph has learned since an instant, newest first: recorded, superseded or withdrawn.
// topic: time
// $since: instant, "2020-01-01T00:00:00.000Z"
// $skip: integer, 0
// $limit: integer, 50
MATCH (d:Disclosure)
WHERE d.recordedAt >= $since AND d.sealed = true
OPTIONAL MATCH (d)<-[:STATED_IN]-(c:Claim)
WITH d, count(c) AS claims
RETURN d.title AS title, d.publisher AS publisher, d.publishedOn AS publishedOn, d.documentKind AS documentKind,
       claims, d.url AS url, d.id AS disclosure
ORDER BY coalesce(publishedOn, '') DESC, disclosure
SKIP $skip LIMIT $limit
