// Sanctioned people, companies and organs that are linked to an actor, and by which authorities they are listed.
// topic: sanctions
// $actor: string, "APT31"
// $skip: integer, 0
// $limit: integer, 50
MATCH (actor:ThreatActor {name: $actor})-[link:AFFILIATED_WITH|MEMBER_OF|FRONT_FOR|OWNED_BY|ATTRIBUTED_TO]-(party:Entity)
MATCH (party)-[s:SANCTIONED_BY]->(authority:Entity)
RETURN party.name AS party, party.type AS type, type(link) AS link, link.claimants AS linkedBy,
       authority.name AS authority, s.claimants AS claimants, s.firstAsserted AS firstAsserted, s.edge AS edge
ORDER BY party, link, edge
SKIP $skip LIMIT $limit
