-- What vendors keep who are none: stand-ins remember across restarts what they were asked, as the real
-- ones do. Nothing of the market refers to these tables.

CREATE TABLE stand_in_payments (
  key      text PRIMARY KEY,
  ref      text NOT NULL,
  deed     text NOT NULL CHECK (deed IN ('hold', 'void', 'release', 'refund')),
  outcome  text NOT NULL,
  captured boolean NOT NULL,
  amount   bigint NOT NULL,
  kept     bigint NOT NULL,
  currency text NOT NULL,
  at       timestamptz NOT NULL
);
COMMENT ON TABLE stand_in_payments IS
  'The book of the provider of payments that stands in for a real one, written line by line.';

-- A hold begins once, and ends once, whoever asks at the same moment.
CREATE UNIQUE INDEX stand_in_payments_begun ON stand_in_payments (ref)
  WHERE deed = 'hold' AND outcome = 'done';
CREATE UNIQUE INDEX stand_in_payments_ended ON stand_in_payments (ref)
  WHERE deed <> 'hold' AND outcome = 'done';
