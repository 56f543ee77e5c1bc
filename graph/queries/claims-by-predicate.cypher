// How many claims of each predicate every disclosure brought that was loaded.
MATCH (c:Claim)
WHERE c.subject IS NOT NULL
RETURN c.writtenIn AS disclosure, c.predicate AS predicate, count(*) AS claims
ORDER BY disclosure, predicate
