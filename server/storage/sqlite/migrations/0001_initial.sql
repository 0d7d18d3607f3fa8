-- Names are those of server/domain. Instants are milliseconds since 1970. Flags are 0 or 1.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value) VALUES ('directory_version', 1), ('clean', 1);

CREATE TABLE companies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    auto_roster INTEGER NOT NULL
) STRICT;

CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL,
    company INTEGER NOT NULL REFERENCES companies,
    uname TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    jid TEXT NOT NULL,
    administrator INTEGER NOT NULL,
    disabled INTEGER NOT NULL,
    password_hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX people_by_uname ON people (uname) WHERE uname <> '';

-- Who holds api_chat for which company.
CREATE TABLE supervisors (
    person INTEGER NOT NULL REFERENCES people,
    company INTEGER NOT NULL REFERENCES companies,
    PRIMARY KEY (person, company)
) STRICT, WITHOUT ROWID;

-- second 0: everybody of the company.
CREATE TABLE roster_exceptions (
    first INTEGER NOT NULL REFERENCES people,
    second INTEGER NOT NULL,
    PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

CREATE TABLE relations (
    low INTEGER NOT NULL REFERENCES people,
    high INTEGER NOT NULL REFERENCES people,
    low_acknowledged INTEGER NOT NULL,
    high_acknowledged INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (low, high)
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_by_high ON relations (high);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES people,
    kind INTEGER NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    subid TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_person ON sessions (person);
CREATE INDEX sessions_by_expires ON sessions (expires);

-- low and high: the pair that a one-to-one room occupies while it has not ended, else null.
CREATE TABLE rooms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    multi INTEGER NOT NULL,
    is_public INTEGER NOT NULL,
    archive INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    name TEXT NOT NULL,
    owner INTEGER NOT NULL,
    company INTEGER NOT NULL,
    created INTEGER NOT NULL,
    low INTEGER,
    high INTEGER,
    idempotency_key TEXT
) STRICT;
CREATE UNIQUE INDEX rooms_by_pair ON rooms (low, high) WHERE low IS NOT NULL;
CREATE UNIQUE INDEX rooms_by_key ON rooms (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX rooms_public ON rooms (company, id) WHERE is_public AND NOT ended;

-- active: invited or joined in a room that has not ended. company: the person's, which never changes; 0 for XMPP contacts.
CREATE TABLE members (
    room INTEGER NOT NULL REFERENCES rooms,
    person INTEGER NOT NULL REFERENCES people,
    state INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    added_by INTEGER NOT NULL,
    company INTEGER NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_person ON members (person, room) WHERE active;
CREATE INDEX members_by_company ON members (company, room) WHERE active;

-- A rowid table, so that messages of all rooms are appended side by side.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES rooms,
    seq INTEGER NOT NULL,
    author INTEGER NOT NULL,
    author_name TEXT NOT NULL,
    time INTEGER NOT NULL,
    text TEXT NOT NULL,
    idempotency_key TEXT
) STRICT;
CREATE UNIQUE INDEX messages_by_seq ON messages (room, seq);
CREATE UNIQUE INDEX messages_by_key ON messages (room, author, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE seen (
    room INTEGER NOT NULL REFERENCES rooms,
    person INTEGER NOT NULL REFERENCES people,
    seq INTEGER NOT NULL,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;
