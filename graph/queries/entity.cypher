// An entity by its id.
// $id: string, "e0123456789abcdef0123"
MATCH (e:Entity {id: $id})
RETURN e AS entity
