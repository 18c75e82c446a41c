"""A served ledger with its three administrators, a person each, and business accounts.

    class Rights(Administered):
        def test_it(self):
            self.security.post("/accounts/lin/memberships", {"role": "analyst"}).expect(201)
"""
import base64
import hashlib
import hmac
import struct
import time

from scenario import ServedScenario

ADMINISTRATORS = {"root1": "system_admin", "guard1": "security_admin", "audit1": "audit_admin"}


class Administered(ServedScenario):
    options = ()

    @classmethod
    def prepare(cls):
        for name, role in ADMINISTRATORS.items():
            cls.ledger.add_user(name, role)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.system = cls.server.client().sign_in("root1")
        cls.security = cls.server.client().sign_in("guard1")
        cls.audit = cls.server.client().sign_in("audit1")

    def person(self, name, *roles, **options):
        """A client of a new account."""
        self.ledger.add_user(name, *roles, **options)
        return self.server.client().sign_in(name)

    def noted(self, **filters):
        """What the audit log says, newest first, as act, outcome, account, subject."""
        events = self.audit.get("/audit", **filters).expect(200).json["items"]
        return [(e["act"], e["outcome"], e["account"], e["subject"]) for e in events]


def totp(secret, steps_on=0):
    """RFC 6238, by this file's own reckoning."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + steps_on), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
