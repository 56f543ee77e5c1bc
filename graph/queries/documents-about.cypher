// The documents that make claims about an actor, a body or a person, newest first.
// topic: evidence
// $name: string, "Ministry of State Security"
// $skip: integer, 0
// $limit: integer, 50
MATCH (e:Entity {name: $name})<-[:SUBJECT|OBJECT]-(c:Claim)-[:STATED_IN]->(d:Disclosure)
WITH d, count(DISTINCT c) AS claims
RETURN d.title AS title, d.publisher AS publisher, d.publishedOn AS publishedOn, d.documentKind AS documentKind,
       claims, d.url AS url, d.id AS disclosure
ORDER BY coalesce(publishedOn, '') DESC, disclosure
SKIP $skip LIMIT $limit
