// Actors and activities that different speakers attribute to different actors, or to different states; none of those
// who name the one names the other.
// topic: dispute
// $skip: integer, 0
// $limit: integer, 50
MATCH (subject:Entity)-[a:ATTRIBUTED_TO]->(one:Entity)
WHERE one.type IN ['ThreatActor', 'State']
MATCH (subject)-[b:ATTRIBUTED_TO]->(other:Entity)
WHERE one.id < other.id AND one.type = other.type AND none(speaker IN a.claimantIds WHERE speaker IN b.claimantIds)
RETURN subject.name AS subject, subject.type AS type, one.name AS attributedTo, a.claimants AS claimants,
       other.name AS orTo, b.claimants AS otherClaimants, a.edge AS edge, b.edge AS otherEdge
ORDER BY subject, edge, otherEdge
SKIP $skip LIMIT $limit
