import { type Route, ROUTES } from "@msafara/contracts";
import { assert } from "@msafara/kernel";

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** A command takes a key and can be rehearsed, a credential and a question neither. */
  readonly manner: Route["manner"];
  readonly route: Route;
  /** What may stand behind the question mark, and in the path. */
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: any;
  }[];
  /** The schema of its body, if it takes one. */
  readonly body: any;
}

const routes = new Map<string, Route>(Object.entries(ROUTES));

/** Every operation that the document shows, in its order. */
export function operationsOf(document: any): readonly Operation[] {
  return Object.entries<any>(document.paths).flatMap(([path, item]) =>
    Object.entries<any>(item).map(([method, shown]) => {
      const { operationId: id, parameters, requestBody } = shown;
      const route = routes.get(id);
      assert(route !== undefined, "an operation is a route of the table");
      return {
        id,
        method: method.toUpperCase(),
        path,
        route,
        manner: route.manner,
        parameters: parameters.filter((each: any) => each.$ref === undefined),
        body: requestBody?.content["application/json"].schema,
      };
    }),
  );
}
