import type { SchemaName } from "../openapi/schema-name-of.ts";
import { AGENT_EXAMPLES } from "./agent-examples.ts";
import { IDENTITY_EXAMPLES } from "./identity-examples.ts";
import { MARKET_EXAMPLES } from "./market-examples.ts";
import { ROAD_EXAMPLES } from "./road-examples.ts";

/** One good world for every schema that is a body; specs spoil them, documents show them. */
export const EXAMPLES: Readonly<Partial<Record<SchemaName, unknown>>> = {
  ...IDENTITY_EXAMPLES,
  ...MARKET_EXAMPLES,
  ...AGENT_EXAMPLES,
  ...ROAD_EXAMPLES,
};
