// Who has sanctioned a party, under which programme and when: every standing claim.
// topic: sanctions
// $name: string, "Zhao Guangzong"
// $skip: integer, 0
// $limit: integer, 50
MATCH (party:Entity {name: $name})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(authority:Entity)
WHERE c.predicate = 'SANCTIONED_BY' AND c.standing = true
MATCH (c)-[:CLAIMANT]->(claimant:Entity)
MATCH (c)-[:STATED_IN]->(d:Disclosure)
RETURN authority.name AS authority, claimant.name AS claimant, c.stance AS stance, c.programme AS programme,
       c.reference AS reference, c.assertedOn AS assertedOn, c.quote AS quote, d.title AS title, d.url AS url,
       c.id AS claim
ORDER BY coalesce(c.assertedOn, '') DESC, claim
SKIP $skip LIMIT $limit
