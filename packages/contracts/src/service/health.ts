import { z } from "zod";

const MORE = z.string().max(40);

/** Whether the market is open, and on what it runs. */
export const healthSchema = z.object({
  status: z.enum(["ok", "degraded", "down"]),
  version: z.string().max(40),
  checks: z.object({
    database: z.enum(["ok", "away"]),
    redis: z.enum(["ok", "away", "in-process"]),
    agents: z.enum(["ok", "away"]),
    vendors: z
      .record(MORE, z.enum(["real", "stand-in", "own", "google"]))
      .describe(
        "Whom we ask: the vendor himself, or one of ours that behaves like him; of roads, whose.",
      ),
  }),
});
