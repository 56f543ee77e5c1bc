// How many disclosures, claims and entities the graph holds.
OPTIONAL MATCH (d:Disclosure)
WHERE d.sealed = true
WITH count(d) AS disclosures
OPTIONAL MATCH (c:Claim)
WHERE c.subject IS NOT NULL
WITH disclosures, count(c) AS claims
OPTIONAL MATCH (e:Entity)
RETURN disclosures, claims, count(e) AS entities
