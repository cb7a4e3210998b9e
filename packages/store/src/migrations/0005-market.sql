-- The views of the market: what its agents show of themselves, to be searched and listed.
--
-- Columns are named as the rows of packages/domain name them, so that a row is written as it is; a spec
-- of packages/roles holds the two together. Instants are milliseconds and money is {amount, currency},
-- as in every message. What is only here to be searched by makes itself (GENERATED) and is no part of a
-- row. Nothing here tells of a person: names are read from users, where they can be erased.

-- Places ----------------------------------------------------------------------------------------

CREATE FUNCTION cell_of_v1(lat float8, lng float8) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT floor((lat + 90) * 4)::integer * 1440 + mod(floor((lng + 180) * 4)::integer, 1440)
$$;
COMMENT ON FUNCTION cell_of_v1 IS
  'Which cell of a quarter of a degree a place lies in, counted from the south pole and the date line, '
  'row by row: whoever looks around a place reads one range of cells for each row, and a truck that '
  'moves within its cell touches no index. The date line and the poles need no thought.';

CREATE FUNCTION crow_flies_m_v1(lat float8, lng float8, to_lat float8, to_lng float8)
RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT round(2 * 6371008.8 * asin(least(1, sqrt(
           sin(radians(to_lat - lat) / 2) ^ 2
           + cos(radians(lat)) * cos(radians(to_lat)) * sin(radians(to_lng - lng) / 2) ^ 2
         ))))::integer
$$;
COMMENT ON FUNCTION crow_flies_m_v1 IS 'As crowFliesM of the kernel; a spec holds the two together.';

-- Shipments and bids ----------------------------------------------------------------------------

