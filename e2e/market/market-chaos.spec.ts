import { openTestDatabase, openTestRedisServer } from "@msafara/dev";
import { expect, test } from "vitest";
import { shortDay } from "../src/market/market-options.ts";
import { printMarketReport, reportOnDay } from "../src/market/market-report.ts";
import { playDay } from "../src/market/play-day.ts";

/** A quiet machine takes a quarter of this; a busy one may start programs slowly, and is not at fault. */
const TEST_MS_MAX = 240_000;

test(
  "forty loads are booked while nodes and a gateway die, and every judge holds",
  async () => {
    const [database, redis] = await Promise.all([openTestDatabase(), openTestRedisServer()]);
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    try {
      const day = await playDay(shortDay(20_261_121), {
        postgresUrl: database.url,
        redisUrl: redis.url,
        log,
      });
      const report = reportOnDay(day);
      const told = [...lines, ...printMarketReport(report)].join("\n");
      expect(report.wrongs, told).toEqual([]);
      expect(report.bookings).toBeGreaterThanOrEqual(40);
      expect(report.deaths.nodes, told).toBeGreaterThanOrEqual(2);
      expect(report.deaths.gateways, told).toBe(1);
      expect(report.sockets.resumes, told).toBeGreaterThan(0);
    } finally {
      await Promise.all([database.close(), redis.close()]);
    }
  },
  TEST_MS_MAX,
);
