"""Writes similarity.golden.json: Umeyama's method by its steps (covariance, SVD, sign), without the closed form of the plane."""
import json
import math
import os
import random


def svd2(a, b, c, d):
    """Of [[a, b], [c, d]]: U, the singular values, V, by the eigenvectors of the symmetric product."""
    p, q, r = a * a + c * c, a * b + c * d, b * b + d * d
    angle = 0.5 * math.atan2(2 * q, p - r)
    v = [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    columns = [(a * v[0][i] + b * v[1][i], c * v[0][i] + d * v[1][i]) for i in (0, 1)]
    values = [math.hypot(*column) for column in columns]
    first = [columns[0][0] / values[0], columns[0][1] / values[0]]
    second = [columns[1][0] / values[1], columns[1][1] / values[1]]
    return [[first[0], second[0]], [first[1], second[1]]], values, v


def umeyama(source, target):
    n = len(source)
    ms = [sum(p[i] for p in source) / n for i in (0, 1)]
    mt = [sum(p[i] for p in target) / n for i in (0, 1)]
    variance = sum((p[0] - ms[0]) ** 2 + (p[1] - ms[1]) ** 2 for p in source) / n
    cov = [[sum((t[i] - mt[i]) * (s[j] - ms[j]) for s, t in zip(source, target)) / n for j in (0, 1)] for i in (0, 1)]
    u, values, v = svd2(cov[0][0], cov[0][1], cov[1][0], cov[1][1])
    det = (u[0][0] * u[1][1] - u[0][1] * u[1][0]) * (v[0][0] * v[1][1] - v[0][1] * v[1][0])
    sign = [1, 1 if det > 0 else -1]
    if values[0] < values[1]:
        sign.reverse()
    rotation = [[sum(u[i][k] * sign[k] * v[j][k] for k in (0, 1)) for j in (0, 1)] for i in (0, 1)]
    scale = sum(value * s for value, s in zip(values, sign)) / variance
    move = [mt[i] - scale * sum(rotation[i][j] * ms[j] for j in (0, 1)) for i in (0, 1)]
    return [[scale * rotation[i][j] for j in (0, 1)] + [move[i]] for i in (0, 1)]


random.seed(6)
TEMPLATE = [(38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041)]
cases = []
for i in range(24):
    count = 5 if i < 12 else random.randint(3, 9)
    target = TEMPLATE if i < 12 else [(random.uniform(0, 200), random.uniform(0, 200)) for _ in range(count)]
    scale, turn = random.uniform(0.3, 8), random.uniform(-math.pi, math.pi)
    source = [(scale * (math.cos(turn) * x - math.sin(turn) * y) + 700 + random.gauss(0, 4),
               scale * (math.sin(turn) * x + math.cos(turn) * y) + 300 + random.gauss(0, 4)) for x, y in target]
    if i % 6 == 5:  # a mirror image, for which the best map with a reflection would be another
        source = [(-x, y) for x, y in source]
    source = [(round(x, 3), round(y, 3)) for x, y in source]
    target = [(round(x, 4), round(y, 4)) for x, y in target]
    cases.append({"from": source, "to": target, "map": umeyama(source, target)})
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "similarity.golden.json")
with open(path, "w", encoding="utf-8") as file:
    file.write(json.dumps(cases).replace("}, {", "},\n{") + "\n")
