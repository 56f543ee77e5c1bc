// What is attributed to a state, directly or through its organs, with the organ in between and who says the first step.
// topic: attribution
// $state: string, "Russia"
// $skip: integer, 0
// $limit: integer, 50
MATCH (state:State {name: $state})<-[:PART_OF*0..4]-(organ:Entity)<-[r:ATTRIBUTED_TO|AFFILIATED_WITH]-(subject:Entity)
WHERE subject.type IN ['ThreatActor', 'Campaign', 'Incident', 'Malware', 'Tool']
WITH DISTINCT subject, r, organ
RETURN subject.name AS subject, subject.type AS type, type(r) AS predicate, organ.name AS attributedTo,
       r.claimants AS claimants, r.likelihoodTerms AS likelihoodTerms, r.firstAsserted AS firstAsserted,
       r.disputed AS disputed, r.edge AS edge
ORDER BY subject, edge
SKIP $skip LIMIT $limit
