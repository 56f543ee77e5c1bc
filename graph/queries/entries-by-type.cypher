// How many entries of each type every source has had, without what a source only mentions: that has a native id with a
// slash, or no name.
MATCH (r:Record)
WHERE r.refersTo IS NOT NULL AND NOT r.id CONTAINS '/'
MATCH (v:RecordVersion {id: r.version})
WHERE coalesce(v.named, true)
RETURN r.source AS source, r.type AS type, count(*) AS entries
ORDER BY source, type
