// The entity to which a record refers.
// $id: string, "mitre-attack-enterprise:intrusion-set--0"
MATCH (r:Record {id: $id})-[:REFERS_TO]->(e:Entity)
RETURN e.id AS id
