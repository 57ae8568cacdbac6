"""read_books.py FOLDER: each FOLDER/NAME.xlsx as xlsx2csv reads it, FOLDER/NAME/SHEET.csv, numbers
as they stand in the file. All in one process, as xlsx2csv takes long to start."""

import os
import shutil
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(shutil.which("xlsx2csv"))))
from xlsx2csv import Xlsx2csv

for book in Path(sys.argv[1]).glob("*.xlsx"):
    Xlsx2csv(str(book), ignore_formats=["float", "percentage"]).convert(str(book.with_suffix("")), 0)
