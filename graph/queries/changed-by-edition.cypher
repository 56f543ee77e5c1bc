// How many claims of its series an edition no longer holds since it came out: withdrawn, or amended (said in other words).
// $id: string (a disclosure's id), "d0"
MATCH (d:Disclosure {id: $id})
MATCH (e:Disclosure)
WHERE e.series = d.series
WITH e.id AS edition, coalesce(d.publishedOn, left(d.recordedAt, 10)) AS day
MATCH (c:Claim {writtenIn: edition})
WHERE c.withdrawnOn = day OR c.amendedOn = day
RETURN sum(CASE WHEN c.withdrawnOn = day THEN 1 ELSE 0 END) AS withdrawn,
       sum(CASE WHEN c.amendedOn = day THEN 1 ELSE 0 END) AS amended
