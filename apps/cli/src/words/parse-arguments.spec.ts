import { expect, test } from "vitest";
import { type Command, done, JSON_OPTION } from "../command/command.ts";
import { parseArguments } from "./parse-arguments.ts";
import { ADDRESS, LIMIT, SPAN, textValue } from "./values.ts";

const run = async () => done([]);
const COMMANDS: readonly Command[] = [
  {
    name: "agents",
    summary: "",
    options: {
      role: { value: textValue("R", "a role"), says: "" },
      stuck: { value: SPAN, fallback: "60", says: "" },
      limit: { value: LIMIT, says: "" },
      json: JSON_OPTION,
    },
    run,
  },
  { name: "agent", summary: "", positionals: [{ value: ADDRESS }], run },
  { name: "quarantine", summary: "", run },
  { name: "quarantine show", summary: "", positionals: [{ value: textValue("id", "an id") }], run },
  { name: "map import", summary: "", run },
  { name: "traffic tell", summary: "", run },
  { name: "traffic list", summary: "", run },
  { name: "help", summary: "", run },
];

/** The words of a line as a shell would hand them over. */
const parse = (line: string) => parseArguments(line === "" ? [] : line.split(" "), COMMANDS);

function requestOf(line: string) {
  const request = parse(line);
  if (!("command" in request)) expect.unreachable(request.complaint);
  const { command, positionals, options, flags } = request;
  return { name: command.name, positionals, options: { ...options }, flags: [...flags] };
}

const NOTHING = { positionals: [], options: {}, flags: [] };
const SHOW = { ...NOTHING, name: "quarantine show" };

test.for([
  ["", { ...NOTHING, name: "help" }],
  ["agents --role driver", { ...NOTHING, name: "agents", options: { role: "driver" } }],
  ["agents --role=driver --json", { name: "agents", options: { role: "driver" }, flags: ["json"] }],
  ["--json agents", { name: "agents", flags: ["json"] }],
  ["agents --stuck", { name: "agents", options: { stuck: "60" } }],
  ["agents --stuck 5m --limit 3", { name: "agents", options: { stuck: "5m", limit: "3" } }],
  ["agents --stuck --role x", { name: "agents", options: { stuck: "60", role: "x" } }],
  ["agent driver/drv_1", { name: "agent", positionals: ["driver/drv_1"] }],
  ["quarantine", { name: "quarantine" }],
  ["quarantine show qua_1", { name: "quarantine show", positionals: ["qua_1"] }],
  ["quarantine show -5", { name: "quarantine show", positionals: ["-5"] }],
  ["quarantine show -1.29,36.8 --help", { ...SHOW, positionals: ["-1.29,36.8"], flags: ["help"] }],
  ["quarantine show -.5", { ...SHOW, positionals: ["-.5"] }],
  ["agents --role -4", { ...NOTHING, name: "agents", options: { role: "-4" } }],
  ["agents --role=-4", { ...NOTHING, name: "agents", options: { role: "-4" } }],
  ["quarantine show -- -5", { name: "quarantine show", positionals: ["-5"] }],
  ["agent --help", { name: "agent", flags: ["help"] }],
  ["agent -h", { name: "agent", flags: ["help"] }],
] as const)("'%s' is understood", ([line, wanted]) => {
  expect(requestOf(line)).toEqual({ ...NOTHING, ...wanted });
});

test.for([
  ["agnts", 'There is no command "agnts": did you mean "agents"?'],
  ["frobnicate", 'There is no command "frobnicate": "pnpm msafara help" lists them all'],
  ["quarantine shwo x", 'no command "quarantine shwo": did you mean "quarantine show"?'],
  ["agents --rol x", '"agents" has no option "--rol": did you mean "--role"?'],
  ["agents --constructor", '"agents" has no option "--constructor"'],
  ["agents -x", '"agents" has no option "-x"'],
  ["agents --role", '"--role" needs a value: expected a role'],
  ["agents --role --json", '"--role" needs a value: expected a role'],
  ["agents --role=", '"--role" is "": expected a role'],
  ["agents --limit 0", '"--limit" is "0": expected a whole number from 1 to 500'],
  ["agents --stuck=soon", '"--stuck" is "soon": expected seconds'],
  ["agents --json=1", '"--json" takes no value, found "1"'],
  ["agents driver", '"agents" does not know what to do with "driver"'],
  ["agent", '"agent" needs <role/id>: expected an address such as driver/drv_1'],
  ["agent drv_1", '<role/id> is "drv_1": expected an address such as driver/drv_1'],
  ["map", '"map" needs another word: "map import"'],
  ["map --help", '"map" needs another word: "map import"'],
  ["traffic", '"traffic" needs another word: "traffic tell", "traffic list"'],
  ["traffic tel x", 'no command "traffic tel": did you mean "traffic tell"?'],
  ["traffic frobnicate", 'no command "traffic frobnicate": "pnpm msafara help" lists them all'],
  ["agent driver/drv_1 x", 'to do with "x": it takes <role/id>, and several words in quotes'],
  ["agents --limit -5", '"--limit" is "-5": expected a whole number from 1 to 500'],
  ["agents -5", '"agents" does not know what to do with "-5"'],
  ["-5", 'There is no command "-5"'],
] as const)("'%s' means nothing, and it is said why", ([line, complaint]) => {
  expect(parse(line)).toEqual({
    exitCode: 2,
    lines: [],
    complaint: expect.stringContaining(complaint),
  });
});
