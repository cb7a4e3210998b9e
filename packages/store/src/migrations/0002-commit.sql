-- The commit of a batch: one call, one statement to the client, one transaction.
--
-- Each group of arrays is a table by columns (null: without a row), sorted by key by the caller, so that two nodes that
-- write the same rows take their locks in the same order. "LIMIT cardinality(...)" is for the
-- planner: an unknown limit is guessed at a tenth, so that the array side counts as one row and
-- drives a nested loop over the index. Where a table is empty time and again even that is not
-- enough: rows of messages and timers are found by a lateral question and deleted by their place.
-- Whoever calls it has forbidden plans that read whole tables, for its session (commit/lane.ts).

CREATE FUNCTION raise_stale(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'MS002', MESSAGE = what;
END $$;
COMMENT ON FUNCTION raise_stale IS 'Ends a commit whose picture of the world was out of date.';

CREATE FUNCTION commit_batch_v1(
  node_incarnation text,
  -- Agents that are new, that move, and that only have to stand where they stood.
  born_partition smallint[], born_address text[], born_version bigint[], born_schema integer[],
  born_phase text[], born_turned_at timestamptz[], born_state bytea[], born_heads bytea[],
  moved_partition smallint[], moved_address text[], moved_expected bigint[],
  moved_version bigint[], moved_schema integer[], moved_phase text[],
  moved_turned_at timestamptz[], moved_state bytea[], moved_heads bytea[],
  stood_partition smallint[], stood_address text[], stood_version bigint[],
  consumed_partition smallint[], consumed_receiver text[], consumed_seq bigint[],
  fired_partition smallint[], fired_address text[], fired_name text[], fired_generation bigint[],
  answer_principal text[], answer_key text[], answer_hash text[], answer_address text[],
  answer_body bytea[],
  event_address text[], event_version bigint[], event_n integer[], event_kind text[],
  event_schema integer[], event_body bytea[], event_at timestamptz[],
  -- mail_place is where a message stands in the order sent.
  mail_place integer[], mail_partition smallint[], mail_receiver text[], mail_sender text[],
  mail_kind text[], mail_body bytea[], mail_release integer[], mail_depth integer[],
  mail_trace text[],
  cancelled_partition smallint[], cancelled_address text[], cancelled_name text[],
  timer_partition smallint[], timer_address text[], timer_name text[], timer_due timestamptz[],
  timer_generation bigint[], timer_body bytea[],
  effect_id text[], effect_partition smallint[], effect_address text[], effect_lane text[],
  effect_kind text[], effect_body bytea[], effect_trace text[],
  -- One element per view, as JSON: the columns that its rows name, the rows, and keys and versions
  -- of rows to remove.
  view_name text[], view_columns text[], view_rows text[], view_gone text[],
  live_topic text[], live_audience text[], live_seq bigint[], live_name text[],
  live_body bytea[], live_at timestamptz[],
  caught_id text[], caught_address text[], caught_seq bigint[], caught_sender text[],
  caught_kind text[], caught_body bytea[], caught_trace text[], caught_error text[],
  caught_stack text[], caught_attempt integer[], caught_at timestamptz[],
  OUT seqs bigint[], OUT at bigint
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  done   bigint;
  writer view_writers;
BEGIN
  -- The fence. It also gives us our transaction id before we draw any number from message_seq:
  -- the sweep rests on that order.
  PERFORM FROM nodes WHERE incarnation = node_incarnation FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'MS001', MESSAGE = 'fenced';
  END IF;

  IF cardinality(moved_address) > 0 THEN
    UPDATE agents a
       SET version = w.version, schema = w.schema, phase = w.phase, turned_at = w.turned_at,
           state = w.state, heads = w.heads
      FROM (SELECT unnest(moved_partition) AS partition, unnest(moved_address) AS address,
                   unnest(moved_expected) AS expected, unnest(moved_version) AS version,
                   unnest(moved_schema) AS schema, unnest(moved_phase) AS phase,
                   unnest(moved_turned_at) AS turned_at, unnest(moved_state) AS state,
                   unnest(moved_heads) AS heads
             LIMIT cardinality(moved_address)) w
     WHERE a.partition = w.partition AND a.address = w.address AND a.version = w.expected;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> cardinality(moved_address) THEN PERFORM raise_stale('agents'); END IF;
  END IF;

  IF cardinality(born_address) > 0 THEN
    INSERT INTO agents (partition, address, version, schema, phase, turned_at, state, heads)
    SELECT unnest(born_partition), unnest(born_address), unnest(born_version), unnest(born_schema),
           unnest(born_phase), unnest(born_turned_at), unnest(born_state), unnest(born_heads)
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> cardinality(born_address) THEN PERFORM raise_stale('agents'); END IF;
  END IF;

  IF cardinality(stood_address) > 0 THEN
    SELECT count(*) INTO done
      FROM (SELECT unnest(stood_partition) AS partition, unnest(stood_address) AS address,
                   unnest(stood_version) AS version
             LIMIT cardinality(stood_address)) w
      LEFT JOIN agents a ON a.partition = w.partition AND a.address = w.address
     WHERE coalesce(a.version, 0) = w.version;
    IF done <> cardinality(stood_address) THEN PERFORM raise_stale('agents'); END IF;
  END IF;

  IF cardinality(consumed_seq) > 0 THEN
    -- A join would be turned around when a vacuum has found the table empty, and then each commit
    -- would read the array once for each message: 200 µs a turn instead of 25.
    DELETE FROM messages WHERE ctid = ANY (ARRAY(
      SELECT place
        FROM (SELECT unnest(consumed_partition) AS partition,
                     unnest(consumed_receiver) AS receiver, unnest(consumed_seq) AS seq) w
       CROSS JOIN LATERAL (
             SELECT m.ctid AS place FROM messages m
              WHERE m.partition = w.partition AND m.receiver = w.receiver AND m.seq = w.seq
             OFFSET 0) found));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> cardinality(consumed_seq) THEN PERFORM raise_stale('mail'); END IF;
    IF EXISTS (SELECT FROM suspects) THEN
      DELETE FROM suspects s
       USING (SELECT unnest(consumed_receiver) AS receiver, unnest(consumed_seq) AS seq
               LIMIT cardinality(consumed_seq)) w
       WHERE s.address = w.receiver AND s.item = 'mail ' || w.seq;
    END IF;
  END IF;

  IF cardinality(fired_name) > 0 THEN
    DELETE FROM timers WHERE ctid = ANY (ARRAY(
      SELECT place
        FROM (SELECT unnest(fired_partition) AS partition, unnest(fired_address) AS address,
                     unnest(fired_name) AS name, unnest(fired_generation) AS generation) w
       CROSS JOIN LATERAL (
             SELECT t.ctid AS place FROM timers t
              WHERE t.partition = w.partition AND t.address = w.address AND t.name = w.name
                AND t.generation = w.generation
             OFFSET 0) found));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> cardinality(fired_name) THEN PERFORM raise_stale('timers'); END IF;
    IF EXISTS (SELECT FROM suspects) THEN
      DELETE FROM suspects s
       USING (SELECT unnest(fired_address) AS address, unnest(fired_name) AS name,
                     unnest(fired_generation) AS generation
               LIMIT cardinality(fired_name)) w
       WHERE s.address = w.address AND s.item = 'timer ' || w.name || ' ' || w.generation;
    END IF;
  END IF;

  IF cardinality(answer_key) > 0 THEN
    -- Claims and answers at once; or answers what was claimed before, if it was this very command.
    INSERT INTO receipts AS r (principal, key, body_hash, address, answer)
    SELECT unnest(answer_principal), unnest(answer_key), unnest(answer_hash),
           unnest(answer_address), unnest(answer_body)
    ON CONFLICT (principal, key) DO UPDATE SET answer = excluded.answer
     WHERE r.answer IS NULL AND r.body_hash = excluded.body_hash AND r.address = excluded.address;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> cardinality(answer_key) THEN PERFORM raise_stale('answers'); END IF;
  END IF;

  IF cardinality(event_address) > 0 THEN
    INSERT INTO events (address, version, n, kind, schema, body, at)
    SELECT unnest(event_address), unnest(event_version), unnest(event_n), unnest(event_kind),
           unnest(event_schema), unnest(event_body), unnest(event_at);
  END IF;

  IF cardinality(mail_place) > 0 THEN
    SELECT array_agg(nextval('message_seq')) INTO seqs
      FROM generate_series(1, cardinality(mail_place));
    INSERT INTO messages
           (partition, receiver, seq, sender, kind, body, release, depth, trace)
    SELECT w.partition, w.receiver, seqs[w.place], w.sender, w.kind, w.body, w.release, w.depth,
           w.trace
      FROM (SELECT unnest(mail_place) AS place, unnest(mail_partition) AS partition,
                   unnest(mail_receiver) AS receiver, unnest(mail_sender) AS sender,
                   unnest(mail_kind) AS kind, unnest(mail_body) AS body,
                   unnest(mail_release) AS release, unnest(mail_depth) AS depth,
                   unnest(mail_trace) AS trace) w;
  END IF;

  IF cardinality(cancelled_name) > 0 THEN
    DELETE FROM timers WHERE ctid = ANY (ARRAY(
      SELECT place
        FROM (SELECT unnest(cancelled_partition) AS partition,
                     unnest(cancelled_address) AS address, unnest(cancelled_name) AS name) w
       CROSS JOIN LATERAL (
             SELECT t.ctid AS place FROM timers t
              WHERE t.partition = w.partition AND t.address = w.address AND t.name = w.name
             OFFSET 0) found));
  END IF;

  IF cardinality(timer_name) > 0 THEN
    INSERT INTO timers AS t (partition, address, name, due, generation, body)
    SELECT unnest(timer_partition), unnest(timer_address), unnest(timer_name), unnest(timer_due),
           unnest(timer_generation), unnest(timer_body)
    ON CONFLICT (partition, address, name) DO UPDATE
       SET due = excluded.due, generation = excluded.generation, body = excluded.body;
  END IF;

  -- In the order given, which is the order within each lane.
  IF cardinality(effect_id) > 0 THEN
    INSERT INTO effects (id, partition, address, lane, kind, body, trace)
    SELECT unnest(effect_id), unnest(effect_partition), unnest(effect_address),
           unnest(effect_lane), unnest(effect_kind), unnest(effect_body), unnest(effect_trace);
  END IF;

  FOR i IN 1 .. coalesce(cardinality(view_name), 0) LOOP
    SELECT * INTO writer FROM view_writers WHERE view = view_name[i];
    IF NOT FOUND THEN
      RAISE EXCEPTION USING ERRCODE = '22023',
        MESSAGE = format('There is no view "%s"', view_name[i]);
    END IF;
    -- A column that is not there would be left out without a word.
    IF EXISTS (SELECT FROM jsonb_array_elements_text(view_columns[i]::jsonb) AS named (name)
                WHERE named.name <> ALL (writer.columns)) THEN
      RAISE EXCEPTION USING ERRCODE = '22023',
        MESSAGE = format('A row of view "%s" names a column that is not there', view_name[i]);
    END IF;
    IF view_gone[i] IS NOT NULL THEN
      EXECUTE writer.remove USING view_gone[i]::jsonb, jsonb_array_length(view_gone[i]::jsonb);
    END IF;
    IF view_rows[i] IS NOT NULL THEN EXECUTE writer.upsert USING view_rows[i]::jsonb; END IF;
  END LOOP;

  IF cardinality(live_topic) > 0 THEN
    INSERT INTO live (topic, audience, seq, name, body, at)
    SELECT unnest(live_topic), unnest(live_audience), unnest(live_seq), unnest(live_name),
           unnest(live_body), unnest(live_at);
  END IF;

  IF cardinality(caught_id) > 0 THEN
    INSERT INTO quarantine
           (id, address, seq, sender, kind, body, trace, error, stack, attempt, at)
    SELECT unnest(caught_id), unnest(caught_address), unnest(caught_seq), unnest(caught_sender),
           unnest(caught_kind), unnest(caught_body), unnest(caught_trace), unnest(caught_error),
           unnest(caught_stack), unnest(caught_attempt), unnest(caught_at);
  END IF;

  seqs := coalesce(seqs, '{}');
  at := floor(extract(epoch FROM clock_timestamp()) * 1000);
END $$;
COMMENT ON FUNCTION commit_batch_v1 IS
  'Commits many turns, whole or not at all. MS001: the node is fenced. MS002: a version or a count '
  'was not exact, the message says of what. A change of what it is given is a commit_batch_v2 '
  'beside it.';
