-- Templates that no stack refers to any more. They outlive their stacks' turning away from them by a
-- while: whoever has read the stack just before may still ask for its template.

ALTER TABLE templates ADD COLUMN retired_at TEXT;

CREATE INDEX retired_templates ON templates (retired_at) WHERE retired_at IS NOT NULL;
