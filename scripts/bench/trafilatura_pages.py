#!/usr/bin/env python3
"""trafilatura_pages.py: trafilatura on pages, for scripts/bench/html: paths of gzip files on stdin, a JSON line each.

Each page is read as bytes and given as such; seconds are of the extraction alone.
"""
import gzip
import json
import sys
import time

import trafilatura

for path in sys.stdin.read().split("\n"):
    with gzip.open(path) as file:
        page = file.read()
    begin = time.process_time()
    text = trafilatura.extract(page, include_comments=False, include_tables=True) or ""
    print(json.dumps({"text": text, "bytes": len(page), "seconds": time.process_time() - begin}))
