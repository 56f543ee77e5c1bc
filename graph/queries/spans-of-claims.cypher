// Where the texts say it: the spans of some claims, in text order.
// $ids: list of strings, ["c0123456789abcdef0123456789abcdef"]
UNWIND $ids AS id
MATCH (s:Span {claim: id})
RETURN s.claim AS claim, s.disclosure AS disclosure, s.start AS start, s.end AS end, s.quote AS quote
ORDER BY claim, start, end
