import { generateKeyPairSync, sign } from "node:crypto";
import type { Id, World } from "@msafara/kernel";
import { openIdentity, openPasswords, strongLuck } from "@msafara/store";
import type { Client } from "pg";

const DAY_MS = 86_400_000;
const KID = "bench";
export const PASSWORD = "a truck full of oranges";

/** Somebody with an account, and the token that lets him in. */
export interface Person {
  readonly userId: Id<"usr">;
  readonly agentId: Id | null;
  readonly phone: string;
  readonly token: string;
}

/** Signs tokens that a gateway believes, by a key of which it only has the public half. */
export type Signer = (claims: {
  readonly sub: Id<"usr">;
  readonly role: string;
  readonly agent: Id | null;
}) => string;

/** Hangs a key on the ring whose turn to sign is over, so that no gateway ever wants its private half. */
export async function openSigner(url: string, world: World): Promise<Signer> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const identity = openIdentity({ connectionString: url });
  const now = world.now();
  const jwk = publicKey.export({ format: "jwk" });
  await identity.saveSigningKey({
    kid: KID,
    publicKey: { kty: "OKP", crv: "Ed25519", x: jwk.x ?? "" },
    sealedPrivateKey: "",
    signsFrom: now - 2 * DAY_MS,
    signsUntil: now - DAY_MS,
    validUntil: now + DAY_MS,
  });
  await identity.close();
  const head = part({ alg: "EdDSA", typ: "JWT", kid: KID });
  return (claims) => {
    const at = Math.floor(world.now() / 1_000);
    const times = { auth_time: at, iat: at, exp: at + 900 };
    const office = { org: null, orgRole: null, family: world.mint("fam") };
    const signed = `${head}.${part({ iss: "msafara", ...claims, ...office, ...times })}`;
    return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}`;
  };
}

function part(claims: object): string {
  return Buffer.from(JSON.stringify(claims)).toString("base64url");
}

/** Registers people who have proved their phones; all have the same password, which costs a hash only once. */
export async function settle(
  { client, world, signer }: { client: Client; world: World; signer: Signer },
  { role, count, area }: { role: "shipper" | "driver" | "support"; count: number; area: number },
): Promise<readonly Person[]> {
  const hash = await openPasswords(strongLuck()).hash(PASSWORD);
  const people = Array.from({ length: count }, (_, i): Person => {
    const userId = world.mint("usr");
    const agentId = agentFor(role, world);
    const phone = `+2547${area}${String(i).padStart(7, "0")}`;
    return { userId, agentId, phone, token: signer({ sub: userId, role, agent: agentId }) };
  });
  await client.query(
    `INSERT INTO users (created_at, password_set_at, phone_verified_at, id, role, agent, phone,
                        name, locale, password)
     SELECT now(), now(), now(), id, $4, agent, phone, 'Juma Otieno', 'en', $5
       FROM unnest($1::text[], $2::text[], $3::text[]) AS p (id, agent, phone)`,
    [
      people.map(({ userId }) => userId),
      people.map(({ agentId }) => agentId),
      people.map(({ phone }) => phone),
      role,
      hash,
    ],
  );
  return people;
}

function agentFor(role: "shipper" | "driver" | "support", { mint }: World): Id | null {
  if (role === "support") return null;
  return role === "shipper" ? mint("shr") : mint("drv");
}
