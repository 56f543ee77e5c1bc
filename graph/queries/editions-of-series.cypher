// The editions of a series, the one recorded last first; of a text the readings of it, and at the end the text itself.
// $series: string, "f17079a987231a6f437c998d7c76e68e97f2104a354193866be2963dbddac98c"
MATCH (d:Disclosure {series: $series})
WHERE d.sealed = true
RETURN d AS disclosure
ORDER BY d.recordedAt DESC, d.id DESC
