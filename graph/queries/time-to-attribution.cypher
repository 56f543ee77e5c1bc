// Days from an incident to its first public attribution, at least and at most where a date is a month, a year or a
// period; and days from there to the first sanction on whom it is attributed to or on a part of that body. Without an
// event or a sanction they are empty.
// topic: time
// $skip: integer, 0
// $limit: integer, 50
MATCH (incident:Incident)<-[:SUBJECT]-(c:Claim {predicate: 'ATTRIBUTED_TO'})-[:OBJECT]->(behind:Entity)
WHERE c.backs = true AND c.assertedOn IS NOT NULL
WITH incident, behind, min(c.assertedOn) AS attributed, min(c.assertedOnLatest) AS latest
OPTIONAL MATCH (incident)<-[:SUBJECT]-(event:Claim)
WHERE event.standing = true AND event.eventStart IS NOT NULL
WITH incident, behind, attributed, latest, min(event.eventStart) AS began, min(coalesce(event.eventEnd, event.eventStart)) AS ended
OPTIONAL MATCH (behind)<-[:PART_OF*0..4]-(party:Entity)-[s:SANCTIONED_BY]->(:Entity)
WHERE s.firstAsserted >= attributed
WITH incident, behind, attributed, latest, began, ended, min(s.firstAsserted) AS sanctioned
RETURN incident.name AS incident, behind.name AS attributedTo, began, ended, attributed,
       CASE WHEN ended IS NULL THEN null
            WHEN attributed < ended THEN 0
            ELSE duration.inDays(date(ended), date(attributed)).days END AS daysAtLeast,
       CASE WHEN began IS NULL OR latest < began THEN null
            ELSE duration.inDays(date(began), date(latest)).days END AS daysAtMost,
       sanctioned,
       CASE WHEN sanctioned IS NULL OR attributed <> latest THEN null
            ELSE duration.inDays(date(attributed), date(sanctioned)).days END AS daysToSanction,
       incident.id AS incidentId, behind.id AS attributedToId
ORDER BY incident, incidentId, attributedTo, attributedToId
SKIP $skip LIMIT $limit
