import type { Desk } from "../desk.ts";
import { unknownCommand } from "../words/parse-arguments.ts";
import { textValue } from "../words/values.ts";
import { type Command, done, type Outcome, type Request } from "./command.ts";
import { explainAll, explainCommand } from "./explain.ts";

const WORD = textValue("command", "a command");

/** Help over these commands, and over itself. */
export function openHelp(others: readonly Command[]): Command {
  const help: Command = {
    name: "help",
    summary: "Say what there is, or what one command does",
    positionals: [
      { value: WORD, optional: true },
      { value: WORD, optional: true },
    ],
    run: async ({ positionals }: Request, { look }: Desk): Promise<Outcome> => {
      const name = positionals.join(" ");
      const commands = [...others, help];
      if (name === "") return done(explainAll(commands, look));
      const command = commands.find((each) => each.name === name);
      if (command !== undefined) return done(explainCommand(command, look));
      return unknownCommand(name, commands);
    },
  };
  return help;
}
