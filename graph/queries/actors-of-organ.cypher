// The actors, people and companies that are tied to an organ of state, by which claim and by whose word.
// topic: state
// $organ: string, "Ministry of State Security"
// $skip: integer, 0
// $limit: integer, 50
MATCH (organ:Organization {name: $organ})<-[r:ATTRIBUTED_TO|AFFILIATED_WITH|FRONT_FOR|MEMBER_OF|OWNED_BY]-(other:Entity)
RETURN other.name AS name, other.type AS type, type(r) AS predicate, r.claimants AS claimants,
       r.claimantStates AS claimantStates, r.likelihoodTerms AS likelihoodTerms, r.firstAsserted AS firstAsserted,
       r.disputed AS disputed, r.edge AS edge
ORDER BY type, name, edge
SKIP $skip LIMIT $limit
