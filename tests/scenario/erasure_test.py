"""Erasing: a value goes out of the whole history, and the chain stands."""
import re
import unittest

from ledger import agglo
from scenario import ServedScenario

PHONE = "13800009999"
NEXT_PHONE = "13900001111"
REASON = "本人书面要求"


class Erasure(ServedScenario):
    @classmethod
    def prepare(cls):
        cls.ledger.add_user("root", "system_admin")

    def setUp(self):
        self.bureau = self.demo()
        self.admin = self.server.client().sign_in("root")

    def contact(self, *phones, reason=""):
        """A contact that had these telephones one after another; its id."""
        body = {"fields": {"name": "欧阳不凡", "phone": phones[0]}, "reason": reason}
        record = self.bureau.post("/contact", body).expect(201).json
        for version, phone in enumerate(phones[1:], 1):
            fields = {"fields": {"phone": phone}, "reason": reason}
            self.bureau.patch(f"/contact/{record['id']}", fields, version=version).expect(200)
        return record["id"]

    def erase(self, id_, *fields, **more):
        body = {"fields": fields or ["phone"], "reason": REASON, **more}
        return self.admin.post(f"/contact/{id_}/erase", body)

    def bytes_kept(self):
        """Every byte of the ledger on the disk."""
        names = self.ledger.folder.glob("ledger.db*")
        return b"".join(path.read_bytes() for path in names)

    def test_a_value_is_gone_and_the_chain_stands(self):
        id_ = self.contact(PHONE, NEXT_PHONE)
        before = self.admin.get("/journal").expect(200).json
        self.assertIn(PHONE.encode(), self.bytes_kept())
        receipt = self.erase(id_).expect(200).json
        self.assertEqual(receipt["sequence"], before["sequence"] + 1)
        for phone in (PHONE, NEXT_PHONE):
            self.assertNotIn(phone.encode(), self.bytes_kept())
        standing = f"{before['sequence']}:{before['hash']}"
        out = self.ledger.agglo("verify", "--checkpoint", standing).expect(0).out
        self.assertNotIn(", 0 个已遮", out)

    def test_nowhere_is_it_shown(self):
        id_ = self.contact(PHONE, NEXT_PHONE)
        point = self.admin.get("/journal").expect(200).json["sequence"]
        self.erase(id_).expect(200)
        for as_of in (None, str(point), str(point - 1), str(point + 1)):
            record = self.bureau.get(f"/contact/{id_}", as_of=as_of).expect(200).json
            self.assertNotIn("phone", record["fields"], as_of)
            self.assertEqual(record["fields"]["name"], "欧阳不凡")
        history = self.bureau.get(f"/contact/{id_}/history").expect(200).json["items"]
        phones = [change for item in history for change in item["changes"]
                  if change["field"] == "phone"]
        self.assertEqual(phones, [{"field": "phone", "erased": True},
                                  {"field": "phone", "redacted": True},
                                  {"field": "phone", "redacted": True}])
        self.assertEqual(history[0]["reason"], REASON)
        self.assertEqual(history[0]["actor"], "root")
        found = self.bureau.get("/contact", where=[["phone", "eq", PHONE]]).expect(200).json
        self.assertEqual(found["total"], 0)

    def test_what_was_erased_is_itself_a_record(self):
        id_ = self.contact(PHONE)
        receipt = self.erase(id_).expect(200).json
        erasure = [r for r in receipt["records"] if r["entity"] == "erasure"][0]
        fields = self.admin.get(f"/erasure/{erasure['id']}").expect(200).json["fields"]
        self.assertEqual((fields["entity"], fields["record"], fields["fields"]),
                         ("contact", id_, "phone"))
        self.assertRegex(fields["sequences"], r"^\d+$")
        forged = {"fields": {"entity": "contact", "record": 1, "fields": "name", "sequences": "9"}}
        self.admin.post("/erasure", forged).expect(403)

    def test_it_may_be_filled_in_and_erased_again(self):
        id_ = self.contact(PHONE)
        self.erase(id_).expect(200)
        self.assertEqual(self.erase(id_).expect(200).json["sequence"], 0, "nothing was left")
        version = self.bureau.get(f"/contact/{id_}").expect(200).json["version"]
        self.bureau.patch(f"/contact/{id_}", {"fields": {"phone": PHONE}}, version).expect(200)
        self.assertIn(PHONE.encode(), self.bytes_kept())
        self.erase(id_).expect(200)
        self.assertNotIn(PHONE.encode(), self.bytes_kept())

    def test_a_deleted_record_keeps_nothing_either(self):
        id_ = self.contact(PHONE)
        self.bureau.delete(f"/contact/{id_}", version=1).expect(204)
        self.erase(id_, "phone", "name").expect(200)
        self.assertNotIn(PHONE.encode(), self.bytes_kept())
        self.bureau.get(f"/contact/{id_}").expect(404)
        self.bureau.post(f"/contact/{id_}/restore", {}).expect(200)

    def test_reasons_go_when_asked(self):
        told = "电话 13612345678 是他妻子的"
        id_ = self.contact(PHONE, reason=told)
        self.erase(id_).expect(200)
        self.assertIn(told.encode(), self.bytes_kept())
        self.erase(id_, reasons=True).expect(200)
        self.assertNotIn(told.encode(), self.bytes_kept())

    def test_a_repeated_request_is_not_told_from_its_digest(self):
        body = {"fields": {"name": "某人", "phone": PHONE}}
        key = {"Idempotency-Key": "once"}
        record = self.bureau.post("/contact", body, headers=key).expect(201).json
        self.assertEqual(self.bureau.post("/contact", body, headers=key).expect(201).json["id"],
                         record["id"])
        self.erase(record["id"]).expect(200)
        self.bureau.post("/contact", body, headers=key).expect(409, "idempotency_mismatch")

    def test_who_may_and_how(self):
        id_ = self.contact(PHONE)
        body = {"fields": ["phone"], "reason": REASON}
        self.bureau.post(f"/contact/{id_}/erase", body).expect(403, "forbidden")
        self.server.client().post(f"/contact/{id_}/erase", body).expect(401)
        self.admin.post(f"/contact/{id_}/erase", {"fields": ["phone"]}).expect(422, "required")
        self.erase(id_, "typo").expect(422, "unknown_field")
        self.admin.post(f"/contact/{id_}/erase", {"fields": [], "reason": "x"}).expect(422)
        self.admin.post(f"/contact/{id_}/erase", {"fields": "phone", "reason": "x"}).expect(422)
        self.erase(999_999).expect(404)
        self.admin.post("/definition/1/erase", {**body, "fields": ["text"]}).expect(403)
        self.assertIn(PHONE.encode(), self.bytes_kept())
        self.erase(id_).expect(200)

    def test_the_command_line_erases_too(self):
        id_ = self.contact(PHONE)
        self.server.stop()
        try:
            options = ("--entity", "contact", "--id", str(id_), "--field", "phone")
            self.ledger.agglo("erase", *options).expect(2)
            out = self.ledger.agglo("erase", *options, "--reason", REASON).expect(0).out
            self.assertRegex(out, r"journal entry \d+")
            self.assertNotIn(PHONE.encode(), self.bytes_kept())
            out = self.ledger.agglo("erase", *options, "--reason", REASON).expect(0).out
            self.assertIn("nothing to erase", out)
            export = self.ledger.folder / "e.agglo"
            self.ledger.agglo("journal export", "--whole", "--out", export).expect(0)
            self.assertNotIn(PHONE.encode(), export.read_bytes())
            agglo("verify", "--db", export).expect(0)
            last = re.search(r"checkpoint (\d+)", self.ledger.agglo("verify").expect(0).out)
            self.assertTrue(last)
        finally:
            type(self).server = type(self.server)(self.ledger.db, *self.options)
            self.addClassCleanup(self.server.stop)


if __name__ == "__main__":
    unittest.main()
