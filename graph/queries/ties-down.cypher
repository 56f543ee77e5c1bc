// Which actors, bodies and persons belong to some entities, serve them, or are attributed to them.
// $ids: list of strings, ["e0123456789abcdef0123"]
UNWIND $ids AS id
MATCH (:Entity {id: id})<-[r:ATTRIBUTED_TO|AFFILIATED_WITH|FRONT_FOR|MEMBER_OF|OWNED_BY|PART_OF]-(s:Entity)
WHERE s.type IN ['ThreatActor', 'Organization', 'Person']
RETURN r AS edge, s.id AS id, s.type AS type, s.name AS name, s.named AS named, s.organ AS organ, s.roles AS roles
ORDER BY r.edge
