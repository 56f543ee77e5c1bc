// The claims that a document states, by id, with the quotes and offsets that the graph shows for each.
// $id: string, "d0123456789abcdef0123456789abcdef"
// $after: string (the last claim of the page before), ""
// $limit: integer, 50
MATCH (c:Claim {statedIn: $id})
WHERE c.id > $after AND c.subject IS NOT NULL
RETURN c.id AS claim, c.origin AS origin, c.quotes AS quotes, c.spanStarts AS starts, c.spanEnds AS ends
ORDER BY claim
LIMIT $limit
