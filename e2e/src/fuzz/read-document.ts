const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** One thing that can be asked. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly query: readonly string[];
  readonly isCommand: boolean;
  /** A body that would do, if one is taken. */
  readonly example: unknown;
}

/** What is served, as far as it is read here. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Spoken>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly examples?: readonly unknown[] }>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
}

/** One operation, as it is written down. */
export interface Spoken {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
  };
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly content?: Readonly<Record<string, { readonly examples?: object }>>;
}

/** One operation, and where it stands. */
export interface Placed {
  readonly path: string;
  readonly method: string;
  readonly said: Spoken;
}

/** Every operation of the served document. */
export function placedIn({ paths }: Document): readonly Placed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const said = methods[method];
      return said === undefined ? [] : [{ path, method, said }];
    }),
  );
}

/** What somebody who asks has to know of it. */
export function operationOf({ components }: Document, { path, method, said }: Placed): Operation {
  const parameters = (said.parameters ?? []).map((each) =>
    "$ref" in each ? components.parameters[each.$ref.split("/").at(-1) ?? ""] : each,
  );
  const query = parameters.flatMap((each) => (each?.in === "query" ? [each.name] : []));
  const body = said.requestBody?.content["application/json"]?.schema.$ref.split("/").at(-1);
  return {
    id: said.operationId,
    method: method.toUpperCase(),
    path,
    query,
    isCommand: query.includes("dryRun"),
    example: body === undefined ? undefined : components.schemas[body]?.examples?.[0],
  };
}
