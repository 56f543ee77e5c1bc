// Companies that front for an organ of state or are said to serve an actor, by the actor, the organ or the state.
// topic: state
// $actor: string or null, null
// $state: string or null, "China"
// $skip: integer, 0
// $limit: integer, 50
MATCH (company:Organization)-[r:FRONT_FOR|AFFILIATED_WITH|OWNED_BY]->(behind:Entity)
WHERE NOT 'agency' IN company.roles AND company.type = 'Organization'
OPTIONAL MATCH (behind)-[:ATTRIBUTED_TO|AFFILIATED_WITH|PART_OF*0..4]->(state:State)
WITH company, r, behind, state
ORDER BY state.name
WITH company, r, behind, collect(DISTINCT state.name) AS states
WHERE ($actor IS NULL OR behind.name = $actor) AND ($state IS NULL OR $state IN states)
RETURN company.name AS company, type(r) AS predicate, behind.name AS behind, behind.type AS type, states,
       r.claimants AS claimants, r.firstAsserted AS firstAsserted, company.roles AS roles, r.edge AS edge
ORDER BY company, edge
SKIP $skip LIMIT $limit
