-- What the company's guests may do in their rooms besides reading.
ALTER TABLE companies ADD COLUMN guests_may_chat INTEGER NOT NULL DEFAULT 1;
ALTER TABLE companies ADD COLUMN guests_may_share_files INTEGER NOT NULL DEFAULT 1;
ALTER TABLE companies ADD COLUMN guests_may_call INTEGER NOT NULL DEFAULT 1;
