// In how many claims an entity is subject, object or claimant, by predicate.
// $id: string, "e0123456789abcdef0123"
MATCH (e:Entity {id: $id})<-[r:SUBJECT|OBJECT|CLAIMANT]-(c:Claim)
RETURN type(r) AS role, c.predicate AS predicate, count(c) AS claims
ORDER BY role, predicate
