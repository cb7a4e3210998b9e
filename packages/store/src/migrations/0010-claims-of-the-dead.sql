-- A worker that dies leaves effects in its hand. Its claims name the node it works beside, and end when
-- that node is buried, so that another worker takes them up as soon as other nodes take up its agents.

ALTER TABLE effects ADD COLUMN holder text COLLATE "C";
COMMENT ON COLUMN effects.holder IS
  'The incarnation beside which its worker works. No foreign key: its lock would tie every burial to '
  'every claim.';
CREATE INDEX effects_by_holder ON effects (holder) WHERE holder IS NOT NULL;
COMMENT ON INDEX effects_by_holder IS
  'Finds what the dead had in their hands, however much waits for a vendor.';

CREATE FUNCTION claim_effects_v2(
  new_claim text, of_holder text, claim_ms double precision, most integer, of_address text,
  of_lane text
) RETURNS TABLE (
  seq bigint, id text, address text, lane text, kind text, body bytea, trace text, attempt integer
) LANGUAGE plpgsql
-- Planned with the values, so that a wish for one lane goes by the index of lanes.
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  heads text[];
BEGIN
  SELECT coalesce(array_agg(head.id), '{}') INTO heads FROM (
    SELECT e.id FROM effects e
     WHERE e.due <= now()
       AND (of_address IS NULL OR (e.address = of_address AND e.lane = of_lane))
       AND NOT EXISTS (
             SELECT FROM effects p
              WHERE p.address = e.address AND p.lane = e.lane AND p.seq < e.seq)
     ORDER BY e.due, e.seq LIMIT most
       FOR UPDATE OF e SKIP LOCKED) head;
  IF cardinality(heads) = 0 THEN RETURN; END IF;
  -- The lock keeps the node above ground until its claim can be seen by whoever buries it. Only now:
  -- whoever finds nothing writes nothing, and most who look find nothing.
  IF of_holder IS NOT NULL THEN
    PERFORM FROM nodes WHERE incarnation = of_holder FOR KEY SHARE;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  RETURN QUERY
  UPDATE effects e
     SET claim = new_claim, holder = of_holder, attempt = e.attempt + 1,
         due = now() + claim_ms * interval '1 millisecond'
   WHERE e.id = ANY (heads)
  RETURNING e.seq, e.id, e.address, e.lane, e.kind, e.body, e.trace, e.attempt;
END $$;
COMMENT ON FUNCTION claim_effects_v2 IS
  'Claims heads of lanes for a worker beside a living node, or for one beside none: an effect waits '
  'for every earlier one of its lane.';

CREATE FUNCTION settle_effect_v2(
  effect text, its_claim text, result_kind text, result_body bytea, at_release integer
) RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  done effects;
BEGIN
  -- The deletion gives us our transaction id before we draw a number, as the sweep wants it.
  DELETE FROM effects WHERE id = effect AND claim = its_claim RETURNING * INTO done;
  IF NOT FOUND THEN RETURN 'lost'; END IF;
  INSERT INTO messages (partition, receiver, seq, sender, kind, body, release, depth, trace)
  VALUES (done.partition, done.address, nextval('message_seq'), 'effect:' || effect, result_kind,
          result_body, at_release, 0, done.trace);
  PERFORM FROM effects e WHERE e.address = done.address AND e.lane = done.lane LIMIT 1;
  RETURN CASE WHEN FOUND THEN 'more' ELSE 'last' END;
END $$;
COMMENT ON FUNCTION settle_effect_v2 IS
  'The result of an effect takes its place; whoever brought it learns whether its lane goes on.';

CREATE FUNCTION end_claims_v1(of_holder text) RETURNS void LANGUAGE sql SET enable_seqscan = off AS $$
  -- What is being settled just now ends anyway; a burial must not wait for it.
  WITH held AS (
    SELECT id FROM effects WHERE holder = of_holder FOR UPDATE SKIP LOCKED)
  UPDATE effects e SET holder = NULL, due = least(e.due, now())
    FROM held WHERE e.id = held.id
$$;
COMMENT ON FUNCTION end_claims_v1 IS
  'Ends the time of claims. Their names stay: a result that comes late counts unless somebody else '
  'has taken the effect up.';

CREATE OR REPLACE FUNCTION bury_node_v1(node_incarnation text, patience_ms integer)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('lock_timeout', patience_ms::text, true);
  -- Waits for the commits that hold the row, and looks at the lease again after that.
  DELETE FROM nodes WHERE incarnation = node_incarnation AND lease_until <= clock_timestamp();
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM free_partitions_v1(node_incarnation, NULL, 0);
  PERFORM end_claims_v1(node_incarnation);
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION leave_node_v1(node_incarnation text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM nodes WHERE incarnation = node_incarnation;
  PERFORM free_partitions_v1(node_incarnation, NULL, 0);
  PERFORM end_claims_v1(node_incarnation);
END $$;
COMMENT ON FUNCTION leave_node_v1 IS 'A node gives up its row, all it owns and all it holds.';
