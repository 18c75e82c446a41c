"""Makes the ledger that the other scenarios copy: make_ledger.py FOLDER"""
import shutil
import sys
from pathlib import Path

from ledger import make_ledger

folder = Path(sys.argv[1])
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
make_ledger(folder)
