import type { FastifyInstance } from "fastify";

/** Bodies are JSON and nothing else; one that is empty is none, whatever its kind is said to be. */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = String(body);
    if (text === "") done(null);
    else void parse(request, text, done);
  });
}
