// What was judged of some records and others, the latest verdict on a pair last.
// $ids: list of strings, ["list:1"]
UNWIND $ids AS id
MATCH (j:Judgement)
WHERE j.leftRecord = id OR j.rightRecord = id
RETURN DISTINCT j AS judgement
ORDER BY j.decidedAt, j.id
