/** What the person at the terminal may set. */
export interface DevConfig {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly port: number;
  readonly path: string;
  /** Colours and progress are for people. */
  readonly terminal: boolean;
}

const PORT_DEFAULT = 8080;

/** Reads the environment; an empty variable counts as one that is not set. */
export function readDevConfig(env: NodeJS.ProcessEnv = process.env): DevConfig {
  return {
    databaseUrl: env["DATABASE_URL"] || undefined,
    redisUrl: env["REDIS_URL"] || undefined,
    port: Number(env["PORT"] || PORT_DEFAULT),
    path: env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
    terminal: process.stdout.isTTY && !env["CI"] && !env["NO_COLOR"],
  };
}

/** What a tool of the checkout is started with: our Node first, whatever the system has. */
export function childEnvironment(root: string): NodeJS.ProcessEnv {
  const path = `${root}/node_modules/.bin:${readDevConfig().path}`;
  return { ...process.env, PATH: path, NODE_NO_WARNINGS: "1" };
}
