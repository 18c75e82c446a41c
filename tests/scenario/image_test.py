"""The image beside the journal: used at the start, refused when anything is off, never missed."""
import re
import shutil
import unittest

from ledger import PACK, Ledger, agglo
from scenario import project
from server import Server


class Image(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()
        self.addCleanup(self.ledger.remove)
        self.image = self.ledger.folder / "ledger.db.image"
        self.ledger.add_user("writer", "investment_bureau")
        self.token = self.ledger.token("writer")

    def start(self, *options):
        server = Server(self.ledger.db, *options)
        self.addCleanup(server.stop)
        return server

    def told(self, server):
        """What the start printed: the image's sequence, the entries replayed."""
        line = re.search(r"映像 image (\d+), 重放 replayed (\d+) 条", "\n".join(server.lines))
        self.assertTrue(line, server.lines)
        return int(line.group(1)), int(line.group(2))

    def metric(self, server, name):
        text = server.client().get("/metrics").expect(200).body.decode()
        return float(re.search(rf"(?m)^{name} (\S+)$", text).group(1))

    def create(self, server, name):
        made = server.client(token=self.token).post("/project", project(name)).expect(201).json
        return made["id"]

    def names(self, server, record):
        read = server.client(token=self.token).get(f"/project/{record}").expect(200).json
        return read["fields"]["name"], read["version"]

    def sequence(self):
        """The journal's last, without help of an image."""
        out = self.ledger.agglo("verify").expect(0).out
        return int(re.search(r"checkpoint (\d+):", out).group(1))

    def test_serves_from_it_and_replays_the_rest(self):
        out = self.ledger.agglo("image").expect(0).out
        at = self.sequence()
        self.assertIn(f"映像 image {at},", out)
        first = self.start()
        self.assertEqual(self.told(first), (at, 0))
        self.assertEqual(self.metric(first, "agglo_image_sequence"), at)
        self.assertEqual(self.metric(first, "agglo_start_image_sequence"), at)
        record = self.create(first, "映像之后")
        self.assertEqual(first.stop(), 0)
        second = self.start()
        self.assertEqual(self.told(second), (at, 1))
        self.assertEqual(self.names(second, record), ("映像之后", 1))
        self.assertGreater(self.create(second, "再后"), record)
        second.stop()
        self.ledger.agglo("verify").expect(0)

    def test_a_stop_leaves_one(self):
        self.image.unlink(missing_ok=True)
        server = self.start()
        self.assertEqual(self.told(server)[0], 0)
        self.assertEqual(server.stop(), 0)
        self.assertTrue(self.image.exists())
        again = self.start()
        self.assertEqual(self.told(again), (self.sequence(), 0))

    def test_init_leaves_one_unless_told_not_to(self):
        for option, kept in ((), True), (("--no-image",), False):
            db = self.ledger.folder / f"made{kept}.db"
            agglo("init", "--pack", PACK, "--db", db, *option).expect(0)
            self.assertEqual(db.with_name(db.name + ".image").exists(), kept)

    def test_is_not_used_when_told_not_to(self):
        self.ledger.agglo("image").expect(0)
        server = self.start("--no-image")
        self.assertEqual(self.told(server), (0, self.sequence()))

    def test_is_refused_when_anything_is_off(self):
        self.ledger.agglo("image").expect(0)
        whole = self.image.read_bytes()
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        at = self.sequence()
        for why, damaged in {
            "truncated": whole[: middle],
            "a section is damaged": flipped,
            "not an image": b"x" * 500,
            "of another format": whole[:8] + b"\xff" + whole[9:],
        }.items():
            with self.subTest(why):
                self.image.write_bytes(damaged)
                server = self.start()
                self.assertEqual(self.told(server), (0, at))
                server.process.send_signal(15)
                _, err = server.process.communicate(timeout=30)
                self.assertIn(why, err)
                self.assertRegex(err, "映像未用")

    def test_is_refused_beside_another_ledger(self):
        other = Ledger()
        self.addCleanup(other.remove)
        agglo("init", "--pack", PACK, "--db", other.folder / "own.db").expect(0)
        shutil.copyfile(other.folder / "own.db.image", self.image)
        server = self.start()
        self.assertEqual(self.told(server), (0, self.sequence()))

    def test_answers_are_the_same_with_and_without(self):
        self.ledger.agglo("image").expect(0)
        server = self.start()
        self.create(server, "两样都有")
        server.stop()
        for body in ('{"entity":"project","limit":200}', '{"entity":"enterprise","limit":200}'):
            with_image = self.ledger.agglo("query", body).expect(0).out
            without = self.ledger.agglo("query", body, "--no-image").expect(0).out
            self.assertEqual(with_image, without)
        self.assertEqual(
            self.ledger.agglo("figures").out, self.ledger.agglo("figures", "--no-image").out
        )

    def test_keys_of_commands_travel_in_it(self):
        server = self.start()
        client = server.client(token=self.token)
        headers = {"Idempotency-Key": "image-1"}
        made = client.post("/project", project("只建一次"), headers).expect(201).json
        server.stop()
        self.ledger.agglo("image").expect(0)
        again = self.start()
        self.assertEqual(self.told(again)[1], 0)
        client = again.client(token=self.token)
        repeated = client.post("/project", project("只建一次"), headers)
        self.assertEqual(repeated.json["id"], made["id"])

    def test_wants_the_ledger_for_itself(self):
        self.start()
        self.ledger.agglo("image").expect(4)


if __name__ == "__main__":
    unittest.main()
