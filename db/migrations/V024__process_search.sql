-- What a search of the list looks at, in one text and in small letters: one look at a process instead of four.

-- Declared immutable, which array_to_string is for text though it cannot promise it for every type.
CREATE FUNCTION process_search(name text, key text, owner text, tags text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT lower(name || E'\n' || key || E'\n' || owner || E'\n' || array_to_string(tags, E'\n')) $$;

ALTER TABLE process ADD COLUMN search text NOT NULL GENERATED ALWAYS AS (process_search(name, key, owner, tags)) STORED;
