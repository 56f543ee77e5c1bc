// The sources that something was loaded from: licence, number of editions and documents, the last one's day.
// $skip: integer, 0
// $limit: integer, 50
MATCH (s:Source)
WHERE s.id <> '-'
OPTIONAL MATCH (d:Disclosure)-[:PUBLISHED_IN]->(s)
WHERE d.sealed = true AND (d.readBy IS NULL OR d.textSha256 IS NOT NULL)
WITH s, count(d) AS disclosures, max(d.publishedOn) AS lastPublished, max(d.recordedAt) AS lastRecorded
RETURN s.id AS source, s.title AS title, s.publisher AS publisher, s.licence AS licence, s.homepage AS homepage,
       disclosures, lastPublished, lastRecorded
ORDER BY source
SKIP $skip LIMIT $limit
