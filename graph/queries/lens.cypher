// Whose names are trusted in this graph: the lens under which it was derived.
MATCH (p:Projection {id: '-'})
RETURN p.lens AS lens
