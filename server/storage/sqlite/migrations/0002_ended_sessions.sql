-- login: the session that a login began with; what follows from its login tokens carries it on. 0: this one.
ALTER TABLE sessions ADD COLUMN login INTEGER NOT NULL DEFAULT 0;

-- Sessions ended before their time, in order: by these a server learns what another process has ended.
CREATE TABLE ended_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session INTEGER NOT NULL,
    person INTEGER NOT NULL
) STRICT;
