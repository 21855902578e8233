-- What is live already is looked after from now on.
ALTER TABLE publication NO FORCE ROW LEVEL SECURITY;
ALTER TABLE work_item NO FORCE ROW LEVEL SECURITY;
INSERT INTO work_item (tenant_id, kind, id, due_at)
SELECT DISTINCT tenant_id, 'publication-watch', 'all', now() FROM publication WHERE state = 'LIVE'
ON CONFLICT DO NOTHING;
ALTER TABLE publication FORCE ROW LEVEL SECURITY;
ALTER TABLE work_item FORCE ROW LEVEL SECURITY;
