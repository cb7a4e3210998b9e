import type { Client } from "pg";

/** Drivers with a truck each, all over Kenya, most of them fit for a box of tea; the ids name them. */
export async function fillDrivers(client: Client, ids: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO view.drivers
       (version, key, address, "driverId", standing, phase, available, lat, lng, "positionAt",
        plate, "vehicleType", "capacityKg", "yearBuilt", "licenceUntil", "documentsUntil",
        "mayHaulHazardous", currency, "ratingBp", "onTimeBp", carried, taken, vehicle, licence,
        papers, policy, "changedAt")
     SELECT 1, id, 'driver/' || id, id, CASE i % 50 WHEN 0 THEN 'suspended' ELSE 'good' END,
            'Available', i % 10 > 0, -4 + (i * 7919 % 9000) / 1000.0,
            34 + (i * 104729 % 7700) / 1000.0, now.ms, 'KCB ' || i,
            CASE i % 5 WHEN 0 THEN 'van' ELSE 'box' END, 6000 + i % 10 * 1000, 2010 + i % 16,
            now.ms + 1e10::bigint, now.ms + 1e10::bigint, false, 'KES', 9000, 8000 + i % 2000,
            jsonb_build_object('box', i % 120), '[]',
            jsonb_build_object('plate', 'KCB ' || i, 'type', 'box', 'capacityKg', 10000,
                               'yearBuilt', 2020),
            '{"number": "DL-1", "expiresOn": "2099-12-31"}', '[]',
            '{"autoBid": false, "askMe": true}', now.ms
       FROM unnest($1::text[]) WITH ORDINALITY AS d (id, i),
            (SELECT (extract(epoch FROM now()) * 1000)::bigint AS ms) AS now`,
    [ids],
  );
  await client.query("VACUUM ANALYZE view.drivers");
}
