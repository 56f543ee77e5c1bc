// How many claims count as withdrawn since an edition came out: those of its series that it no longer holds.
// $id: string (a disclosure's id), "d0"
MATCH (d:Disclosure {id: $id})
WHERE d.complete = true AND d.publishedOn IS NOT NULL
MATCH (e:Disclosure)
WHERE e.series = d.series
WITH d, collect(e.id) AS editions
MATCH (c:Claim)
WHERE c.withdrawnOn = d.publishedOn AND c.writtenIn IN editions
RETURN count(c) AS withdrawn
