-- Who people are, how they come in, and what was done by whom. Plain rows: no agent needs them.
--
-- A column that tells of a person has a comment that begins with "Personal"; docs/design/identity.md
-- lists them all, and a spec holds the two together. No secret lies here in plain text: what only
-- has to be recognised is hashed, what has to be used again is sealed by whoever wrote it.
-- Instants are handed in, so that rules about time can be tested in no time.

-- People ----------------------------------------------------------------------------------------

CREATE TABLE users (
  created_at        timestamptz NOT NULL,
  password_set_at   timestamptz NOT NULL,
  phone_verified_at timestamptz,
  suspended_at      timestamptz,
  erased_at         timestamptz,
  id       text COLLATE "C" PRIMARY KEY,
  role     text COLLATE "C" NOT NULL
    CHECK (role IN ('shipper', 'driver', 'facility', 'admin', 'support')),
  agent    text COLLATE "C" UNIQUE,
  phone    text COLLATE "C" UNIQUE CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  name     text,
  locale   text NOT NULL CHECK (locale IN ('en', 'sw')),
  password text,
  CONSTRAINT users_have_their_agent CHECK (CASE role
    WHEN 'shipper' THEN agent LIKE 'shr\_%' WHEN 'driver' THEN agent LIKE 'drv\_%'
    WHEN 'facility' THEN agent LIKE 'fac\_%' ELSE agent IS NULL END IS TRUE),
  CONSTRAINT users_are_whole_or_erased
    CHECK (num_nulls(phone, name, password) = CASE WHEN erased_at IS NULL THEN 0 ELSE 3 END)
);
COMMENT ON TABLE users IS
  'One row per account. An erased one keeps its id, its role and its agent, since others'' shipments '
  'name them, and nothing that tells of a person.';
COMMENT ON COLUMN users.phone IS 'Personal. E.164; it is also the name to come in by.';
COMMENT ON COLUMN users.name IS 'Personal.';
COMMENT ON COLUMN users.password IS 'Personal. argon2id with its parameters, never the password.';

CREATE TABLE second_factors (
  created_at   timestamptz NOT NULL,
  confirmed_at timestamptz,
  last_step    bigint NOT NULL DEFAULT 0,
  user_id      text COLLATE "C" PRIMARY KEY REFERENCES users,
  secret       text NOT NULL
);
COMMENT ON TABLE second_factors IS
  'TOTP of RFC 6238. It counts once it is confirmed by a first code.';
COMMENT ON COLUMN second_factors.last_step IS
  'The step of the last code that was taken: no code is taken twice.';
COMMENT ON COLUMN second_factors.secret IS 'Personal. Sealed under a key that is not here.';

CREATE TABLE verification_codes (
  sent_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  day_began  timestamptz NOT NULL,
  sends      smallint NOT NULL,
  tries      smallint NOT NULL,
  user_id    text COLLATE "C" REFERENCES users,
  purpose    text COLLATE "C" CHECK (purpose IN ('phone', 'password')),
  hash       text,
  PRIMARY KEY (user_id, purpose)
);
COMMENT ON TABLE verification_codes IS
  'The one code that is out for a purpose. A new one replaces it and gives no new tries to guess by '
  'the dozen: sends are counted by the day.';
COMMENT ON COLUMN verification_codes.hash IS
  'Keyed by a secret that is not here, since six digits are soon guessed; null once it was used.';

CREATE TABLE login_attempts (
  failures     integer NOT NULL,
  last_at      timestamptz NOT NULL,
  locked_until timestamptz NOT NULL,
  kind         text COLLATE "C" CHECK (kind IN ('phone', 'address')),
  subject      text COLLATE "C",
  PRIMARY KEY (kind, subject)
) WITH (fillfactor = 70);
COMMENT ON TABLE login_attempts IS
  'Attempts that have not succeeded, by phone and by address. Each is counted before the password is '
  'looked at, so that a thousand at once are a thousand.';
COMMENT ON COLUMN login_attempts.subject IS
  'Personal. A phone, known or not, or an address; forgotten after a day.';
CREATE INDEX login_attempts_by_age ON login_attempts (last_at);
COMMENT ON INDEX login_attempts_by_age IS 'Finds what is older than its keep.';

-- Organizations ---------------------------------------------------------------------------------

CREATE TABLE organizations (
  created_at timestamptz NOT NULL,
  id         text COLLATE "C" PRIMARY KEY,
  name       text NOT NULL,
  created_by text COLLATE "C" NOT NULL REFERENCES users
);
COMMENT ON TABLE organizations IS
  'A fleet, a shipper''s office, a yard. Its row is locked while owners change: the last one stays.';

