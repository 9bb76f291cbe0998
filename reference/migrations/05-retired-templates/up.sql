-- Templates that no stack refers to any more. They outlive their stacks' turning away from them by a
-- while: whoever has read the stack just before may still ask for its template.

ALTER TABLE templates ADD COLUMN retired_at TEXT;

CREATE INDEX retired_templates ON templates (retired_at) WHERE retired_at IS NOT NULL;

-- Whether any stack refers to a template is asked at the end of every update, however many there are.
CREATE INDEX stacks_by_template ON stacks (template_id);
CREATE INDEX stacks_by_previous_template ON stacks (previous_template_id)
    WHERE previous_template_id IS NOT NULL;
