-- What operators tell of the roads: closures and slow stretches. Every telling stays, with who told it; of
-- one event the highest revision counts.

CREATE TABLE traffic_events (
  seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id       text COLLATE "C" NOT NULL,
  revision integer NOT NULL CHECK (revision > 0),
  south    double precision NOT NULL CHECK (south BETWEEN -90 AND 90),
  west     double precision NOT NULL CHECK (west BETWEEN -180 AND 180),
  north    double precision NOT NULL CHECK (north BETWEEN south AND 90),
  east     double precision NOT NULL CHECK (east BETWEEN west AND 180),
  share    double precision CHECK (share > 0 AND share <= 1),
  from_at  timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  note     text NOT NULL,
  told_by  text NOT NULL,
  told_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (id, revision)
);
COMMENT ON TABLE traffic_events IS
  'Tellings of what happens on the roads, appended and never changed.';
COMMENT ON COLUMN traffic_events.seq IS
  'Grows as tellings are committed, so that whoever read up to one misses none after it.';
COMMENT ON COLUMN traffic_events.share IS
  'To this part of their speed all are slowed; null: nobody passes.';
COMMENT ON COLUMN traffic_events.until_at IS
  'What was called off ends before it begins.';

CREATE INDEX traffic_events_by_end ON traffic_events (until_at, seq);
COMMENT ON INDEX traffic_events_by_end IS
  'Finds the few that are not over, however many there have been.';

CREATE FUNCTION tell_traffic_v1(
  event text, new_revision integer, south double precision, west double precision,
  north double precision, east double precision, share double precision, from_at timestamptz,
  until_at timestamptz, note text, told_by text
) RETURNS TABLE (seq bigint, standing integer, told_at timestamptz) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  known integer;
BEGIN
  -- One telling at a time: numbers are committed in their order, and two who change one event meet here.
  PERFORM pg_advisory_xact_lock(hashtextextended('traffic_events', 0));
  SELECT coalesce(max(t.revision), 0) INTO known FROM traffic_events t WHERE t.id = event;
  IF known <> new_revision - 1 THEN
    RETURN QUERY SELECT NULL::bigint, known, NULL::timestamptz;
    RETURN;
  END IF;
  RETURN QUERY
  INSERT INTO traffic_events AS t
    (id, revision, south, west, north, east, share, from_at, until_at, note, told_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  RETURNING t.seq, t.revision, t.told_at;
END $$;
COMMENT ON FUNCTION tell_traffic_v1 IS
  'Appends the next revision of an event. Whoever did not know the one that stands gets its number, '
  'and writes nothing.';
