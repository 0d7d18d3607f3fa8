-- secret: what deliveries are signed with; it must be known to sign, so it is stored as it is. events: bits by domain::WebhookEvent.
CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company INTEGER NOT NULL REFERENCES companies,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    events INTEGER NOT NULL,
    active INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;

-- What waits to be told (state 0), and the log of what was (1) or could not be (2).
CREATE TABLE webhook_deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook INTEGER NOT NULL REFERENCES webhooks,
    event INTEGER NOT NULL,
    body TEXT NOT NULL,
    created INTEGER NOT NULL,
    state INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    status INTEGER NOT NULL,
    error TEXT NOT NULL,
    ended INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook, id);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook, next_try) WHERE state = 0;
