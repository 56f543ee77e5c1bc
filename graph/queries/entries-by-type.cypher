// How many entries of each type every source has had: a native id with a slash is of something that a source only names.
MATCH (r:Record)
WHERE r.refersTo IS NOT NULL AND NOT r.id CONTAINS '/'
RETURN r.source AS source, r.type AS type, count(*) AS entries
ORDER BY source, type
