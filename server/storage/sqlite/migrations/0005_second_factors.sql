-- recovery: SHA-256 of the recovery codes not used yet, one behind the other.
CREATE TABLE second_factors (
    person INTEGER PRIMARY KEY REFERENCES people,
    secret BLOB NOT NULL,
    confirmed INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    recovery BLOB NOT NULL,
    version INTEGER NOT NULL
) STRICT;
