"""web/openapi.json, from which the console's types are made, is what the binary prints.

openapi_in_step.py --write brings it into step; then `npm run types` in web/ makes the types.
"""
import json
import sys

from ledger import ROOT, agglo

KEPT = ROOT / "web/openapi.json"
description = json.loads(agglo("openapi").expect(0).out)
printed = json.dumps(description, indent=1, ensure_ascii=False) + "\n"
if "--write" in sys.argv:
    KEPT.write_text(printed, encoding="utf-8")
elif KEPT.read_text(encoding="utf-8") != printed:
    sys.exit("web/openapi.json differs: run tests/scenario/openapi_in_step.py --write,\n"
             "then npm run types in web/")
