// Officials of a state and of its organs by their office, and who says that they hold it.
// topic: state
// $state: string, "United Kingdom"
// $office: string or null (a part of the office), null
// $skip: integer, 0
// $limit: integer, 50
MATCH (state:State {name: $state})<-[:PART_OF*0..4]-(body:Entity)<-[r:MEMBER_OF]-(person:Person)
WHERE r.positions IS NOT NULL
WITH DISTINCT person, r, body
UNWIND r.positions AS office
WITH person, r, body, office
WHERE $office IS NULL OR toLower(office) CONTAINS toLower($office)
RETURN person.name AS person, office, body.name AS body, r.claimants AS claimants, r.firstAsserted AS firstAsserted,
       r.edge AS edge
ORDER BY person, office, edge
SKIP $skip LIMIT $limit
