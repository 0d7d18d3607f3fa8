-- Changes of rooms that were asked for with an idempotency key; kept with their room.
CREATE TABLE room_requests (
    room INTEGER NOT NULL REFERENCES rooms,
    person INTEGER NOT NULL,
    idempotency_key TEXT NOT NULL,
    PRIMARY KEY (room, person, idempotency_key)
) STRICT, WITHOUT ROWID;

ALTER TABLE invitations ADD COLUMN idempotency_key TEXT;
CREATE UNIQUE INDEX invitations_by_key ON invitations (inviter, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- creator 0: the operator.
ALTER TABLE webhooks ADD COLUMN creator INTEGER NOT NULL DEFAULT 0;
ALTER TABLE webhooks ADD COLUMN idempotency_key TEXT;
CREATE UNIQUE INDEX webhooks_by_key ON webhooks (creator, idempotency_key) WHERE idempotency_key IS NOT NULL;
