// An entity's neighbours, at most `limit` of them, and every edge among these and the entity.
// $id: string, "e0123456789abcdef0123"
// $limit: integer, 50
MATCH (e:Entity {id: $id})-[:ATTRIBUTED_TO|TARGETED|SANCTIONED_BY|RESPONDED_TO|ALIAS_OF|SAME_AS|AFFILIATED_WITH|FRONT_FOR|OWNED_BY|PART_OF|MEMBER_OF|LOCATED_IN|USES|EXPLOITED]-(n:Entity)
WITH DISTINCT e, n
ORDER BY n.id
LIMIT $limit
WITH e, collect(n.id) AS neighbours
WITH neighbours + [e.id] AS ids
MATCH (a:Entity)-[r:ATTRIBUTED_TO|TARGETED|SANCTIONED_BY|RESPONDED_TO|ALIAS_OF|SAME_AS|AFFILIATED_WITH|FRONT_FOR|OWNED_BY|PART_OF|MEMBER_OF|LOCATED_IN|USES|EXPLOITED]->(b:Entity)
WHERE a.id IN ids AND b.id IN ids
RETURN a.id AS subject, a.name AS subjectName, a.type AS subjectType, r AS edge,
       b.id AS object, b.name AS objectName, b.type AS objectType
ORDER BY r.edge
