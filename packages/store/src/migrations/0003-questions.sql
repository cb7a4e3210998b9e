-- Questions and small writes of the runtime that must not depend on what the planner believes of
-- tables that are empty one second and full the next, or that need more than one statement.

-- Roster ----------------------------------------------------------------------------------------

-- Whoever locks partitions does so in their order, after the node's row if it needs that too.
CREATE FUNCTION free_partitions_v1(node_incarnation text, given smallint[], at_least integer)
RETURNS void LANGUAGE sql AS $$
  WITH mine AS (
    SELECT partition FROM partitions
     WHERE owner = node_incarnation AND (given IS NULL OR partition = ANY (given))
     ORDER BY partition FOR UPDATE)
  UPDATE partitions p
     SET owner = NULL, epoch = p.epoch + 1, min_release = greatest(p.min_release, at_least)
    FROM mine WHERE p.partition = mine.partition
$$;
COMMENT ON FUNCTION free_partitions_v1 IS
  'Takes partitions from their owner, all of them if none are given.';

CREATE FUNCTION claim_partitions_v1(node_incarnation text, wanted smallint[])
RETURNS SETOF smallint LANGUAGE sql AS $$
  WITH me AS (
    SELECT release FROM nodes WHERE incarnation = node_incarnation FOR KEY SHARE),
  free AS (
    SELECT p.partition FROM partitions p, me
     WHERE p.partition = ANY (wanted) AND p.owner IS NULL AND p.min_release <= me.release
     ORDER BY p.partition FOR UPDATE OF p)
  UPDATE partitions p SET owner = node_incarnation
    FROM free WHERE p.partition = free.partition
  RETURNING p.partition
$$;
COMMENT ON FUNCTION claim_partitions_v1 IS
  'Gives free partitions to a node that lives and is new enough. The lock on its row keeps it '
  'alive meanwhile.';

CREATE FUNCTION bury_node_v1(node_incarnation text, patience_ms integer)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('lock_timeout', patience_ms::text, true);
  -- Waits for the commits that hold the row, and looks at the lease again after that.
  DELETE FROM nodes WHERE incarnation = node_incarnation AND lease_until <= clock_timestamp();
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM free_partitions_v1(node_incarnation, NULL, 0);
  RETURN true;
END $$;
COMMENT ON FUNCTION bury_node_v1 IS
  'Ends a node whose lease is over. clock_timestamp(), since now() is when we began to wait.';

