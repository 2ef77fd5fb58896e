"""Reference values of StatisticsTest: prints them as Java literals. Needs numpy and scipy."""

import math

import numpy as np
from scipy import optimize, stats

print("McNemar")
for b, c in [(10, 3), (25, 25), (1, 0), (60, 31), (0, 7), (412, 377)]:
    print(f'        "{b}, {c}, {float(stats.binomtest(b, b + c, 0.5).pvalue)!r}",')

print("violation ratio on the common grid of quantiles")
for a, b in [([0.8, 0.82, 0.79, 0.85], [0.78, 0.81, 0.8, 0.79]), ([0.5, 0.7, 0.9], [0.6, 0.65, 0.75, 0.8, 0.62])]:
    grid = math.lcm(len(a), len(b))
    qa = np.repeat(np.sort(a), grid // len(a))
    qb = np.repeat(np.sort(b), grid // len(b))
    squares = (qa - qb) ** 2
    print(a, b, repr(float(squares[qa < qb].sum() / squares.sum())))

print("detectable effect")
za, zp = stats.norm.ppf(0.975), stats.norm.ppf(0.8)
for n, psi in [(277, 0.2), (408, 0.1), (40430, 0.05), (71, 0.5)]:
    f = lambda d: math.sqrt(n) * d - za * math.sqrt(psi) - zp * math.sqrt(max(0, psi - d * d))
    print(f'        "{n}, {psi}, {optimize.brentq(f, 0, psi, xtol=1e-15)!r}",')

print("percentile interval")
values = [3.1, 0.2, 5.5, 2.2, 9.1, 4.4, 7.3]
print(np.percentile(values, [2.5, 97.5]).tolist())

print("permutation test, exact over all exchanges of 10 pairs")
first = np.array([1, 1, 1, 1, 1, 1, 1, 0, 0, 1])
second = np.array([0, 0, 0, 1, 0, 0, 1, 0, 1, 0])
result = stats.permutation_test(
    (first, second), lambda x, y: np.mean(x - y), permutation_type="samples", n_resamples=np.inf
)
print(repr(float(result.pvalue)))

print("Spearman and Pearson of drawn samples")
gold = np.array([1.0, 2.0, 2.0, 4.0, 5.0, 3.5])
said = np.array([1.5, 1.5, 3.0, 3.5, 4.0, 2.0])
counts = [2, 0, 1, 1, 1, 1]
x, y = np.repeat(gold, counts), np.repeat(said, counts)
print(repr(float(stats.pearsonr(x, y)[0])), repr(float(stats.spearmanr(x, y)[0])))

print("expected calibration error, 15 bins, closed above")
confidence = [0.51, 0.6, 0.62, 0.7, 0.95, 0.99, 1.0, 0.4, 0.2, 0.9333333333333333]
right = [1, 0, 1, 1, 1, 1, 0, 0, 1, 1]
bins = np.clip(np.ceil(np.array(confidence) * 15) - 1, 0, None)
print(repr(float(sum(abs(sum(r - c for c, r, b in zip(confidence, right, bins) if b == m)) for m in range(15)) / 10)))
