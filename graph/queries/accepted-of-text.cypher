// The claims read from a text that a person has accepted.
// $id: string, "d0123456789abcdef0123456789abcdef"
MATCH (c:Claim {statedIn: $id})
WHERE c.origin = 'prose' AND c.verdict = 'accepted'
RETURN c AS claim
ORDER BY c.id
