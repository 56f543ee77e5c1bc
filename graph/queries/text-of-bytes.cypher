// The text that was once taken out of a document's bytes, and its source.
// $sha256: string, "f17079a987231a6f437c998d7c76e68e97f2104a354193866be2963dbddac98c"
MATCH (d:Disclosure {sha256: $sha256})-[:PUBLISHED_IN]->(s:Source)
WHERE d.sealed = true AND d.textSha256 IS NOT NULL
RETURN d AS disclosure, s AS source
ORDER BY d.recordedAt, d.id
LIMIT 1
