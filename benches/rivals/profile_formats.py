"""What would the sums of a profile take in other formats?

    python profile_formats.py FILE.profile

Reads a profile with a reader of its own, and prints sizes and seconds for Parquet and Arrow IPC by pyarrow (one row for each
cell, names in dictionaries) and the size that postcard would give. `parallax profile --show` reads the profile itself.
"""

import os
import struct
import sys
import tempfile
import time

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet


class Numbers:
    """Varints and names of a stream of frames."""

    def __init__(self, stored):
        self.bytes, self.at = bytearray(), 0
        while stored:
            (length,) = struct.unpack_from("<I", stored)
            self.bytes += stored[8 : 8 + length]
            stored = stored[8 + length :]

    def next(self):
        value = shift = 0
        while True:
            byte = self.bytes[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def name(self, before):
        shared, length = self.next(), self.next()
        self.at += length
        return before[:shared] + bytes(self.bytes[self.at - length : self.at])

    def names(self):
        names, name = [], b""
        for _ in range(self.next()):
            name = self.name(name)
            names.append(name.decode())
        return names


def varint(numbers):
    """Bytes of numbers as postcard writes them."""
    numbers = np.maximum(np.asarray(numbers, dtype=np.uint64), 1)
    return int(np.ceil((np.floor(np.log2(numbers.astype(float))) + 1) / 7).sum())


stored = memoryview(open(sys.argv[1], "rb").read())
(index,) = struct.unpack_from("<I", stored, len(stored) - 12)
index = Numbers(stored[len(stored) - 12 - index : len(stored) - 12])
at, streams = 12, []
for part in range(66):
    length = index.next()
    n_terms = index.next() if part > 1 else 0
    streams.append((stored[at : at + length], n_terms))
    at += length
numbers = Numbers(streams[1][0])
outlets, stories = numbers.names(), numbers.names()
units, outlet, story = [], 0, 0
n_units = numbers.next()
while len(units) < n_units:
    step = numbers.next()
    if step == 0:
        outlet, story = outlet + 1, 0
        continue
    story += step
    articles, tokens = numbers.next() + 1, numbers.next()
    squared = numbers.next() if articles > 1 else tokens * tokens
    units.append((outlet, story - 1, articles, tokens, squared))
terms, rows = [], []
for stream, n_terms in streams[2:]:
    numbers, term = Numbers(stream), b""
    for _ in range(n_terms):
        term = numbers.name(term)
        unit = -1
        while step := numbers.next():
            unit += step
            first = numbers.next() + 1
            if units[unit][2] == 1:
                cell = 1, first, units[unit][3] * first, first * first
            else:
                n = first + numbers.next()
                if first == 1:
                    cell = 1, n, numbers.next() * n, n * n
                else:
                    pairs = numbers.next() + n - first if n > first else 0
                    cell = first, n, numbers.next(), 2 * pairs + n
            rows.append((len(terms), unit, *cell))
        terms.append(term.decode())
rows, units = np.array(rows, dtype=np.uint64), np.array(units, dtype=np.uint64)
print(f"{len(terms)} terms, {len(units)} units, {len(rows)} cells")
print(f"profile\t{len(stored)} bytes\t{len(stored) / len(rows):.2f} a cell")
strings = [text.encode() for text in outlets + stories + terms]
postcard = sum(map(len, strings)) + varint([len(text) for text in strings])
postcard += varint(units) + varint(rows[:, 1:]) + varint(np.bincount(rows[:, 0].astype(int)))
print(f"postcard\t{postcard} bytes\t{postcard / len(rows):.2f} a cell")
names = lambda numbers, texts: pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32)), texts)
of = rows[:, 1].astype(int)
columns = {
    "term": names(rows[:, 0], terms),
    "outlet": names(units[of, 0], outlets),
    "story": names(units[of, 1], stories),
}
columns |= {name: rows[:, 2 + nth] for nth, name in enumerate(["with", "occurrences", "products", "squares"])}
table = pa.table(columns)
path = os.path.join(tempfile.mkdtemp(), "table")
for format, write, read, codecs in [
    ("Parquet", pa.parquet.write_table, pa.parquet.read_table, ["none", "snappy", "zstd"]),
    ("Arrow IPC", pa.feather.write_feather, pa.feather.read_table, ["uncompressed", "lz4", "zstd"]),
]:
    for codec in codecs:
        start = time.time()
        write(table, path, compression=codec)
        written = time.time()
        read(path)
        seconds, size = time.time() - written, os.path.getsize(path)
        print(
            f"{format}, {codec}\t{size} bytes\t{size / len(rows):.2f} a cell"
            f"\twritten in {written - start:.2f} s, read in {seconds:.2f} s"
        )
os.remove(path)
