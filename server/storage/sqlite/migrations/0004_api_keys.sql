-- expires 0: never; last_used 0: never yet.
CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES people,
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    scopes INTEGER NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    last_used INTEGER NOT NULL
) STRICT;
CREATE INDEX api_keys_by_person ON api_keys (person);
