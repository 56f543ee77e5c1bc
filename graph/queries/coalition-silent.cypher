// Members of a body from whom no claim stands on a joint statement; what a state's organs say counts as said by it.
// A member that is said to have joined later does not count.
// topic: coalition
// $statement: string, "claims-attributed-examples:exchange-2021"
// $body: string, "NATO"
// $skip: integer, 0
// $limit: integer, 50
MATCH (said:Claim {statementId: $statement})
WITH min(said.assertedOn) AS day
MATCH (body:Organization {name: $body})<-[:OBJECT]-(m:Claim {predicate: 'MEMBER_OF'})-[:SUBJECT]->(member:State)
WHERE m.backs = true AND (m.eventStart IS NULL OR m.eventStart <= day)
WITH DISTINCT member
OPTIONAL MATCH (member)<-[:PART_OF*0..4]-(speaker:Entity)<-[:CLAIMANT]-(c:Claim {statementId: $statement})
WHERE c.standing = true
WITH member, count(c) AS claims
WHERE claims = 0
RETURN member.name AS member
ORDER BY member
SKIP $skip LIMIT $limit
