"""The usual way to the sums of a profile: pandas, scikit-learn's CountVectorizer and a sum by outlet and story.

    python count_vectorizer.py FILE.jsonl [LINES]

Prints seconds, MB/s and peak memory. It does less than `parallax profile`: no stems, no squares and products.
"""

import json
import resource
import sys
import time

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

start, n_bytes, rows = time.time(), 0, []
with open(sys.argv[1], "rb") as lines:
    for number, line in enumerate(lines):
        if len(sys.argv) > 2 and number >= int(sys.argv[2]):
            break
        n_bytes += len(line)
        record = json.loads(line)
        text = (record.get("headline") or "") + "\n" + (record.get("body") or "")
        rows.append((record.get("outlet"), record.get("story"), text))
frame = pd.DataFrame(rows, columns=["outlet", "story", "text"])
vectorizer = CountVectorizer(stop_words="english")
counts = vectorizer.fit_transform(frame.text)
group = frame.groupby(["outlet", "story"], dropna=False).ngroup().to_numpy()
member = sparse.csr_matrix((np.ones(len(group)), (group, np.arange(len(group)))))
sums = member @ counts
seconds = time.time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{len(frame)} articles, {sums.shape[0]} groups, {sums.shape[1]} terms, {sums.nnz} cells")
print(f"{seconds:.1f} s, {time.process_time():.1f} CPU s, {n_bytes / 1e6 / seconds:.1f} MB/s, peak {peak:.0f} MB")