CREATE FUNCTION leave_node_v1(node_incarnation text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM nodes WHERE incarnation = node_incarnation;
  PERFORM free_partitions_v1(node_incarnation, NULL, 0);
END $$;
COMMENT ON FUNCTION leave_node_v1 IS 'A node gives up its row and all it owns.';

-- Mail ------------------------------------------------------------------------------------------

CREATE FUNCTION read_mailboxes_v1(partitions smallint[], receivers text[], most integer)
RETURNS TABLE (
  place bigint, seq bigint, sender text, kind text, body bytea, release integer, depth integer,
  trace text, suspect text
) LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
AS $$
  SELECT w.place, m.seq, m.sender, m.kind, m.body, m.release, m.depth, m.trace, NULL
    FROM unnest(partitions, receivers) WITH ORDINALITY AS w (partition, receiver, place)
   CROSS JOIN LATERAL (
         SELECT n.seq, n.sender, n.kind, n.body, n.release, n.depth, n.trace FROM messages n
          WHERE n.partition = w.partition AND n.receiver = w.receiver
          ORDER BY n.seq LIMIT most) m
   UNION ALL
  SELECT w.place, NULL, NULL, NULL, NULL, NULL, NULL, NULL, s.item
    FROM unnest(receivers) WITH ORDINALITY AS w (receiver, place)
    JOIN suspects s ON s.address = w.receiver
$$;
COMMENT ON FUNCTION read_mailboxes_v1 IS
  'The beginning of each mailbox, and what is suspect of each receiver, from one snapshot.';

CREATE FUNCTION list_waiting_v1(wanted smallint[], beyond text, most integer)
RETURNS SETOF text LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT DISTINCT receiver FROM messages
   WHERE partition = ANY (wanted) AND receiver > beyond
   ORDER BY receiver LIMIT most
$$;
COMMENT ON FUNCTION list_waiting_v1 IS 'Receivers with mail, by address.';

CREATE FUNCTION mark_sweep_v1(
  OUT head bigint, OUT mark bigint, OUT seen pg_snapshot, OUT settled bigint
) LANGUAGE plpgsql AS $$
BEGIN
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO head FROM message_seq;
  -- Whoever drew a number up to "head" had its transaction id before, so it has a smaller one than
  -- we draw now. The xmax of a snapshot would not do: it is one past the last that has *ended*, and
  -- those that still run may lie beyond it.
  mark := pg_current_xact_id()::text::bigint;
  -- Every transaction below "settled" has ended. Readers have no transaction id and hold nothing
  -- up; writers do, those of other databases of the server too.
  seen := pg_current_snapshot();
  settled := pg_snapshot_xmin(seen)::text::bigint;
END $$;
COMMENT ON FUNCTION mark_sweep_v1 IS
  'Once every transaction below "mark" has ended, no number up to "head" can appear any more.';

CREATE FUNCTION full_xid_v1(id xid, near pg_snapshot) RETURNS xid8 LANGUAGE sql IMMUTABLE AS $$
  -- A row keeps 32 bits of its writer's id; the rest is that of the nearest id of 64 bits.
  SELECT (pg_snapshot_xmax(near)::text::bigint - 2147483648
          + ((id::text::bigint - pg_snapshot_xmax(near)::text::bigint + 2147483648)
             & 4294967295))::text::xid8
$$;
COMMENT ON FUNCTION full_xid_v1 IS 'The id of a row''s writer, to hold against snapshots.';

CREATE FUNCTION sweep_messages_v1(
  wanted smallint[], beyond bigint, since pg_snapshot, until pg_snapshot, most integer
) RETURNS TABLE (receiver text, seq bigint) LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
AS $$
  -- Writers of messages have no savepoints: a snapshot would not know their second transaction id.
  SELECT m.receiver, m.seq FROM messages m
   WHERE m.seq > beyond AND m.seq > 0 AND m.partition = ANY (wanted)
     AND NOT pg_visible_in_snapshot(full_xid_v1(m.xmin, until), since)
     AND pg_visible_in_snapshot(full_xid_v1(m.xmin, until), until)
   ORDER BY m.seq LIMIT most
$$;
COMMENT ON FUNCTION sweep_messages_v1 IS
  'Mail beyond a number that was committed between two snapshots, in the order of numbers.';

CREATE FUNCTION write_release_v1() RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce(min(release), 1) FROM nodes WHERE lease_until > clock_timestamp()
$$;
COMMENT ON FUNCTION write_release_v1 IS 'What the oldest living node can read.';

-- Receipts --------------------------------------------------------------------------------------

CREATE FUNCTION claim_receipts_v1(
  principals text[], keys text[], hashes text[], addresses text[]
) RETURNS TABLE (place bigint, body_hash text, address text, answer bytea, fresh boolean)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
  -- No wait for the disk: the turn that answers the claim commits later, and flushes all that was
  -- logged before. A claim that a crash forgets has had no turn, and so no effect.
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO receipts (principal, key, body_hash, address)
  SELECT w.principal, w.key, w.body_hash, w.address
    FROM unnest(principals, keys, hashes, addresses)
         WITH ORDINALITY AS w (principal, key, body_hash, address, place)
   ORDER BY w.principal COLLATE "C", w.key COLLATE "C", w.place
  ON CONFLICT DO NOTHING;
  RETURN QUERY
  SELECT w.place, r.body_hash, r.address, r.answer,
         -- A row that our transaction wrote is fresh, for the first in this call that asked for it.
         w.turn = 1 AND coalesce(r.xmin = pg_current_xact_id_if_assigned()::xid, false)
    FROM (SELECT u.principal, u.key, u.place,
                 row_number() OVER (PARTITION BY u.principal, u.key ORDER BY u.place) AS turn
            FROM unnest(principals, keys) WITH ORDINALITY AS u (principal, key, place)
         ) w
   CROSS JOIN LATERAL (
         -- OFFSET 0 keeps this a question per key, also where a vacuum found the table empty.
         SELECT old.body_hash, old.address, old.answer, old.xmin FROM receipts old
          WHERE old.principal = w.principal AND old.key = w.key
         OFFSET 0) r;
END $$;
COMMENT ON FUNCTION claim_receipts_v1 IS 'Claims keys of commands, and reads back whose each is.';

-- Effects ---------------------------------------------------------------------------------------

CREATE FUNCTION claim_effects_v1(
  new_claim text, claim_ms double precision, most integer, of_address text, of_lane text
) RETURNS TABLE (
  seq bigint, id text, address text, lane text, kind text, body bytea, trace text, attempt integer
) LANGUAGE plpgsql
-- Planned with the values, so that a wish for one lane goes by the index of lanes.
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH heads AS (
    SELECT e.id FROM effects e
     WHERE e.due <= now()
       AND (of_address IS NULL OR (e.address = of_address AND e.lane = of_lane))
       AND NOT EXISTS (
             SELECT FROM effects p
              WHERE p.address = e.address AND p.lane = e.lane AND p.seq < e.seq)
     ORDER BY e.due, e.seq LIMIT most
       FOR UPDATE OF e SKIP LOCKED)
  UPDATE effects e
     SET claim = new_claim, attempt = e.attempt + 1,
         due = now() + claim_ms * interval '1 millisecond'
    FROM heads WHERE e.id = heads.id
  RETURNING e.seq, e.id, e.address, e.lane, e.kind, e.body, e.trace, e.attempt;
END $$;
COMMENT ON FUNCTION claim_effects_v1 IS
  'Claims heads of lanes: an effect waits for every earlier one of its lane.';

CREATE FUNCTION settle_effect_v1(
  effect text, its_claim text, result_kind text, result_body bytea, at_release integer
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  done effects;
BEGIN
  -- The deletion gives us our transaction id before we draw a number, as the sweep wants it.
  DELETE FROM effects WHERE id = effect AND claim = its_claim RETURNING * INTO done;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO messages (partition, receiver, seq, sender, kind, body, release, depth, trace)
  VALUES (done.partition, done.address, nextval('message_seq'), 'effect:' || effect, result_kind,
          result_body, at_release, 0, done.trace);
  RETURN true;
END $$;
COMMENT ON FUNCTION settle_effect_v1 IS 'The result of an effect takes its place.';

-- Operators -------------------------------------------------------------------------------------

CREATE FUNCTION replay_quarantined_v1(caught text, by text, in_partition smallint)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  old     quarantine;
  new_seq bigint;
BEGIN
  DELETE FROM quarantine WHERE id = caught RETURNING * INTO old;
  IF NOT FOUND THEN RETURN false; END IF;
  new_seq := nextval('message_seq');
  INSERT INTO messages (partition, receiver, seq, sender, kind, body, release, depth, trace)
  VALUES (in_partition, old.address, new_seq, 'operator:' || by, old.kind, old.body,
          write_release_v1(), 0, old.trace);
  INSERT INTO audit (who, act, detail)
  VALUES (by, 'quarantine.replay',
          to_jsonb(old) - 'body' || jsonb_build_object('new_seq', new_seq));
  RETURN true;
END $$;
COMMENT ON FUNCTION replay_quarantined_v1 IS
  'Appends the message anew, in the operator''s name; the audit row names the old one beside it.';

CREATE FUNCTION drop_quarantined_v1(caught text, by text) RETURNS boolean LANGUAGE sql AS $$
  WITH old AS (
    DELETE FROM quarantine q WHERE id = caught RETURNING to_jsonb(q) - 'body' AS detail),
  noted AS (
    INSERT INTO audit (who, act, detail) SELECT by, 'quarantine.drop', detail FROM old)
  SELECT EXISTS (SELECT FROM old)
$$;
COMMENT ON FUNCTION drop_quarantined_v1 IS 'Gives a message up for good.';

-- Housekeeping ----------------------------------------------------------------------------------

CREATE FUNCTION make_event_partitions_v1(months integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamp;
  name  text;
BEGIN
  -- One at a time: two nodes that tidy at once would both see a month missing.
  PERFORM pg_advisory_xact_lock(hashtext('make_event_partitions'));
  FOR i IN 0 .. months LOOP
    month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i);
    name := 'events_' || to_char(month, 'YYYY_MM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    BEGIN
      EXECUTE format('CREATE TABLE %I PARTITION OF events FOR VALUES FROM (%L) TO (%L)', name,
                     month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    EXCEPTION WHEN check_violation THEN
      -- The default partition holds events of this month already: they stay where they are.
      RAISE NOTICE 'Events of % stay in the default partition', month;
    END;
  END LOOP;
END $$;
COMMENT ON FUNCTION make_event_partitions_v1 IS
  'Makes this month''s partition of events, and the next ones.';
SELECT make_event_partitions_v1(3);

CREATE FUNCTION tidy_receipts_v1(keep interval, most integer) RETURNS bigint LANGUAGE sql AS $$
  WITH old AS (
    SELECT principal, key FROM receipts WHERE at < now() - keep
     ORDER BY principal, key LIMIT most FOR UPDATE SKIP LOCKED),
  gone AS (
    DELETE FROM receipts r USING old
     WHERE r.principal = old.principal AND r.key = old.key RETURNING 1)
  SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION tidy_receipts_v1 IS 'Forgets some old receipts, and says how many.';

CREATE FUNCTION tidy_live_v1(keep interval, most integer) RETURNS bigint LANGUAGE sql AS $$
  WITH old AS (
    SELECT topic, audience, seq FROM live l
     WHERE at < now() - keep
       AND EXISTS (SELECT FROM live n
                    WHERE n.topic = l.topic AND n.audience = l.audience AND n.seq > l.seq)
     LIMIT most FOR UPDATE SKIP LOCKED),
  gone AS (
    DELETE FROM live l USING old
     WHERE l.topic = old.topic AND l.audience = old.audience AND l.seq = old.seq RETURNING 1)
  SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION tidy_live_v1 IS
  'Forgets some old live events, and says how many. The newest of each audience stays, as its '
  'head.';
