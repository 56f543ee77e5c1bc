// The present id of an entity, by the key of any of its records: every entity id ever issued is such a key.
// $id: string, "e0123456789abcdef0123"
MATCH (r:Record {key: $id})-[:REFERS_TO]->(e:Entity)
RETURN e.id AS id
ORDER BY id
LIMIT 1
