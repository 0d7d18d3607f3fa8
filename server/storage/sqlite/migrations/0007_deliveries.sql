-- Messages to guests. state: 1 queued, 2 sent, 3 failed, 4 taken (being sent).
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL,
    inviter INTEGER NOT NULL,
    company INTEGER NOT NULL,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_due ON deliveries (next_attempt, id) WHERE state = 1;
CREATE INDEX deliveries_taken ON deliveries (id) WHERE state = 4;
CREATE INDEX deliveries_by_inviter ON deliveries (inviter, created);
CREATE INDEX deliveries_by_company ON deliveries (company, created);
CREATE INDEX deliveries_by_invitation ON deliveries (invitation, id);
CREATE INDEX deliveries_by_created ON deliveries (created);

-- Whether a guest who has gone is still named by a file on its way.
CREATE INDEX files_of_sender ON files (sender);
CREATE INDEX file_receivers_of_person ON file_receivers (person);
