import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "@msafara/kernel";
import { Ajv } from "ajv";
import { parse } from "yaml";
import type { GoogleService } from "../google-question.ts";

type Json = Readonly<Record<string, unknown>>;

/** A schema of the description. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

interface Parameter {
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

const FOLDER = join(sharedFolder(), "specs/google-maps");
const FILE = join(FOLDER, "google-maps-platform-openapi3.json");

/** Google's own description lies beside the repository; where it does not, specs by it are skipped and say so. */
export const HAS_DESCRIPTION = existsSync(FILE);

const ANSWERS: Readonly<Record<GoogleService, string>> = {
  directions: "DirectionsResponse",
  distancematrix: "DistanceMatrixResponse",
  geocode: "GeocodingResponse",
};

/** The description, as far as we speak of it. */
export interface GoogleDescription {
  readonly schema: (name: string) => Schema;
  /** What is wrong with an answer, in words. */
  readonly wrongsInAnswer: (service: GoogleService, body: unknown) => readonly string[];
  /** What is wrong with what was sent, in words. */
  readonly wrongsInQuestion: (
    service: GoogleService,
    params: Readonly<Record<string, string>>,
  ) => readonly string[];
}

/** Reads the description. */
export function readDescription(): GoogleDescription {
  const document: unknown = JSON.parse(readFileSync(FILE, "utf8"));
  assert(isJson(document), "a description is an object");
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(document, "google");
  const wrongsIn = (pointer: string, value: unknown) => {
    const isValid = ajv.validate({ $ref: `google#${pointer}` }, value);
    const wrongs = isValid ? [] : (ajv.errors ?? []);
    return wrongs.map(({ instancePath, message }) => `${pointer}${instancePath}: ${message}`);
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What stands under schemas is one.
    schema: (name) => at(document, `/components/schemas/${name}`) as Schema,
    wrongsInAnswer: (service, body) => wrongsIn(`/components/schemas/${ANSWERS[service]}`, body),
    wrongsInQuestion: (service, params) => {
      const pointers = parametersOf(document, service);
      const missing = pointers
        .filter(({ parameter }) => parameter.required === true && !(parameter.name in params))
        .map(({ parameter }) => `${parameter.name} is missing`);
      const wrong = Object.entries(params).flatMap(([name, text]) => {
        const known = pointers.find(({ parameter }) => parameter.name === name);
        if (known === undefined) return [`${name} is not described`];
        return wrongsIn(
          `${known.pointer}/schema`,
          valueOf(text, typeOf(document, known.parameter)),
        );
      });
      return [...missing, ...wrong];
    },
  };
}

/** One of the answers that its authors show. */
export function exampleAnswer(name: string): unknown {
  return parse(readFileSync(join(FOLDER, `maps_http_${name}_response.yml`), "utf8"));
}

interface Pointed {
  readonly pointer: string;
  readonly parameter: Parameter;
}

function parametersOf(document: Json, service: GoogleService): readonly Pointed[] {
  const path = `/paths/~1maps~1api~1${service}~1json/get/parameters`;
  const listed = at(document, path);
  assert(Array.isArray(listed), "a question has parameters");
  return listed.map((it: Schema, i): Pointed => {
    const pointer = it.$ref?.slice(1) ?? `${path}/${i}`;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What stands under parameters is one.
    return { pointer, parameter: at(document, pointer) as Parameter };
  });
}

function typeOf(document: Json, { schema }: Parameter): string | undefined {
  if (schema.$ref === undefined) return schema.type;
  const referred = at(document, schema.$ref.slice(1));
  const type = isJson(referred) ? referred["type"] : undefined;
  return typeof type === "string" ? type : undefined;
}

/** What a text in an address means, by the type that is described for it. */
function valueOf(text: string, type: string | undefined): unknown {
  switch (type) {
    case "number":
      return Number(text);
    case "boolean":
      return text === "true" ? true : text;
    case "array":
      return text.split("|");
    default:
      return text;
  }
}

function at(document: unknown, pointer: string): unknown {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<unknown>((value, step) => {
    const name = step.replaceAll("~1", "/");
    if (Array.isArray(value)) return value[Number(name)];
    return isJson(value) ? value[name] : undefined;
  }, document);
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function sharedFolder(): string {
  // oxlint-disable-next-line house/no-process-env -- Where the papers of others lie, only the machine knows.
  return process.env["MSAFARA_SHARED"] ?? join(import.meta.dirname, "../../../../../../shared");
}
