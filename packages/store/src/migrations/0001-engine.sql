-- The engine's tables. Text that is compared is COLLATE "C": bytes are compared faster than
-- letters, and every machine agrees on the order.

-- Who lives, and who owns what ------------------------------------------------------------------

CREATE TABLE nodes (
  incarnation text COLLATE "C" PRIMARY KEY,
  node        text NOT NULL,
  release     integer NOT NULL,
  lease_until timestamptz NOT NULL,
  joined_at   timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100);
COMMENT ON TABLE nodes IS
  'One row per living incarnation. Every commit holds it FOR KEY SHARE: that lock is the fence. '
  'A heartbeat moves lease_until, which is in no key, so it never waits for a commit; '
  'a burial deletes the row, and so it does.';

CREATE TABLE partitions (
  partition   smallint PRIMARY KEY,
  owner       text COLLATE "C",
  epoch       bigint NOT NULL DEFAULT 0,
  min_release integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
COMMENT ON TABLE partitions IS
  'Which incarnation owns which of the 1,024 shares of all addresses. '
  'No foreign key to nodes: its lock would tie every burial to every claim.';
INSERT INTO partitions (partition) SELECT generate_series(0, 1023);

-- Agents ----------------------------------------------------------------------------------------

CREATE TABLE agents (
  version   bigint NOT NULL,
  turned_at timestamptz NOT NULL,
  schema    integer NOT NULL,
  partition smallint NOT NULL,
  address   text COLLATE "C" NOT NULL,
  phase     text COLLATE "C" NOT NULL,
  state     bytea NOT NULL,
  heads     bytea NOT NULL,
  PRIMARY KEY (partition, address)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
COMMENT ON TABLE agents IS
  'The truth about each agent; events are its history. The role is the part of the address before '
  'the slash. Pages keep room so that a new state stays on its page and touches no index.';
CREATE INDEX agents_by_address ON agents (address);
COMMENT ON INDEX agents_by_address IS
  'Pages the operators'' list; a role is a range of addresses.';
CREATE INDEX agents_by_phase ON agents (phase, address);
COMMENT ON INDEX agents_by_phase IS
  'Pages the operators'' list of one phase, and of one role in it.';

-- Mail ------------------------------------------------------------------------------------------

CREATE SEQUENCE message_seq CACHE 1;
COMMENT ON SEQUENCE message_seq IS
  'With a cache each connection would draw numbers ahead: a later message could get the smaller.';

CREATE TABLE messages (
  seq       bigint NOT NULL,
  at        timestamptz NOT NULL DEFAULT now(),
  release   integer NOT NULL,
  depth     integer NOT NULL,
  partition smallint NOT NULL,
  receiver  text COLLATE "C" NOT NULL,
  sender    text NOT NULL,
  kind      text NOT NULL,
  trace     text NOT NULL,
  body      bytea NOT NULL,
  PRIMARY KEY (partition, receiver, seq)
) WITH (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000,
  vacuum_truncate = off
);
COMMENT ON TABLE messages IS
  'Mailboxes: short, and all churn. Vacuumed by count and without pause, since a thousand live '
  'rows grow to hundreds of megabytes otherwise; never truncated, since that takes an exclusive '
  'lock.';
-- Always true, and yet only for who says it: the planner must never think of this index when it
-- reads a mailbox, whatever it believes of a table that is empty time and again.
CREATE INDEX messages_by_seq ON messages (seq) WHERE seq > 0;
COMMENT ON INDEX messages_by_seq IS 'The sweep reads what came after its low-water mark.';

CREATE TABLE suspects (
  address text COLLATE "C" NOT NULL,
  -- As the engine names an input: `mail 17`, `timer expiry 3`, `call usr_1 key_1`.
  item    text COLLATE "C" NOT NULL,
  why     text NOT NULL,
  at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (address, item)
);
COMMENT ON TABLE suspects IS
  'Inputs that once cost a node. Written before the node ends, so that the next owner knows.';

CREATE TABLE quarantine (
  seq     bigint,
  at      timestamptz NOT NULL,
  attempt integer NOT NULL,
  id      text COLLATE "C" PRIMARY KEY,
  address text COLLATE "C" NOT NULL,
  sender  text NOT NULL,
  kind    text NOT NULL,
  trace   text NOT NULL,
  error   text NOT NULL,
  stack   text NOT NULL,
  body    bytea NOT NULL
);
COMMENT ON TABLE quarantine IS
  'Messages whose turn threw twice, kept until an operator replays or drops them.';
CREATE INDEX quarantine_by_address ON quarantine (address, id);
COMMENT ON INDEX quarantine_by_address IS 'Pages the quarantine of one agent.';

-- What turns write ------------------------------------------------------------------------------

CREATE TABLE events (
  at      timestamptz NOT NULL,
  version bigint NOT NULL,
  n       integer NOT NULL,
  schema  integer NOT NULL,
  address text COLLATE "C" NOT NULL,
  kind    text NOT NULL,
  body    bytea NOT NULL,
  PRIMARY KEY (address, version, n, at)
) PARTITION BY RANGE (at);
COMMENT ON TABLE events IS
  'History of agents, a partition a month. Never paged by a global number: commits do not end in '
  'the order in which they draw one. The key reads one agent''s history in order; "at" is in it '
  'only because the partitions are by time.';
CREATE TABLE events_other PARTITION OF events DEFAULT;
COMMENT ON TABLE events_other IS 'Events of months that nobody made a partition for.';

CREATE TABLE timers (
  due        timestamptz NOT NULL,
  generation bigint NOT NULL,
  partition  smallint NOT NULL,
  address    text COLLATE "C" NOT NULL,
  name       text COLLATE "C" NOT NULL,
  body       bytea NOT NULL,
  PRIMARY KEY (partition, address, name)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
COMMENT ON TABLE timers IS 'Timers that are set. Moving one is a new generation of the same row.';
-- Always true, for the reason of messages_by_seq.
CREATE INDEX timers_by_due ON timers (partition, due) WHERE due > '-infinity';
COMMENT ON INDEX timers_by_due IS 'An owner loads what falls due soon in its partitions.';

CREATE SEQUENCE effect_seq CACHE 1;
COMMENT ON SEQUENCE effect_seq IS
  'The order within a lane; no cache, for the reason of message_seq.';

CREATE TABLE effects (
  seq       bigint NOT NULL DEFAULT nextval('effect_seq'),
  due       timestamptz NOT NULL DEFAULT now(),
  attempt   integer NOT NULL DEFAULT 0,
  partition smallint NOT NULL,
  claim     text,
  id        text COLLATE "C" PRIMARY KEY,
  address   text COLLATE "C" NOT NULL,
  lane      text COLLATE "C" NOT NULL,
  kind      text NOT NULL,
  trace     text NOT NULL,
  body      bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02);
COMMENT ON TABLE effects IS 'What the outside world is still to do. A result deletes the row.';
COMMENT ON COLUMN effects.due IS
  'When it may be claimed (again): while it is claimed this is the end of the claim.';
CREATE INDEX effects_by_due ON effects (due, seq);
COMMENT ON INDEX effects_by_due IS 'Finds what may be claimed.';
CREATE INDEX effects_by_lane ON effects (address, lane, seq);
COMMENT ON INDEX effects_by_lane IS 'Tells the head of a lane from those that must wait for it.';

CREATE TABLE receipts (
  at        timestamptz NOT NULL DEFAULT now(),
  principal text COLLATE "C" NOT NULL,
  key       text COLLATE "C" NOT NULL,
  body_hash text NOT NULL,
  address   text NOT NULL,
  answer    bytea,
  PRIMARY KEY (principal, key)
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);
COMMENT ON TABLE receipts IS
  'First answers of commands, for 24 hours. One plain table, since uniqueness needs one index; '
  'nearly all are written once, with their answer. Pages have a little room for the answers of '
  'claims that came first, which then touch no index.';
CREATE INDEX receipts_by_age ON receipts (at);
COMMENT ON INDEX receipts_by_age IS 'Finds what is older than its keep.';

CREATE TABLE live (
  seq      bigint NOT NULL,
  at       timestamptz NOT NULL,
  topic    text COLLATE "C" NOT NULL,
  audience text COLLATE "C" NOT NULL,
  name     text NOT NULL,
  body     bytea NOT NULL,
  PRIMARY KEY (topic, audience, seq)
);
COMMENT ON TABLE live IS
  'Live events for readers who come back. The newest of each audience stays: it is the head.';
CREATE INDEX live_by_age ON live USING brin (at) WITH (autosummarize = on);
COMMENT ON INDEX live_by_age IS 'Finds what is older than its keep, at next to no cost per insert.';

-- Operators -------------------------------------------------------------------------------------

CREATE TABLE settings (
  role     text COLLATE "C" PRIMARY KEY,
  settings jsonb NOT NULL,
  set_by   text NOT NULL,
  set_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE settings IS 'Live configuration of roles.';

CREATE TABLE audit (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at     timestamptz NOT NULL DEFAULT now(),
  who    text NOT NULL,
  act    text NOT NULL,
  detail jsonb NOT NULL
);
COMMENT ON TABLE audit IS
  'What operators did: replays, drops, settings. Appended to, never changed.';

-- Views -----------------------------------------------------------------------------------------

CREATE SCHEMA view;
COMMENT ON SCHEMA view IS
  'Read models. Each row has key, address (its only writer), version (the writer''s), and columns '
  'of its own.';

CREATE TABLE view_writers (
  view    text PRIMARY KEY,
  columns text[] NOT NULL,
  upsert  text NOT NULL,
  remove  text NOT NULL
);
COMMENT ON TABLE view_writers IS
  'The statements that write each view, made once from the catalog by register_view.';

CREATE FUNCTION register_view(name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  source regclass := format('view.%I', name)::regclass;
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
  INSERT INTO view_writers (view, columns, upsert, remove) VALUES (
    name, known,
    format('INSERT INTO view.%I AS old (%s) '
           'SELECT %s FROM jsonb_populate_recordset(NULL::view.%I, $1) '
           'ON CONFLICT (key) DO UPDATE SET %s WHERE old.version < excluded.version',
           name, names, names, name, moves),
    format('DELETE FROM view.%I AS old USING (SELECT key, version '
           'FROM jsonb_to_recordset($1) AS row (key text, version bigint) LIMIT $2) gone '
           'WHERE old.key = gone.key AND old.version < gone.version', name))
  ON CONFLICT (view) DO UPDATE
     SET columns = excluded.columns, upsert = excluded.upsert, remove = excluded.remove;
END $$;
COMMENT ON FUNCTION register_view IS
  'Called by the migration that makes or changes a view. An older version never overwrites a newer '
  'row.';
