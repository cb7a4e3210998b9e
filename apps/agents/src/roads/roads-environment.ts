import { availableParallelism } from "node:os";
import { z } from "zod";

const THREADS_MAX = 64;
const THREADS = `expected a whole number from 0 to ${THREADS_MAX}: 0 leaves the roads to other hosts`;

/** One is left to the agents, where there are several; two at least, so that no plan keeps whoever asks for a way. */
const THREADS_USUAL = Math.max(2, availableParallelism() - 1);

/** What a program that hosts the roads may be told from outside. */
export const roadsEnvironment = {
  /** How many threads answer what is asked of the roads. */
  ROADS_THREADS: z
    .string()
    .regex(/^\d{1,3}$/, { error: THREADS })
    .transform(Number)
    .refine((threads) => threads <= THREADS_MAX, { error: THREADS })
    .default(THREADS_USUAL),
  /** The folder of the map; without an imported one, East Africa is generated there once. */
  ROADS_MAP: z.string().min(1, { error: "expected a folder such as .msafara" }).optional(),
  /** With a key, Google is asked before our own roads. */
  GOOGLE_MAPS_API_KEY: z
    .string()
    .regex(/^[\w-]{10,100}$/, { error: "expected a key as Google's console shows it" })
    .optional(),
  /** Where Google is asked; that of a stand-in, while one is tried. */
  GOOGLE_MAPS_URL: z
    .url({ protocol: /^https?$/, error: "expected an address such as http://127.0.0.1:9090" })
    .optional(),
};

/** The roads of a host, as it was told of them. */
export interface RoadsConfig {
  readonly threads: number;
  readonly folder: string;
  readonly googleUrl: string | undefined;
}

interface Read {
  readonly ROADS_THREADS: number;
  readonly ROADS_MAP?: string | undefined;
  readonly GOOGLE_MAPS_URL?: string | undefined;
}

/** What was read, in words of the trade; the key stands apart, with the other secrets. */
export function roadsConfigOf(read: Read, usualFolder: string): RoadsConfig {
  const { ROADS_THREADS: threads, ROADS_MAP: folder = usualFolder } = read;
  return { threads, folder, googleUrl: read.GOOGLE_MAPS_URL };
}
