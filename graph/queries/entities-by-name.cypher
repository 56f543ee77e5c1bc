// Entities that bear exactly this name, as their name or as one of their names.
// $name: string, "APT31"
// $skip: integer, 0
// $limit: integer, 50
MATCH (e:Entity)
WHERE e.name = $name OR $name IN e.names
RETURN e AS entity
ORDER BY e.id
SKIP $skip LIMIT $limit
