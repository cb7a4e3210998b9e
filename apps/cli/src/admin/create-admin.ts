import { registrationSchema } from "@msafara/contracts";
import { type Id, isRefusal } from "@msafara/kernel";
import { normalizePhone } from "@msafara/store";
import {
  actorOf,
  type Command,
  done,
  failed,
  JSON_OPTION,
  misused,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { printable } from "../page/printable.ts";
import { BY_OPTION, type Value } from "../words/values.ts";
import { readPassword } from "./read-password.ts";

type OperatorRole = "admin" | "support";

const PHONE: Value = {
  name: "PHONE",
  expected: "a mobile number such as +254712345678",
  accepts: (text) => !isRefusal(normalizePhone(text)),
};

const NAME: Value = {
  name: "NAME",
  expected: "a name of at most 100 characters",
  accepts: (text) => registrationSchema.shape.name.safeParse(text).success,
};

const ROLE: Value = { name: "R", expected: "admin or support", accepts: isOperatorRole };

/** Makes an account of an operator: the first admin comes from nowhere else. */
export const createAdmin: Command = {
  name: "admin create",
  summary: "Make an account of an admin, or of support",
  notes: [
    "Nobody registers as one over the wire. The password is asked for twice and shown nowhere; " +
      "--password-stdin reads it from a pipe, for programs. It never is a word of the command line, " +
      "where other users of this machine could read it.",
  ],
  options: {
    phone: { value: PHONE, says: "The phone to come in by" },
    name: { value: NAME, says: "What the admin is called" },
    role: { value: ROLE, says: "admin, unless said" },
    "password-stdin": { says: "Read the password from standard input" },
    by: BY_OPTION,
    json: JSON_OPTION,
  },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const wish = wishOf(request);
  if (wish === undefined) return misused('"admin create" needs --phone and --name');
  const { phone, name, role } = wish;
  // Before the password is typed: a database that is shut would make that in vain.
  await desk.identity();
  const isPiped = request.flags.has("password-stdin");
  const read = await readPassword(desk, { phone, name, isPiped });
  if ("complaint" in read) return failed(read.complaint);
  const passwordHash = await desk.passwords.hash(read.password);
  const made = await make(request, desk, { ...wish, passwordHash });
  if (made === undefined) return failed(`The phone ${phone} has an account: nothing was made`);
  const by = actorOf(request, desk);
  if (request.flags.has("json")) return done(jsonLines({ id: made, role, phone, name, by }));
  return done([printable(`${made} is ${role}: ${name}, ${phone}, by ${by}`)]);
}

interface Wish {
  readonly phone: string;
  readonly name: string;
  readonly role: OperatorRole;
}

function wishOf({ options }: Request): Wish | undefined {
  const { phone: written = "", name, role = "admin" } = options;
  const read = normalizePhone(written);
  if (isRefusal(read) || name === undefined || !isOperatorRole(role)) return undefined;
  return { phone: read.phone, name: name.trim(), role };
}

/** The account and the line of the record are written together; nothing when the phone is taken. */
async function make(
  request: Request,
  desk: Desk,
  { passwordHash, ...wish }: Wish & { readonly passwordHash: string },
): Promise<Id<"usr"> | undefined> {
  const { world } = desk;
  const id = world.mint("usr");
  const user = { id, agent: null, locale: "en", passwordHash, now: world.now(), ...wish } as const;
  const identity = await desk.identity();
  const made = await identity.together(async (tx) => {
    const answer = await tx.registerUser(user);
    if (isRefusal(answer)) return answer;
    const who = actorOf(request, desk);
    const detail = { role: wish.role };
    await tx.appendAudit([
      { who, act: "user.registered", resource: id, origin: "command line", detail },
    ]);
    return answer;
  });
  return isRefusal(made) ? undefined : id;
}

function isOperatorRole(text: string): text is OperatorRole {
  return text === "admin" || text === "support";
}
