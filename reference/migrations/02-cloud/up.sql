-- The pretend cloud: one row per object. The body is JSON, in the terms of the object's service.
CREATE TABLE cloud_objects (
    position INTEGER PRIMARY KEY, -- the order of creation
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    project TEXT NOT NULL, -- empty for what belongs to the cloud itself
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;
