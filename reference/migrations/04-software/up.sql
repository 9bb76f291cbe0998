-- Software configurations, and their deployments to servers.
-- Times are UTC, RFC 3339 with microseconds, so that text order is time order.

CREATE TABLE software_configs (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL,
    name TEXT,
    tool TEXT,                   -- what the API calls `group`
    config TEXT NOT NULL,        -- JSON: a text, or whatever the tool reads
    inputs TEXT NOT NULL,        -- JSON list
    outputs TEXT NOT NULL,       -- JSON list
    options TEXT NOT NULL,       -- JSON map
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX software_configs_of_project ON software_configs (project_id, row);

CREATE TABLE software_deployments (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL,
    stack_user_project_id TEXT,  -- whose users may see it as well
    config_id TEXT NOT NULL REFERENCES software_configs (id),
    server_id TEXT NOT NULL,
    input_values TEXT NOT NULL,  -- JSON map
    output_values TEXT NOT NULL, -- JSON map; null before there are any
    action TEXT,
    status TEXT,
    status_reason TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT
) STRICT;

CREATE INDEX software_deployments_of_project ON software_deployments (project_id, row);
CREATE INDEX software_deployments_of_server ON software_deployments (server_id, row);
CREATE INDEX software_deployments_of_config ON software_deployments (config_id);
CREATE INDEX software_deployments_of_users ON software_deployments (stack_user_project_id, row)
    WHERE stack_user_project_id IS NOT NULL;

-- The resource that a deployment's server is.
CREATE INDEX resources_by_physical_id ON resources (physical_resource_id)
    WHERE physical_resource_id IS NOT NULL;
