-- The statement that writes a view names each of its columns four times, and was read and planned anew at
-- every commit: for forty columns that costs as much as to write three rows. It becomes a function, whose
-- plan each connection keeps. What a commit is given stays the same: it still calls what view_writers says.

CREATE OR REPLACE FUNCTION register_view(name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  source regclass := format('view.%I', name)::regclass;
  writer text := 'write_' || name;
  known  text[];
  names  text;
  moves  text;
BEGIN
  SELECT array_agg(attname), string_agg(format('%I', attname), ', ' ORDER BY attnum),
         string_agg(format('%I = excluded.%I', attname, attname), ', ' ORDER BY attnum)
           FILTER (WHERE attname <> 'key')
    INTO known, names, moves
    FROM pg_attribute
   WHERE attrelid = source AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
  EXECUTE format('CREATE OR REPLACE FUNCTION view.%I(jsonb) RETURNS void LANGUAGE plpgsql AS %L',
    writer, format('BEGIN INSERT INTO view.%I AS old (%s) '
                   'SELECT %s FROM jsonb_populate_recordset(NULL::view.%I, $1) '
                   'ON CONFLICT (key) DO UPDATE SET %s WHERE old.version < excluded.version; END',
                   name, names, names, name, moves));
  EXECUTE format('COMMENT ON FUNCTION view.%I IS %L', writer,
                 'Writes rows of the view of this name. Made by register_view.');
  INSERT INTO view_writers (view, columns, upsert, remove) VALUES (
    name, known,
    format('SELECT view.%I($1)', writer),
    format('DELETE FROM view.%I AS old USING (SELECT key, version '
           'FROM jsonb_to_recordset($1) AS row (key text, version bigint) LIMIT $2) gone '
           'WHERE old.key = gone.key AND old.version < gone.version', name))
  ON CONFLICT (view) DO UPDATE
     SET columns = excluded.columns, upsert = excluded.upsert, remove = excluded.remove;
END $$;

SELECT register_view(view) FROM view_writers;
