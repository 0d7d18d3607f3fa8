ALTER TABLE companies ADD COLUMN supervision_shown INTEGER NOT NULL DEFAULT 0;
ALTER TABLE companies ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- Who did what. Names are those of then: nothing here refers to what may change or go. action, target_kind: by number, see
-- domain::AuditAction and domain::AuditTargetKind.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    local INTEGER NOT NULL,
    action INTEGER NOT NULL,
    target_kind INTEGER NOT NULL,
    target INTEGER NOT NULL,
    target_name TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_actor ON audit (actor, id);
CREATE INDEX audit_by_action ON audit (action, id);
CREATE INDEX audit_by_time ON audit (at);

-- Nobody changes an entry, and none goes that is as young as this.
INSERT INTO meta (name, value) VALUES ('audit_kept_from', 0);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is never changed');
END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
WHEN OLD.at >= (SELECT value FROM meta WHERE name = 'audit_kept_from') BEGIN
    SELECT RAISE(ABORT, 'the audit log is kept');
END;
