-- Stacks, their templates and resources, what is to be done with them, and what was done.
-- Times are UTC, RFC 3339 with microseconds, so that text order is time order.

-- Ids of templates and resources are never used again: definitions are kept by the one, and lists
-- of requirements name the other.

CREATE TABLE templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,      -- JSON: the template
    environment TEXT NOT NULL,   -- JSON: the environment with the user's parameters in it
    files TEXT NOT NULL,         -- JSON: name -> content
    facade TEXT NOT NULL         -- JSON: the definition of the resource around the stack, or null
) STRICT;

CREATE TABLE stacks (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL,
    name TEXT NOT NULL,
    owner_id TEXT,               -- the parent stack of a nested one
    parent_resource TEXT,        -- the resource of the parent that it is in
    username TEXT NOT NULL,
    user_id TEXT NOT NULL,
    roles TEXT NOT NULL DEFAULT '[]',  -- JSON list: those of who asked for it as it is
    stack_user_project_id TEXT,
    disable_rollback INTEGER NOT NULL,
    is_converging INTEGER NOT NULL DEFAULT 0,  -- updates look at what the resources really are
    adoption TEXT NOT NULL DEFAULT 'null',  -- JSON: the exported resources that it adopts
    is_abandoned INTEGER NOT NULL DEFAULT 0,  -- the real things outlive it
    timeout_mins INTEGER,
    tags TEXT NOT NULL,          -- JSON list; stack_tags holds the same for look-ups
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT NOT NULL,
    template_id INTEGER NOT NULL REFERENCES templates (id),
    previous_template_id INTEGER REFERENCES templates (id),
    traversal TEXT,              -- the work under way; none when the stack is at rest
    started_at TEXT NOT NULL,    -- when the action began, from which its time-out counts
    created_at TEXT NOT NULL,
    updated_at TEXT,
    deleted_at TEXT,
    revision INTEGER NOT NULL DEFAULT 0  -- grows with everything that a view of the stack shows
) STRICT;

CREATE UNIQUE INDEX live_stack_names ON stacks (project_id, name) WHERE deleted_at IS NULL;
-- Most lists are of what lives and is in no other stack; each index gives a page in its order.
CREATE INDEX live_stacks_by_time ON stacks (project_id, created_at, id)
    WHERE deleted_at IS NULL AND owner_id IS NULL;
CREATE INDEX live_stacks_by_status ON stacks (project_id, status, created_at, id)
    WHERE deleted_at IS NULL AND owner_id IS NULL;
CREATE INDEX live_stacks_by_action ON stacks (project_id, action, created_at, id)
    WHERE deleted_at IS NULL AND owner_id IS NULL;
CREATE INDEX live_stacks_of_all_by_time ON stacks (created_at, id)
    WHERE deleted_at IS NULL AND owner_id IS NULL;
CREATE INDEX stacks_by_time ON stacks (project_id, created_at, id);
CREATE INDEX stacks_by_name ON stacks (project_id, name);
CREATE INDEX stacks_by_owner ON stacks (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX unfinished_stacks ON stacks (row) WHERE traversal IS NOT NULL;

CREATE TABLE stack_tags (
    stack_row INTEGER NOT NULL REFERENCES stacks (row) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (tag, stack_row)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_of_stack ON stack_tags (stack_row);

CREATE TABLE property_data (
    id INTEGER PRIMARY KEY,
    data TEXT NOT NULL           -- JSON: property name -> value
) STRICT;

CREATE TABLE resources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    stack_row INTEGER NOT NULL REFERENCES stacks (row) ON DELETE CASCADE,
    name TEXT NOT NULL,
    type TEXT NOT NULL,          -- as the template names it
    resolved_type TEXT NOT NULL, -- what the environment makes of that
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT NOT NULL,
    physical_resource_id TEXT,
    template_id INTEGER NOT NULL,  -- the template that it was last brought in line with
    definition TEXT,               -- JSON: the frozen definition that it was made by
    property_data_id INTEGER REFERENCES property_data (id),
    attributes TEXT,               -- JSON: values of the attributes that the template refers to
    data TEXT NOT NULL,            -- JSON: what the resource type keeps for itself
    metadata TEXT,                 -- JSON
    hook TEXT,                     -- where it waits for its hook to be cleared: pre-create
    requires TEXT NOT NULL,        -- JSON list of ids of resources that it was made after
    replaces INTEGER,
    replaced_by INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX resources_of_stack ON resources (stack_row, name);

CREATE TRIGGER resource_added AFTER INSERT ON resources
BEGIN UPDATE stacks SET revision = revision + 1 WHERE row = new.stack_row; END;
CREATE TRIGGER resource_changed AFTER UPDATE ON resources
BEGIN UPDATE stacks SET revision = revision + 1 WHERE row = new.stack_row; END;
CREATE TRIGGER resource_removed AFTER DELETE ON resources
BEGIN UPDATE stacks SET revision = revision + 1 WHERE row = old.stack_row; END;

-- The graph of the work under way: steps, and which of them each waits for.
CREATE TABLE steps (
    stack_row INTEGER NOT NULL REFERENCES stacks (row) ON DELETE CASCADE,
    traversal TEXT NOT NULL,
    position INTEGER NOT NULL,
    resource_id INTEGER NOT NULL,  -- the row of a snapshot where the kind is delete_snapshot
    kind TEXT NOT NULL,
    requires TEXT NOT NULL,        -- JSON list of positions
    is_done INTEGER NOT NULL DEFAULT 0,
    failure TEXT,                  -- why it failed, where the others go on all the same
    PRIMARY KEY (stack_row, traversal, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    stack_row INTEGER NOT NULL REFERENCES stacks (row) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    physical_resource_id TEXT,
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT NOT NULL,
    property_data_id INTEGER REFERENCES property_data (id)
) STRICT;

CREATE INDEX events_of_stack ON events (stack_row, row);
CREATE UNIQUE INDEX event_ids ON events (id);

-- What was kept of a stack at a time, to restore it.
CREATE TABLE snapshots (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stack_row INTEGER NOT NULL REFERENCES stacks (row) ON DELETE CASCADE,
    project_id TEXT NOT NULL,      -- of who made it, who need not be of the stack's project
    name TEXT,
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    data TEXT NOT NULL,            -- JSON: the stack, without its resources
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX snapshots_of_stack ON snapshots (stack_row, row);

CREATE TABLE resource_snapshots (
    snapshot_row INTEGER NOT NULL REFERENCES snapshots (row) ON DELETE CASCADE,
    resource_name TEXT NOT NULL,
    resolved_type TEXT NOT NULL,
    data TEXT NOT NULL,            -- JSON: the resource, with what its type keeps
    PRIMARY KEY (snapshot_row, resource_name)
) STRICT, WITHOUT ROWID;
