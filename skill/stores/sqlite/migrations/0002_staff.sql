CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    email_key TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    document TEXT NOT NULL
);