CREATE TABLE members (
  joined_at    timestamptz NOT NULL,
  organization text COLLATE "C" REFERENCES organizations,
  user_id      text COLLATE "C" REFERENCES users,
  role         text COLLATE "C" NOT NULL CHECK (
    role IN ('owner', 'dispatcher', 'fleet-manager', 'driver', 'facility-manager')),
  PRIMARY KEY (organization, user_id)
);
COMMENT ON TABLE members IS 'Who belongs where, as what. A driver may drive for two fleets.';
CREATE INDEX members_by_user ON members (user_id, organization);
COMMENT ON INDEX members_by_user IS 'Where somebody belongs.';

CREATE TABLE invitations (
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  accepted_at  timestamptz,
  withdrawn_at timestamptz,
  id           text COLLATE "C" PRIMARY KEY,
  organization text COLLATE "C" NOT NULL REFERENCES organizations,
  phone        text COLLATE "C",
  role         text COLLATE "C" NOT NULL CHECK (
    role IN ('owner', 'dispatcher', 'fleet-manager', 'driver', 'facility-manager')),
  hash         text COLLATE "C" NOT NULL UNIQUE,
  invited_by   text COLLATE "C" NOT NULL REFERENCES users,
  accepted_by  text COLLATE "C" REFERENCES users
);
COMMENT ON TABLE invitations IS
  'A place that is offered to a phone. The token that came by message finds it, and only the account '
  'that proved this phone may take it.';
COMMENT ON COLUMN invitations.phone IS 'Personal. Null once its owner was erased.';
CREATE UNIQUE INDEX invitations_open ON invitations (organization, phone)
  WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
COMMENT ON INDEX invitations_open IS 'One open invitation for a phone; the next one replaces it.';
CREATE INDEX invitations_by_organization ON invitations (organization, id);
COMMENT ON INDEX invitations_by_organization IS 'Pages the invitations of an organization.';
CREATE INDEX invitations_by_phone ON invitations (phone);
COMMENT ON INDEX invitations_by_phone IS 'Finds what an erasure must forget.';
CREATE INDEX invitations_by_end ON invitations (expires_at) WHERE accepted_at IS NULL;
COMMENT ON INDEX invitations_by_end IS 'Finds what is older than its keep.';

-- Sessions --------------------------------------------------------------------------------------

CREATE TABLE refresh_families (
  opened_at    timestamptz NOT NULL,
  used_at      timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  revoked_at   timestamptz,
  id           text COLLATE "C" PRIMARY KEY,
  user_id      text COLLATE "C" NOT NULL REFERENCES users,
  organization text COLLATE "C",
  device       text,
  address      text,
  revoked_why  text COLLATE "C" CHECK (revoked_why IN (
    'logout', 'reuse', 'password', 'crowded', 'suspended', 'erased', 'operator')),
  CONSTRAINT refresh_families_say_why CHECK ((revoked_at IS NULL) = (revoked_why IS NULL))
) WITH (fillfactor = 70);
COMMENT ON TABLE refresh_families IS
  'A session: all refresh tokens that grew out of one login. Its row is locked while one of them is '
  'exchanged, so that of two exchanges at once one comes first.';
COMMENT ON COLUMN refresh_families.device IS 'Personal. What the client says it is.';
COMMENT ON COLUMN refresh_families.address IS 'Personal. Where the session was opened from.';
CREATE INDEX refresh_families_by_user ON refresh_families (user_id, id);
COMMENT ON INDEX refresh_families_by_user IS 'Pages somebody''s sessions, and ends them all.';
CREATE INDEX refresh_families_by_end ON refresh_families (ends_at);
COMMENT ON INDEX refresh_families_by_end IS 'Finds what is older than its keep.';

CREATE TABLE refresh_tokens (
  expires_at timestamptz NOT NULL,
  spent_at   timestamptz,
  serial     integer NOT NULL,
  family     text COLLATE "C" NOT NULL REFERENCES refresh_families ON DELETE CASCADE,
  hash       text COLLATE "C" PRIMARY KEY,
  sealed     text,
  UNIQUE (family, serial)
);
COMMENT ON TABLE refresh_tokens IS
  'SHA-256 of each token: they carry 256 bits of luck, so nothing slower is needed.';
COMMENT ON COLUMN refresh_tokens.sealed IS
  'The pair that this token was exchanged for, under a key made from the token itself: who presents '
  'it again in time gets the same, and nobody who reads this table can open it.';
