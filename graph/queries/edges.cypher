// The edges of an entity in both directions, each with the entity at its other end.
// $id: string, "e0123456789abcdef0123"
// $skip: integer, 0
// $limit: integer, 50
MATCH (e:Entity {id: $id})-[r:ATTRIBUTED_TO|TARGETED|SANCTIONED_BY|RESPONDED_TO|ALIAS_OF|SAME_AS|AFFILIATED_WITH|FRONT_FOR|OWNED_BY|PART_OF|MEMBER_OF|LOCATED_IN|USES|EXPLOITED]-(other:Entity)
RETURN r AS edge, other.id AS id, other.name AS name, other.type AS type
ORDER BY type(r), r.edge
SKIP $skip LIMIT $limit
