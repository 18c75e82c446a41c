"""What scenarios stand on: one ledger, or one served ledger, for each class of tests."""
import json
import unittest

from ledger import Ledger
from server import Server


class LedgerScenario(unittest.TestCase):
    """Commands upon a ledger."""

    @classmethod
    def setUpClass(cls):
        cls.ledger = Ledger()
        cls.addClassCleanup(cls.ledger.remove)

    def query(self, body, *options):
        run = self.ledger.agglo("query", json.dumps(body, ensure_ascii=False), *options).expect(0)
        return json.loads(run.out)


class ServedScenario(LedgerScenario):
    """Requests to a served ledger. `options` go to `agglo serve`."""

    options = ("--demo",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prepare()
        cls.server = Server(cls.ledger.db, *cls.options)
        cls.addClassCleanup(cls.server.stop)

    @classmethod
    def prepare(cls):
        """Before the server starts."""

    def demo(self, role="investment_bureau"):
        return self.server.client().sign_in_demo(role)


def project(name, region="441284", **fields):
    """The body that creates a project."""
    return {"fields": {"name": name, "region": {"code": region}, "stage": "lead", **fields}}
