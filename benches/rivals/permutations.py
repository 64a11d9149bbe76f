"""The usual way to permute labels: a sparse matrix of counts by words and articles, times one vector of labels a draw.

    python permutations.py FILE.jsonl [DRAWS]

Prints seconds of processor time for 1,000 draws of words with five or more occurrences: of the products alone, and with
the score, the largest score and the exceedances. `cargo bench --bench permutation -- FILE.jsonl` does the latter on the same file.
"""

import json
import re
import sys
import time
from collections import Counter

import numpy as np
from scipy import sparse

n_draws = int(sys.argv[2]) if len(sys.argv) > 2 else 20
number_of, rows, columns, counts, n_tokens = {}, [], [], [], []
with open(sys.argv[1], encoding="utf-8") as lines:
    for article, line in enumerate(lines):
        record = json.loads(line)
        body = record.get("body") or record.get("content") or record.get("text") or ""
        words = Counter(re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)*", body.lower()))
        n_tokens.append(sum(words.values()))
        for word, count in words.items():
            rows.append(number_of.setdefault(word, len(number_of)))
            columns.append(article)
            counts.append(count)
by_word = sparse.csr_matrix((np.array(counts, float), (rows, columns)))
by_word = by_word[np.asarray(by_word.sum(1)).ravel() >= 5].tocsr()
n_tokens = np.array(n_tokens, float)
n_articles = len(n_tokens)
print(f"{n_articles} articles, {by_word.shape[0]} words, {by_word.nnz} cells")

rate = np.asarray(by_word.sum(1)).ravel() / n_tokens.sum()
spread = np.sqrt(np.asarray(by_word.multiply(by_word).sum(1)).ravel() / 4)
rng = np.random.default_rng(1)


def draw():
    labels = np.zeros(n_articles)
    labels[rng.permutation(n_articles)[: n_articles // 2]] = 1
    return labels


def score(labels):
    return np.abs((by_word @ labels - rate * (n_tokens @ labels)) / spread)


observed = score(draw())
products, whole = np.inf, np.inf
for _ in range(5):
    labels = draw()
    start = time.process_time()
    for _ in range(n_draws):
        by_word @ labels
    products = min(products, time.process_time() - start)
    start = time.process_time()
    exceedances, largest = np.zeros(by_word.shape[0]), []
    for _ in range(n_draws):
        scores = score(draw())
        exceedances += scores >= observed
        largest.append(scores.max())
    whole = min(whole, time.process_time() - start)
per_thousand = 1000 / n_draws
print(f"products alone {products * per_thousand:.3f} s, with score, largest and exceedances {whole * per_thousand:.3f} s")
