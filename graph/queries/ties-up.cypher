// Whom some entities belong to, serve, or are attributed to: the edges from them that a chain may follow.
// $ids: list of strings, ["e0123456789abcdef0123"]
UNWIND $ids AS id
MATCH (:Entity {id: id})-[r:ATTRIBUTED_TO|AFFILIATED_WITH|FRONT_FOR|MEMBER_OF|OWNED_BY|PART_OF]->(o:Entity)
RETURN r AS edge, o.id AS id, o.type AS type, o.name AS name, o.named AS named, o.organ AS organ, o.roles AS roles
ORDER BY r.edge
