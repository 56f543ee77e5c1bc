// A document with the source that publishes it.
// $id: string, "d0123456789abcdef0123456789abcdef"
MATCH (d:Disclosure {id: $id})
MATCH (loaded:Disclosure {id: d.writtenIn})
WHERE loaded.sealed = true
OPTIONAL MATCH (d)-[:PUBLISHED_IN]->(source:Source)
RETURN d AS disclosure, source
