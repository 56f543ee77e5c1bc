// How many disclosures, claims and entities the graph holds; a later reading of a text is no disclosure of its own.
OPTIONAL MATCH (d:Disclosure)
WHERE d.sealed = true AND (d.readBy IS NULL OR d.textSha256 IS NOT NULL)
WITH count(d) AS disclosures
OPTIONAL MATCH (c:Claim)
WHERE c.subject IS NOT NULL
WITH disclosures, count(c) AS claims
OPTIONAL MATCH (e:Entity)
RETURN disclosures, claims, count(e) AS entities
