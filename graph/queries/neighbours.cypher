// What an entity is directly tied to, in both directions, with who says so.
// topic: evidence
// $name: string, "APT28"
// $skip: integer, 0
// $limit: integer, 50
MATCH (e:Entity {name: $name})-[r:ATTRIBUTED_TO|TARGETED|SANCTIONED_BY|RESPONDED_TO|ALIAS_OF|SAME_AS|AFFILIATED_WITH|FRONT_FOR|OWNED_BY|PART_OF|MEMBER_OF|LOCATED_IN|USES|EXPLOITED]-(other:Entity)
RETURN type(r) AS predicate, startNode(r).id = e.id AS outgoing, other.name AS other, other.type AS type,
       r.claimants AS claimants, r.likelihoodTerms AS likelihoodTerms, r.disputed AS disputed, r.edge AS edge
ORDER BY predicate, other, edge
SKIP $skip LIMIT $limit
