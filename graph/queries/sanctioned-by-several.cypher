// Parties on the lists of several authorities, and how many days lie between the first listing and the last.
// topic: sanctions
// $atLeast: integer, 2
// $skip: integer, 0
// $limit: integer, 50
MATCH (party:Entity)-[s:SANCTIONED_BY]->(authority:Entity)
WITH party, authority, s
ORDER BY authority.name
WITH party, collect(DISTINCT authority.name) AS authorities, min(s.firstAsserted) AS first, max(s.firstAsserted) AS last
WHERE size(authorities) >= $atLeast
RETURN party.name AS party, party.type AS type, authorities, first AS firstListed, last AS lastListed,
       duration.inDays(date(first), date(last)).days AS days, party.id AS id
ORDER BY party, id
SKIP $skip LIMIT $limit
