"""What was acknowledged stays: through kill -9, through a stop, beside a second server."""
import http.client
import threading
import time
import unittest

from ledger import Ledger
from scenario import project
from server import Server

WRITERS = 4
WRITES_BEFORE_THE_KILL = 60


class Durability(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()
        self.addCleanup(self.ledger.remove)
        self.ledger.add_user("writer", "investment_bureau")
        self.token = self.ledger.token("writer")

    def start(self):
        server = Server(self.ledger.db)
        self.addCleanup(server.stop)
        return server

    def client(self, server):
        return server.client(token=self.token)

    def write_until_it_ends(self, client, writer, acknowledged):
        """Creates and edits; what was answered is noted, what was cut off is not."""
        number = 0
        try:
            while True:
                number += 1
                name = f"断电-{writer}-{number}"
                made = client.post("/project", project(name)).expect(201).json
                acknowledged[made["id"]] = (1, name)
                path = f"/project/{made['id']}"
                client.patch(path, {"fields": {"name": name + "改"}}, 1).expect(200)
                acknowledged[made["id"]] = (2, name + "改")
        except (OSError, http.client.HTTPException, AssertionError):
            return

    def start_writer(self, server, number, acknowledged):
        arguments = (self.client(server), number, acknowledged)
        writer = threading.Thread(target=self.write_until_it_ends, args=arguments)
        writer.start()
        return writer

    def kill_amid_writes(self, server, acknowledged):
        writers = [self.start_writer(server, number, acknowledged) for number in range(WRITERS)]
        give_up = time.monotonic() + 30
        while len(acknowledged) < WRITES_BEFORE_THE_KILL and time.monotonic() < give_up:
            time.sleep(0.01)
        server.kill()
        for writer in writers:
            writer.join()

    def test_every_acknowledged_write_survives_a_kill(self):
        acknowledged = {}
        self.kill_amid_writes(self.start(), acknowledged)
        self.assertGreaterEqual(len(acknowledged), WRITES_BEFORE_THE_KILL // 2)
        self.ledger.agglo("verify").expect(0)
        client = self.client(self.start())
        for record, (version, name) in acknowledged.items():
            read = client.get(f"/project/{record}").expect(200).json
            self.assertGreaterEqual(read["version"], version)
            self.assertTrue(read["fields"]["name"].startswith(name))
        client.post("/project", project("之后")).expect(201)
        self.ledger.agglo("verify").expect(0)

    def test_a_stop_drains(self):
        server = self.start()
        client = self.client(server)
        connection, stream = client.open("GET", "/events")
        acknowledged = {}
        writer = self.start_writer(server, 0, acknowledged)
        while len(acknowledged) < 5:
            time.sleep(0.01)
        self.assertEqual(server.stop(), 0)
        writer.join()
        stream.read()  # the stream was ended, not cut
        connection.close()
        again = self.client(self.start())
        for record, (version, _) in acknowledged.items():
            read = again.get(f"/project/{record}").expect(200).json
            self.assertGreaterEqual(read["version"], version)

    def test_one_ledger_has_one_writer(self):
        self.start()
        table = ("--entity", "project", "--format", "csv", __file__)
        for command, *options in (("serve", "--port", "0"), ("import", *table)):
            with self.subTest(command):
                run = self.ledger.agglo(command, *options).expect(4)
                self.assertRegex(run.err, "[一-鿿]")
                self.assertIn("ledger.db", run.err)
        self.ledger.agglo("verify").expect(0)
        self.ledger.agglo("query", '{"entity":"region"}').expect(0)

    def test_a_port_that_is_taken(self):
        server = self.start()
        other = Ledger()
        self.addCleanup(other.remove)
        run = other.agglo("serve", "--port", str(server.port)).expect(4)
        self.assertIn(str(server.port), run.err)


if __name__ == "__main__":
    unittest.main()
