-- Gateways ask every few seconds which sessions were ended lately, so that the access tokens of those
-- open nothing any more; and whoever was removed from an organization loses the sessions that spoke for it.

CREATE INDEX refresh_families_by_revocation ON refresh_families (revoked_at, id)
  WHERE revoked_at IS NOT NULL;
COMMENT ON INDEX refresh_families_by_revocation IS 'Tells gateways which sessions were ended lately.';

ALTER TABLE refresh_families DROP CONSTRAINT refresh_families_revoked_why_check;
ALTER TABLE refresh_families ADD CONSTRAINT refresh_families_revoked_why_check CHECK (revoked_why IN (
  'logout', 'reuse', 'password', 'crowded', 'suspended', 'erased', 'operator', 'removed'));
