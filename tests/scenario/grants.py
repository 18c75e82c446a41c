"""A slow, simple model of who may do what, read from the schema's files and from the records as their
owner sees them. It shares no code with the program it is held against.

    truth = Truth(ledger)                       # every record of the entities asked about
    grants = Grants()                           # schema/roles.yaml and each entity's paths
    who = [Held("promoter", regions=["441202"])]
    grants.visible(truth, who, "project")       # {id: {fields shown}}
"""
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from ledger import ROOT

SCHEMA = ROOT / "schema"
PAGE = 500
SHORT_READ = ("read", "export")
SHORT_EDIT = ("create", "edit", "delete")


@dataclass
class Held:
    """A role, and where it is held."""

    role: str
    regions: list = field(default_factory=list)
    parks: list = field(default_factory=list)
    own: list = field(default_factory=list)  # (entity, code)


class Truth:
    """Records by entity and id: a dict of field to value; references are ids."""

    def __init__(self, ledger):
        self.ledger = ledger

    @lru_cache(maxsize=None)
    def records(self, entity):
        records, cursor = {}, None
        while True:
            body = {"entity": entity, "limit": PAGE, **({"cursor": cursor} if cursor else {})}
            run = self.ledger.agglo("query", json.dumps(body)).expect(0)
            page = json.loads(run.out)
            for row in page["rows"]:
                records[row["id"]] = {name: plain(v) for name, v in row["fields"].items()}
            cursor = page.get("next_cursor")
            if not cursor:
                return records

    def value(self, entity, number, name):
        return self.records(entity).get(number, {}).get(name)


def plain(value):
    return value["id"] if isinstance(value, dict) and "id" in value else value


class Grants:
    def __init__(self):
        self.entities = {}
        for path in sorted(SCHEMA.glob("*.yaml")):
            text = yaml.safe_load(path.read_text(encoding="utf-8"))
            if "entity" in text:
                self.entities[text["entity"]] = text
        self.roles = {}
        for role in yaml.safe_load((SCHEMA / "roles.yaml").read_text(encoding="utf-8"))["roles"]:
            self.roles[role["name"]] = self._grants(role)

    def _grants(self, role):
        """Each role's grants, the short form written out."""
        like = self.roles_read().get(role.get("like"), {})
        merged = {key: role.get(key) or like.get(key) or [] for key in ("read", "entities", "edit")}
        grants = list(like.get("grants", [])) + list(role.get("grants", []))
        if merged["edit"]:
            grants.insert(0, {"entities": merged["edit"], "actions": SHORT_EDIT})
        if merged["entities"]:
            grants.insert(0, {"entities": merged["entities"], "actions": SHORT_READ})
        scope = role.get("scope", "none")
        return [{"scope": scope, "classes": merged["read"], **grant} for grant in grants]

    @staticmethod
    @lru_cache(maxsize=1)
    def roles_read():
        read = yaml.safe_load((SCHEMA / "roles.yaml").read_text(encoding="utf-8"))["roles"]
        return {role["name"]: role for role in read}

    def fields(self, entity):
        """Names and classes of the declared fields."""
        return {f["name"]: f.get("class", "internal") for f in self.entities[entity]["fields"]}

    @lru_cache(maxsize=None)
    def made_from(self, entity, name):
        """The other entities that a computed field or a roll-up tells of."""
        fields = {f["name"]: f for f in self.entities[entity]["fields"]}
        rollup, computed = fields[name].get("rollup"), fields[name].get("computed")
        found = set()
        if rollup:
            found.add(rollup["of"])
            if "field" in rollup:
                found |= self.made_from(rollup["of"], rollup["field"])
        for other in fields.values() if computed else ():
            for word in (other["name"], other["labels"]["zh"]):
                if other["name"] == name or not re.search(rf"{word}\b", str(computed)):
                    continue
                found |= self.made_from(entity, other["name"])
                if other["type"] == "reference":
                    found.add(other["to"])
        return found

    def _target(self, entity, name):
        [found] = [f for f in self.entities[entity]["fields"] if f["name"] == name]
        return found["to"]

    def _reach(self, truth, entity, number, path):
        """The entity and id where a path of references ends; None when a step is missing."""
        for step in path.split("."):
            number = truth.value(entity, number, step)
            if number is None:
                return None
            entity = self._target(entity, step)
        return entity, number

    def _in_regions(self, truth, held, entity, number):
        path = self.entities[entity].get("scope")
        if not path:
            return True
        place = self._reach(truth, entity, number, path)
        at = place and place[1]
        while at:
            if truth.value("region", at, "code") in held.regions:
                return True
            at = truth.value("region", at, "parent")
        return False

    def _in_parks(self, truth, held, entity, number):
        if entity == "park":
            return truth.value("park", number, "code") in held.parks
        path = self.entities[entity].get("park")
        if not path:
            return self._in_regions(truth, held, entity, number)
        place = self._reach(truth, entity, number, path)
        return bool(place) and truth.value("park", place[1], "code") in held.parks

    def _is_own(self, truth, held, entity, number):
        for path in self.entities[entity].get("own", []):
            place = (entity, number) if path == "self" else self._reach(truth, entity, number, path)
            if not place:
                continue
            code = self.entities[place[0]].get("code", "code")
            if (place[0], truth.value(*place, code)) in held.own:
                return True
        return False

    def means(self, truth, grant, held, entity, number):
        """Whether a grant means a record."""
        if entity not in grant["entities"] and "*" not in grant["entities"]:
            return False
        scopes = {
            "all": lambda *_: True,
            "none": lambda *_: False,
            "region": self._in_regions,
            "park": self._in_parks,
            "own": self._is_own,
        }
        if not scopes[grant["scope"]](truth, held, entity, number):
            return False
        return not grant.get("when") or is_true(grant["when"], truth.records(entity)[number])

    def shown(self, truth, who, entity, number, action="read"):
        """The fields of a record that some grant of the action gives; None: not the record."""
        shown, seen = set(), False
        for held in who:
            for grant in self.roles[held.role]:
                if action not in grant["actions"]:
                    continue
                if not self.means(truth, grant, held, entity, number):
                    continue
                seen = True
                for name, field_class in self.fields(entity).items():
                    named = not grant.get("fields") or name in grant["fields"]
                    told = all(self.may(who, "read", e) for e in self.made_from(entity, name))
                    if named and told and field_class in grant["classes"]:
                        shown.add(name)
        return shown if seen else None

    def visible(self, truth, who, entity, action="read"):
        """Fields by the id of each record that some grant gives."""
        found = {}
        for number in truth.records(entity):
            shown = self.shown(truth, who, entity, number, action)
            if shown is not None:
                found[number] = shown
        return found

    def may(self, who, action, entity):
        """Whether some grant gives the action on some rows of the entity."""
        return any(
            action in grant["actions"]
            and grant["scope"] != "none"
            and (entity in grant["entities"] or "*" in grant["entities"])
            for held in who
            for grant in self.roles[held.role]
        )


def is_true(condition, record):
    """The two shapes of conditions that shipped roles use: `f = "x"` and `f in ("x", "y")`."""
    found = re.fullmatch(r'(\w+) (?:=|in) \(?((?:"\w+"(?:, )?)+)\)?', condition)
    assert found, f"the slow model does not know this condition: {condition}"
    return record.get(found.group(1)) in re.findall(r'"(\w+)"', found.group(2))
