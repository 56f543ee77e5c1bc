// The source of every disclosure that was loaded.
MATCH (d:Disclosure)
WHERE d.sealed = true
RETURN d.id AS disclosure, d.source AS source
ORDER BY disclosure
