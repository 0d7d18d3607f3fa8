-- Files on their way; their bytes are elsewhere. state 0: open.
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    room INTEGER NOT NULL REFERENCES rooms,
    sender INTEGER NOT NULL REFERENCES people,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    type TEXT NOT NULL,
    chunk_bytes INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    state INTEGER NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    idempotency_key TEXT
) STRICT;
CREATE UNIQUE INDEX files_by_key ON files (sender, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX files_by_room ON files (room) WHERE state = 0;
CREATE INDEX files_by_sender ON files (sender, size) WHERE state = 0;
CREATE INDEX files_by_expires ON files (expires);

-- open: it can still become complete for this person.
CREATE TABLE file_receivers (
    file INTEGER NOT NULL REFERENCES files,
    person INTEGER NOT NULL REFERENCES people,
    state INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    open INTEGER NOT NULL,
    PRIMARY KEY (file, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_receivers_by_person ON file_receivers (person, file) WHERE open;
