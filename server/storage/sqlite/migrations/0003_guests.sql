-- Invitations of guests. Of the token its hash is kept, and the seed from which the server's key makes it again.
-- guest: a person while the invitation lives; he may be gone once it is final. room 0: into none yet.
-- pin_hash is null where there is no PIN. ended 0: not final.
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    room INTEGER NOT NULL,
    guest INTEGER NOT NULL UNIQUE,
    inviter INTEGER NOT NULL,
    company INTEGER NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    mobile TEXT NOT NULL,
    language TEXT NOT NULL,
    application TEXT NOT NULL,
    channel INTEGER NOT NULL,
    state INTEGER NOT NULL,
    delivery INTEGER NOT NULL,
    delivery_error TEXT NOT NULL,
    seed BLOB NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    pin_hash BLOB,
    wrong_pins INTEGER NOT NULL,
    created INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    delete_at INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    uses_max INTEGER NOT NULL
) STRICT;
CREATE INDEX invitations_by_inviter ON invitations (inviter, id);
CREATE INDEX invitations_by_company ON invitations (company, id);
CREATE INDEX invitations_living ON invitations (state, id) WHERE ended = 0;
CREATE INDEX invitations_ended ON invitations (ended) WHERE ended <> 0;
