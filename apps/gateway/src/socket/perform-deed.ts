import { encodeAck, problemOf } from "@msafara/contracts";
import { followTopic } from "./follow-topic.ts";
import type { Line } from "./open-line.ts";
import type { Deed } from "./deed.ts";
import { bytesFrame, textFrame } from "./text-frame.ts";
import type { ToldFrame } from "./told-frame.ts";
import { welcome } from "./welcome.ts";

/** Does what a session decided. What takes time comes back as something that happened. */
export function performDeed(line: Line, deed: Exclude<Deed, { readonly do: "read" }>): void {
  const { outbox, socket, followed } = line;
  switch (deed.do) {
    case "tell":
      return outbox.tell(textFrame(JSON.stringify(deed.frame)));
    case "pass-on":
      return outbox.tell(deed.frame);
    case "object":
      return outbox.tell(textFrame(JSON.stringify(objectionOf(line, deed))));
    case "acknowledge":
      return outbox.tell(bytesFrame(encodeAck(deed.lastSeq)));
    case "close":
      // What was told before is heard before.
      outbox.leave();
      return socket.close(deed.code);
    case "verify":
      return line.verifyWith(verify(line, deed));
    case "welcome":
      return welcome(line, deed.pass);
    case "follow":
      return void followTopic(line, deed);
    case "check":
      return void check(line, deed);
    case "take":
      return void take(line, deed);
    case "leave":
      followed.get(deed.ticket)?.leave();
      followed.delete(deed.ticket);
      return outbox.forget(deed.topic);
  }
}

type DeedOf<Name extends Deed["do"]> = Deed & { readonly do: Name };

function objectionOf({ upgrade }: Line, { code, facts, topic }: DeedOf<"object">): ToldFrame {
  const { detail } = problemOf(code, facts, upgrade.language);
  return { type: "error", code, detail, ...(topic !== undefined && { topic }) };
}

async function verify(line: Line, { token, device }: DeedOf<"verify">): Promise<void> {
  try {
    const pass = await line.house.verify(token);
    line.happen({ type: "shown", pass, ...(device !== undefined && { device }) });
  } catch (error) {
    line.house.log.warn({ event: "socket.token-unread", error }, "a token could not be looked at");
    line.happen({ type: "untaken" });
  }
}

/** Whether a topic may still be followed, as the same audience. */
async function check(line: Line, { topic, ticket }: DeedOf<"check">): Promise<void> {
  const { house, followed } = line;
  const visitor = line.session().pass?.visitor;
  const before = followed.get(ticket)?.audience;
  // What is not followed yet is just being asked about.
  if (visitor === undefined || before === undefined) return;
  try {
    const audience = await house.askAudience(visitor, topic);
    if (audience === before) return;
    // Another audience counts by itself, so numbers of the old one say nothing.
    const code = audience === undefined ? "topic-not-found" : "resume-impossible";
    line.happen({ type: "refused", topic, ticket, code });
  } catch (error) {
    // Asked again in a minute: a database that is away for a moment must not empty all sockets.
    house.log.warn({ event: "socket.unchecked", error }, "access could not be looked at");
  }
}

async function take(line: Line, { visitor, device, fixes }: DeedOf<"take">): Promise<void> {
  try {
    const lastSeq = await line.house.takeFixes(visitor, device, fixes);
    line.happen({ type: "taken", lastSeq });
  } catch (error) {
    line.house.log.warn({ event: "socket.fixes-untaken", error }, "fixes could not be taken");
    line.happen({ type: "untaken" });
  }
}
