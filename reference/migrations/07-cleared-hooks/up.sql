-- That a hook is cleared counts also when the server ends before the resource has gone on: the
-- traversal in which it last was, and the hook, `TRAVERSAL pre-create`.

ALTER TABLE resources ADD COLUMN cleared_hook TEXT;
