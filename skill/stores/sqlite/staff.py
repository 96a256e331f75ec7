"""Staff, with the hashes of their passwords."""

from __future__ import annotations

from dataclasses import replace

from skill.shop.emails import email_key
from skill.shop.staff import StaffMember
from skill.stores.documents import dump, load
from skill.stores.passwords import NOBODY, hashed, matches
from skill.stores.sqlite.database import Database


class SqliteStaff:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, member: StaffMember, password: str, /) -> StaffMember:
        key, secret = email_key(member.email), hashed(password)
        with self._database.writing() as connection:
            query = "SELECT id FROM staff WHERE email_key = ?"
            held = connection.execute(query, (key,)).fetchone()
            kept = replace(member, id=held[0]) if held else member
            connection.execute(
                "INSERT INTO staff (id, email_key, password, document) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET email_key = excluded.email_key,"
                " password = excluded.password, document = excluded.document",
                (kept.id, key, secret, dump(kept)),
            )
        return kept

    def by_email(self, email: str, /) -> StaffMember | None:
        query = "SELECT document FROM staff WHERE email_key = ?"
        row = self._database.one(query, email_key(email))
        return load(StaffMember, row[0]) if row else None

    def check(self, email: str, password: str, /) -> StaffMember | None:
        query = "SELECT password, document FROM staff WHERE email_key = ?"
        kept, document = self._database.one(query, email_key(email)) or (NOBODY, "")
        return load(StaffMember, document) if matches(password, kept) else None
