-- The life of a process: tags, the archive, the drafts that a restore replaced, and what its lists are sorted and searched by.

ALTER TABLE process ADD COLUMN tags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 20);
ALTER TABLE process ADD COLUMN archived_at timestamptz;
ALTER TABLE process ADD COLUMN archived_by text;
ALTER TABLE process ADD CHECK ((archived_at IS NULL) = (archived_by IS NULL));

-- The list shows a page of one order; what is archived is left out unless it is asked for.
CREATE INDEX process_by_name ON process (tenant_id, lower(name), key) WHERE archived_at IS NULL;
CREATE INDEX process_by_change ON process (tenant_id, draft_at DESC, key) WHERE archived_at IS NULL;

-- A draft that was replaced as a whole, so that it can be had back. Only the latest of a process are kept.
CREATE TABLE kept_draft (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  process_id uuid NOT NULL,
  definition text NOT NULL,
  etag       text NOT NULL,
  saved_by   text NOT NULL,
  saved_at   timestamptz NOT NULL,
  kept_by    text NOT NULL,
  kept_at    timestamptz NOT NULL,
  reason     text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, process_id) REFERENCES process (tenant_id, id)
);
CREATE INDEX kept_draft_process ON kept_draft (tenant_id, process_id, kept_at DESC);
ALTER TABLE kept_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_draft FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON kept_draft TO headgate_app USING (tenant_id = bound_tenant()) WITH CHECK (tenant_id = bound_tenant());

-- Which publications a version has, and which runs went on them.
CREATE INDEX publication_version ON publication (tenant_id, version_id);
CREATE INDEX run_publication ON run (tenant_id, publication_id, requested_at DESC);
