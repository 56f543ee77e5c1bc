// The records that refer to an entity, with what each holds now; `joinedTo` says why it belongs there.
// $id: string, "e0123456789abcdef0123"
MATCH (r:Record {refersTo: $id})
MATCH (v:RecordVersion {id: r.version})
RETURN r AS record, v AS version
ORDER BY r.recordedAt, r.id