CREATE INDEX refresh_tokens_by_end ON refresh_tokens (expires_at);
COMMENT ON INDEX refresh_tokens_by_end IS 'Finds what is older than its keep.';

-- Keys ------------------------------------------------------------------------------------------

CREATE TABLE api_keys (
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  reminded_at  timestamptz,
  revoked_at   timestamptz,
  id         text COLLATE "C" PRIMARY KEY,
  prefix     text COLLATE "C" NOT NULL,
  hash       text COLLATE "C" NOT NULL UNIQUE,
  name       text NOT NULL,
  scopes     jsonb NOT NULL CHECK (jsonb_typeof(scopes) = 'array'),
  created_by text COLLATE "C" NOT NULL REFERENCES users,
  revoked_by text COLLATE "C" REFERENCES users
);
COMMENT ON TABLE api_keys IS
  'One key per service. Shown whole once; the prefix is what people know it by afterwards.';
CREATE INDEX api_keys_by_age ON api_keys (created_at, id)
  WHERE revoked_at IS NULL AND reminded_at IS NULL;
COMMENT ON INDEX api_keys_by_age IS 'Finds keys that should be replaced and nobody was told.';

CREATE TABLE signing_keys (
  signs_from   timestamptz NOT NULL,
  signs_until  timestamptz NOT NULL,
  valid_until  timestamptz NOT NULL,
  kid          text COLLATE "C" PRIMARY KEY,
  algorithm    text COLLATE "C" NOT NULL CHECK (algorithm = 'EdDSA'),
  public_key   jsonb NOT NULL,
  private_key  text NOT NULL,
  CHECK (signs_from < signs_until AND signs_until < valid_until),
  CONSTRAINT signing_keys_take_turns EXCLUDE USING gist (tstzrange(signs_from, signs_until) WITH &&)
);
COMMENT ON TABLE signing_keys IS
  'Keys of access tokens. At any time one signs, so of two gateways that make the next one at once '
  'one is refused by the constraint and uses the other''s.';
COMMENT ON COLUMN signing_keys.private_key IS 'Sealed under a key that is not here.';
COMMENT ON COLUMN signing_keys.valid_until IS 'When the last token that it signed has ended.';

CREATE TABLE door_receipts (
  at        timestamptz NOT NULL,
  principal text COLLATE "C",
  key       text COLLATE "C",
  body_hash text COLLATE "C" NOT NULL,
  answer    jsonb,
  PRIMARY KEY (principal, key)
);
COMMENT ON TABLE door_receipts IS
  'Receipts of commands on plain rows, written with their effect: a command that comes again under '
  'its key is answered from here for a day. Those of agents are in "receipts".';
COMMENT ON COLUMN door_receipts.body_hash IS
  'Keyed by a secret that is not here, since a phone is soon guessed.';
COMMENT ON COLUMN door_receipts.answer IS
  'Ids, instants and codes of refusals: neither secrets nor anything that tells of a person. Null '
  'only within the transaction that makes it.';
CREATE INDEX door_receipts_by_age ON door_receipts (at);
COMMENT ON INDEX door_receipts_by_age IS 'Finds what is older than its keep.';

-- What was done ---------------------------------------------------------------------------------

ALTER TABLE audit
  ADD COLUMN why        text,
  ADD COLUMN origin     text,
  ADD COLUMN resource   text COLLATE "C",
  ADD COLUMN request_id text,
  ALTER COLUMN who TYPE text COLLATE "C";
COMMENT ON TABLE audit IS
  'What was done to accounts, what operators did, and every look at personal or payment data. '
  'Appended to, never changed: a trigger sees to that, also for those who write SQL by hand.';
COMMENT ON COLUMN audit.why IS 'What for, in the words of who did it, or the rule that wanted it.';
COMMENT ON COLUMN audit.origin IS
  'Personal. The address that it came from, and what the client says it is.';
CREATE INDEX audit_by_who ON audit (who, id);
COMMENT ON INDEX audit_by_who IS 'What somebody did.';
CREATE INDEX audit_by_resource ON audit (resource, id) WHERE resource IS NOT NULL;
COMMENT ON INDEX audit_by_resource IS 'What was done to something, and who looked at it.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'MS003',
    MESSAGE = format('"%s" is appended to and never changed', TG_TABLE_NAME);
END $$;
COMMENT ON FUNCTION refuse_change IS 'Ends whatever would change the past.';
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