CREATE TABLE view.shipments (
  version       bigint NOT NULL,
  "closesAt"    bigint,
  "decideBy"    bigint NOT NULL,
  "pickupFrom"  bigint NOT NULL,
  "pickupTo"    bigint NOT NULL,
  "deliveryTo"  bigint NOT NULL,
  "bookedAt"    bigint,
  "requestedAt" bigint NOT NULL,
  "changedAt"   bigint NOT NULL,
  "weightKg"    float8 NOT NULL,
  "distanceM"   float8 NOT NULL,
  wave          integer NOT NULL,
  bids          integer NOT NULL,
  cell          integer NOT NULL GENERATED ALWAYS AS (
    cell_of_v1((pickup->>'lat')::float8, (pickup->>'lng')::float8)) STORED,
  "biddingOpen" boolean NOT NULL,
  hazardous     boolean NOT NULL,
  key           text COLLATE "C" PRIMARY KEY,
  address       text COLLATE "C" NOT NULL,
  "shipmentId"  text COLLATE "C" NOT NULL,
  reference     text NOT NULL,
  "shipperId"   text COLLATE "C" NOT NULL,
  "orgId"       text COLLATE "C",
  status        text COLLATE "C" NOT NULL,
  phase         text COLLATE "C" NOT NULL,
  "vehicleType" text COLLATE "C" NOT NULL,
  currency      text COLLATE "C" NOT NULL,
  "driverId"    text COLLATE "C",
  "tripId"      text COLLATE "C",
  "bidId"       text COLLATE "C",
  pickup        jsonb NOT NULL,
  delivery      jsonb NOT NULL,
  "bookNow"     jsonb,
  amount        jsonb,
  "facilityIds" jsonb NOT NULL,
  weights       jsonb NOT NULL,
  request       jsonb NOT NULL,
  ranking       jsonb NOT NULL,
  "priceHint"   jsonb,
  words         text NOT NULL GENERATED ALWAYS AS (lower(
    reference || ' ' || (request->'pickup'->>'address') || ' ' || (request->'delivery'->>'address')
    || ' ' || (request->'cargo'->>'kind'))) STORED
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
COMMENT ON TABLE view.shipments IS
  'One row per shipment, by platform. "request" and "ranking" are for its shipper''s eyes. Every bid '
  'writes it anew, so pages keep room for that.';
COMMENT ON COLUMN view.shipments.words IS 'What people search by, in small letters.';
CREATE INDEX shipments_by_shipper ON view.shipments ("shipperId", key);
COMMENT ON INDEX view.shipments_by_shipper IS 'Pages a shipper''s shipments: listShipments.';
CREATE INDEX shipments_by_org ON view.shipments ("orgId", key) WHERE "orgId" IS NOT NULL;
COMMENT ON INDEX view.shipments_by_org IS
  'Pages an organization''s shipments and their money: listShipments, listPayments.';
CREATE INDEX shipments_by_facility ON view.shipments USING gin ("facilityIds" jsonb_path_ops);
COMMENT ON INDEX view.shipments_by_facility IS 'Finds what stops at a facility: listShipments.';
CREATE INDEX shipments_by_status ON view.shipments (status, key);
COMMENT ON INDEX view.shipments_by_status IS
  'Pages an operator''s list of one status, and counts: listShipments, stats.';
CREATE INDEX shipments_open ON view.shipments (cell) WHERE "biddingOpen";
COMMENT ON INDEX view.shipments_open IS 'Finds open loads around a place: searchLoads.';

CREATE TABLE view.bids (
  version            bigint NOT NULL,
  "answerBy"         bigint,
  at                 bigint NOT NULL,
  "changedAt"        bigint NOT NULL,
  "estimatedMinutes" integer NOT NULL,
  key                text COLLATE "C" PRIMARY KEY,
  address            text COLLATE "C" NOT NULL,
  "bidId"            text COLLATE "C" NOT NULL,
  "shipmentId"       text COLLATE "C" NOT NULL,
  "driverId"         text COLLATE "C" NOT NULL,
  "orgId"            text COLLATE "C",
  "shipperId"        text COLLATE "C" NOT NULL,
  status             text COLLATE "C" NOT NULL,
  "tripId"           text COLLATE "C",
  amount             jsonb NOT NULL,
  note               text
) WITH (fillfactor = 80);
COMMENT ON TABLE view.bids IS
  'One row per bid, by platform. Sealed: its driver, his fleet, and whom it was made to.';
CREATE INDEX bids_by_driver ON view.bids ("driverId", "shipmentId", at);
COMMENT ON INDEX view.bids_by_driver IS
  'Finds what a driver bid on, and his own bid on a load: listShipments, searchLoads, audienceOf.';
CREATE INDEX bids_by_age ON view.bids (at);
COMMENT ON INDEX view.bids_by_age IS 'Counts the bids of a day: stats.';

CREATE TABLE view.asks (
  version      bigint NOT NULL,
  wave         integer NOT NULL,
  key          text COLLATE "C" PRIMARY KEY,
  address      text COLLATE "C" NOT NULL,
  "shipmentId" text COLLATE "C" NOT NULL,
  "driverId"   text COLLATE "C" NOT NULL,
  outcome      text COLLATE "C" NOT NULL,
  why          text COLLATE "C",
  facts        jsonb NOT NULL
) WITH (fillfactor = 90);
COMMENT ON TABLE view.asks IS
  'One row per shipment and driver, by platform: asked, passed or passed over, and why. Its key names '
  'both, and so finds whether somebody was asked: readShipment, audienceOf.';

-- Those who take part ---------------------------------------------------------------------------

CREATE TABLE view.drivers (
  version            bigint NOT NULL,
  since              bigint,
  "positionAt"       bigint,
  "licenceUntil"     bigint NOT NULL,
  "documentsUntil"   bigint NOT NULL,
  "changedAt"        bigint NOT NULL,
  lat                float8,
  lng                float8,
  "capacityKg"       float8 NOT NULL,
  "coolsMinC"        float8,
  "coolsMaxC"        float8,
  "yearBuilt"        integer NOT NULL,
  "ratingBp"         integer NOT NULL,
  "onTimeBp"         integer,
  cell               integer GENERATED ALWAYS AS (cell_of_v1(lat, lng)) STORED,
  available          boolean NOT NULL,
  "mayHaulHazardous" boolean NOT NULL,
  key                text COLLATE "C" PRIMARY KEY,
  address            text COLLATE "C" NOT NULL,
  "driverId"         text COLLATE "C" NOT NULL,
  "orgId"            text COLLATE "C",
  "shipperId"        text COLLATE "C",
  standing           text COLLATE "C" NOT NULL,
  phase              text COLLATE "C" NOT NULL,
  "vehicleType"      text COLLATE "C" NOT NULL,
  currency           text COLLATE "C",
  plate              text NOT NULL,
  carried            jsonb NOT NULL,
  taken              jsonb NOT NULL,
  vehicle            jsonb NOT NULL,
  licence            jsonb NOT NULL,
  papers             jsonb NOT NULL,
  policy             jsonb NOT NULL
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
COMMENT ON TABLE view.drivers IS
  'One row per driver with a truck, by driver. Every request he is asked writes it anew.';
CREATE INDEX drivers_by_cell ON view.drivers (cell);
COMMENT ON INDEX view.drivers_by_cell IS 'Finds drivers around a pickup: nearby.';

CREATE TABLE view.trips (
  version           bigint NOT NULL,
  "takenFrom"       bigint NOT NULL,
  "takenTo"         bigint NOT NULL,
  "changedAt"       bigint NOT NULL,
  key               text COLLATE "C" PRIMARY KEY,
  address           text COLLATE "C" NOT NULL,
  "tripId"          text COLLATE "C" NOT NULL,
  "driverId"        text COLLATE "C" NOT NULL,
  "orgId"           text COLLATE "C",
  "shipmentId"      text COLLATE "C" NOT NULL,
  "bidId"           text COLLATE "C" NOT NULL,
  status            text COLLATE "C" NOT NULL,
  next              text COLLATE "C",
  reference         text NOT NULL,
  "pickupAddress"   text NOT NULL,
  "deliveryAddress" text NOT NULL,
  amount            jsonb NOT NULL,
  steps             jsonb NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE view.trips IS 'One row per trip, by driver: whereIsTrip, audienceOf.';

CREATE TABLE view.payments (
  version      bigint NOT NULL,
  "createdAt"  bigint NOT NULL,
  "changedAt"  bigint NOT NULL,
  key          text COLLATE "C" PRIMARY KEY,
  address      text COLLATE "C" NOT NULL,
  "paymentId"  text COLLATE "C" NOT NULL,
  "shipmentId" text COLLATE "C" NOT NULL,
  "bidId"      text COLLATE "C" NOT NULL,
  "shipperId"  text COLLATE "C" NOT NULL,
  "driverId"   text COLLATE "C" NOT NULL,
  phase        text COLLATE "C" NOT NULL,
  reason       text COLLATE "C" NOT NULL,
  "caseId"     text COLLATE "C",
  ref          text,
  amount       jsonb NOT NULL,
  refunded     jsonb
) WITH (fillfactor = 80);
COMMENT ON TABLE view.payments IS 'One row per shipment that was booked, by payment.';
CREATE INDEX payments_by_shipper ON view.payments ("shipperId", key);
COMMENT ON INDEX view.payments_by_shipper IS 'Pages what a shipper pays: listPayments.';
CREATE INDEX payments_by_driver ON view.payments ("driverId", key);
COMMENT ON INDEX view.payments_by_driver IS 'Pages what a driver earns: listPayments.';

CREATE TABLE view.shippers (
  version     bigint NOT NULL,
  "changedAt" bigint NOT NULL,
  key         text COLLATE "C" PRIMARY KEY,
  address     text COLLATE "C" NOT NULL,
  "shipperId" text COLLATE "C" NOT NULL,
  "orgId"     text COLLATE "C",
  phase       text COLLATE "C" NOT NULL,
  policy      jsonb NOT NULL,
  shipments   jsonb NOT NULL
) WITH (fillfactor = 60);
COMMENT ON TABLE view.shippers IS
  'One row per shipper whose agent was heard of, by shipper: readShipper, readAgent.';

SELECT register_view(name)
  FROM unnest(ARRAY['shipments', 'bids', 'asks', 'drivers', 'trips', 'payments', 'shippers']) name;
