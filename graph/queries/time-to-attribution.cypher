// Days from an incident to its first public attribution, and from there to the first sanction on whom it is attributed
// to or on a part of that organ; without an event or without a sanction the days are empty.
// topic: time
// $skip: integer, 0
// $limit: integer, 50
MATCH (incident:Incident)<-[:SUBJECT]-(c:Claim {predicate: 'ATTRIBUTED_TO'})-[:OBJECT]->(behind:Entity)
WHERE c.backs = true AND c.assertedOn IS NOT NULL
WITH incident, behind, min(c.assertedOn) AS attributed
OPTIONAL MATCH (incident)<-[:SUBJECT]-(event:Claim)
WHERE event.standing = true AND event.eventStart IS NOT NULL
WITH incident, behind, attributed, min(event.eventStart) AS happened
OPTIONAL MATCH (behind)<-[:PART_OF*0..4]-(party:Entity)-[s:SANCTIONED_BY]->(:Entity)
WHERE s.firstAsserted >= attributed
WITH incident, behind, attributed, happened, min(s.firstAsserted) AS sanctioned
RETURN incident.name AS incident, behind.name AS attributedTo, happened, attributed,
       CASE WHEN happened IS NULL THEN null ELSE duration.inDays(date(happened), date(attributed)).days END AS daysToAttribution,
       sanctioned,
       CASE WHEN sanctioned IS NULL THEN null ELSE duration.inDays(date(attributed), date(sanctioned)).days END AS daysToSanction
ORDER BY incident, attributedTo
SKIP $skip LIMIT $limit
