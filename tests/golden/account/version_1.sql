CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    roles TEXT NOT NULL,
    region_codes TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    demo INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
    digest BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_account ON session (account_id);
CREATE TABLE token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account,
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER
) STRICT;
CREATE TABLE link (
    digest BLOB PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;
PRAGMA user_version = 1;
INSERT INTO account VALUES (3, 'chen', '陈', 'officer' || char(10) || 'viewer', '441284' || char(10) || '441202', '$argon2id$chen', 0, 0, 1700000000000000);
INSERT INTO account VALUES (5, 'robot', 'robot', 'analyst', '', '', 0, 0, 1700000000000001);
INSERT INTO account VALUES (8, 'gone', 'gone', '', '', '$argon2id$gone', 1, 0, 1700000000000002);
INSERT INTO account VALUES (9, 'demo.leader', '市领导', 'leader', '', '', 0, 1, 1700000000000003);
INSERT INTO session VALUES (x'8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4', 3, 1700000000000000, 1700000001000000);
INSERT INTO token VALUES (2, x'30', 5, 'QGIS', 1700000000000000, NULL);
INSERT INTO token VALUES (4, x'31', 5, 'Excel', 1700000000000000, 1700000100000000);
INSERT INTO link VALUES (x'32', 1700000000000000);
