"""The stream of changes, and the activity it stands beside."""
import json
import time
import unittest

from scenario import ServedScenario, project

EVENT_SECONDS_MAX = 20


class Stream:
    """One open event stream."""

    def __init__(self, client, last=None, **query):
        headers = {"Last-Event-ID": last} if last else {}
        self.connection, self.response = client.open("GET", "/events", headers=headers, query=query)
        assert self.response.status == 200, self.response.status
        assert self.response.getheader("content-type") == "text/event-stream"

    def next(self):
        """The next event: its kind, its cursor and what it tells."""
        event, give_up = {}, time.monotonic() + EVENT_SECONDS_MAX
        while time.monotonic() < give_up:  # heartbeats keep the connection from timing out
            line = self.response.readline().decode().rstrip("\r\n")
            if not line and "data" in event:
                return event.get("event"), event.get("id"), json.loads(event["data"])
            name, _, value = line.partition(": ")
            if name:
                event[name] = value
        raise AssertionError(f"no event came within {EVENT_SECONDS_MAX} s")

    def close(self):
        self.response.close()
        self.connection.close()


class Events(ServedScenario):
    def setUp(self):
        self.client = self.demo()

    def open(self, client=None, **options):
        stream = Stream(client or self.client, **options)
        self.addCleanup(stream.close)
        return stream

    def make(self, name, region="441284"):
        return self.client.post("/project", project(name, region)).expect(201).json

    def test_a_filter_tells_what_comes_and_what_goes(self):
        stream = self.open(entity="project", filter='name = "只看我" or name = "还看我"')
        self.make("别的")
        made = self.make("只看我")
        self.assertEqual(stream.next()[2]["id"], made["id"])
        path = f"/project/{made['id']}"
        self.client.patch(path, {"fields": {"name": "还看我"}}, 1).expect(200)
        self.assertEqual(stream.next()[2]["kind"], "update")
        self.client.patch(path, {"fields": {"name": "不看了"}}, 2).expect(200)
        gone = stream.next()[2]
        self.assertEqual((gone["kind"], gone["id"]), ("gone", made["id"]))
        self.client.get("/events", entity="project", filter="nonsense > 1").expect(422)
        self.client.get("/events", filter="true").expect(422)

    def test_a_change_is_told(self):
        stream = self.open()
        made = self.make("事件")
        kind, cursor, told = stream.next()
        self.assertEqual(kind, "change")
        self.assertTrue(cursor)
        sequence = self.client.get("/journal").json["sequence"]
        self.assertEqual((told.pop("sequence"), told.pop("id")), (sequence, made["id"]))
        self.assertEqual(told, {"entity": "project", "kind": "create", "version": 1})
        self.client.patch(f"/project/{made['id']}", {"fields": {"name": "事件二"}}, 1).expect(200)
        self.assertEqual(stream.next()[2]["kind"], "update")

    def test_a_returning_client_is_told_what_it_missed(self):
        stream = self.open()
        self.make("在场")
        _, cursor, _ = stream.next()
        stream.close()
        missed = [self.make(f"错过{i}")["id"] for i in range(3)]
        for options in ({"last": cursor}, {"cursor": cursor}):
            with self.subTest(options):
                back = self.open(**options)
                self.assertEqual([back.next()[2]["id"] for _ in missed], missed)

    def test_leaving_amid_an_entry_loses_nothing(self):
        stream = self.open()
        self.make("之前")
        _, cursor, _ = stream.next()
        changes = [{"op": "create", "entity": "project", **project(f"同批{i}")} for i in range(3)]
        made = self.client.post("/transactions", {"changes": changes}).expect(200).json["records"]
        ids = [record["id"] for record in made]
        told = [stream.next() for _ in ids]
        self.assertEqual([event[2]["id"] for event in told], ids)
        # What a browser would come back with after the first of them.
        back = self.open(last=told[0][1] or cursor)
        self.assertEqual([back.next()[2]["id"] for _ in ids], ids)

    def test_a_cursor_too_old_is_told_to_begin_anew(self):
        for cursor in ("1", "no cursor of ours"):
            with self.subTest(cursor):
                kind, _, _ = self.open(last=cursor).next()
                self.assertEqual(kind, "reset")

    def test_one_entity(self):
        stream = self.open(entity="blocker")
        made = self.make("卡点项目")
        body = {"project": made["id"]}
        fields = self.client.get("/schema").json
        [entity] = [e for e in fields["entities"] if e["entity"] == "blocker"]
        body.update(self.required_fields(entity, fields, body))
        self.client.post("/blocker", {"fields": body}).expect(201)
        self.assertEqual(stream.next()[2]["entity"], "blocker")

    @staticmethod
    def required_fields(entity, schema, given):
        """Some value for every required field."""
        first = {e["enumeration"]: e["values"][0]["code"] for e in schema["enumerations"]}
        some = {"text": "x", "long_text": "x", "date": "2024-01-02", "integer": 1, "boolean": True}
        needed = [f for f in entity["fields"] if f.get("required") and f["name"] not in given]
        return {f["name"]: first.get(f.get("of"), some.get(f["type"], 1)) for f in needed}

    def test_only_what_may_be_seen_is_told(self):
        county = self.demo("county_investment_bureau")
        code = county.get("/session").json["user"]["regions"][0]["code"]
        stream = self.open(county)
        self.make("外区", "441284" if code != "441284" else "441202")
        seen = self.make("本区", code)
        self.assertEqual(stream.next()[2]["id"], seen["id"])

    def test_needs_a_session(self):
        self.server.client().get("/events").expect(401)

    def test_activity_is_newest_first_and_goes_on(self):
        made = [self.make(f"动态{i}")["id"] for i in range(3)]
        first = self.client.get("/activity", limit=2).expect(200).json
        self.assertEqual([item["records"][0]["id"] for item in first["items"]], made[:0:-1])
        more = self.client.get("/activity", limit=2, before=first["next_before"]).json
        self.assertEqual(more["items"][0]["records"][0]["id"], made[0])


if __name__ == "__main__":
    unittest.main()
