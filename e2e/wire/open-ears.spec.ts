import { once } from "node:events";
import { createServer } from "node:http";
import { asyncApi, openApi } from "@msafara/contracts";
import { afterAll, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { openEars } from "../src/wire/open-ears.ts";

/** A gateway that serves good documents, and keeps to neither. */
const server = createServer(({ url }, response) => {
  const about = { version: "1.2.3" };
  const told = { "/openapi.json": openApi(about), "/asyncapi.json": asyncApi(about) };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(Object.entries(told).find(([path]) => path === url)?.[1] ?? {}));
});
const sockets = new WebSocketServer({ server });
sockets.on("connection", (socket) => {
  socket.send('{"type":"pong"}');
  socket.send('{"type":"shout"}');
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as { readonly port: number };
const door = `http://127.0.0.1:${port}`;
afterAll(() => {
  for (const socket of sockets.clients) socket.terminate();
  server.close();
});

test("whoever asks and listens hears what came, and what was wrong with it is told", async () => {
  const wrongs: string[] = [];
  const ears = await openEars(door, (sentence) => wrongs.push(sentence));
  const answer = await ears.fetch(`${door}/api/v1/stats`);
  expect(await answer.json()).toEqual({});
  expect(wrongs).toEqual([expect.stringContaining("no header X-Request-ID")]);

  const socket = new ears.WebSocket(`${door.replace("http", "ws")}/ws`);
  const heard: unknown[] = [];
  socket.addEventListener("message", ({ data }) => heard.push(data));
  await expect.poll(() => heard).toHaveLength(2);
  expect(wrongs.slice(1)).toEqual([expect.stringContaining("none of the document's")]);
});
