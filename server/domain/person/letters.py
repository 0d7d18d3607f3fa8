#!/usr/bin/env python3
"""Writes letters.inc: the code points that may stand in a word of some script (Unicode categories L, M and Nd), as
sorted ranges. Run it with a Python whose unicodedata is newer to follow Unicode: ./letters.py > letters.inc"""
import sys
import unicodedata

# Letters and marks by category that show nothing: fillers, joiners, variation selectors.
INVISIBLE = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
INVISIBLE |= set(range(0x180B, 0x1810)) | set(range(0xFE00, 0xFE10)) | set(range(0xE0100, 0xE01F0))

ranges = []
for point in range(0x80, sys.maxunicode + 1):
    category = unicodedata.category(chr(point))
    if category[0] in "LM" or category == "Nd":
        if point in INVISIBLE:
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])

print(f"// Written by letters.py from Unicode {unicodedata.unidata_version}. Not edited by hand.")
line = ""
for first, last in ranges:
    entry = f"{{{first:#x}, {last:#x}}}, "
    if len(line) + len(entry) > 118:
        print(line.rstrip())
        line = ""
    line += entry
print(line.rstrip())
