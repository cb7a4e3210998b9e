import { expect, test } from "vitest";
import { runCommandLine } from "../run-command-line.ts";
import { deskAt } from "../specs/open-office.ts";
import { logInAs } from "./log-in-as.ts";

const PHONE = "+254712345678";
const unasked = async () => expect.unreachable("nobody is to be asked");

test.for([
  ["what is written behind the phone", `${PHONE}:safari:njema`, "another", "safari:njema"],
  ["what the environment says", PHONE, "safari njema", "safari njema"],
] as const)("%s is the password, and nobody is asked", async ([, as, password, meant]) => {
  expect(await logInAs(as, { password, askSecret: unasked })).toEqual({
    phone: PHONE,
    password: meant,
  });
});

test("else whoever sits there is asked, and told for whom", async () => {
  const asked: string[] = [];
  const askSecret = async (question: string) => {
    asked.push(question);
    return "safari njema";
  };
  const meant = await logInAs(PHONE, { password: undefined, askSecret });
  expect([meant, asked]).toEqual([
    { phone: PHONE, password: "safari njema" },
    [`Password of ${PHONE}`],
  ]);
});

test.for(["0712345678", `${PHONE}:`, "ann:secret1234"])("'%s' is nobody", async (as) => {
  const { exitCode, complaint } = await runCommandLine(["watch", "--as", as], deskAt(undefined));
  // What was typed may hold a password.
  expect([exitCode, complaint]).toEqual([
    2,
    '"--as" is not as wanted: expected a phone such as +254712345678',
  ]);
});

test("nobody watches without a password", async () => {
  const watched = await runCommandLine(["watch", "--as", PHONE], deskAt(undefined));
  expect([watched.exitCode, watched.complaint]).toEqual([
    1,
    "Nobody is here to be asked for a password: set MSAFARA_PASSWORD",
  ]);
});
