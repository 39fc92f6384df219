"""What SCRFD and YuNet find in tensors of made-up numbers, and what is cut around boxes: after InsightFace's and OpenCV's descriptions, in
Python's double precision and in other words than the plugin's code.

    python3 detectors.py > detectors.json
"""
import json
import math


class Numbers:
    """A linear congruential generator (Knuth's and the C standard's constants); the test makes the same numbers."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return (self.state >> 8) % 1000 / 1000


def letterbox(picture, tensor):
    (w, h), (tw, th) = picture, tensor
    if h / w > th / tw:
        new = int(th / (h / w)), th
    else:
        new = tw, int(tw * (h / w))
    return new[0] / w, new[1] / h


def area(box, more):
    return (box[2] - box[0] + more) * (box[3] - box[1] + more)


def share(a, b, more):
    w = max(0, min(a[2], b[2]) - max(a[0], b[0]) + more)
    h = max(0, min(a[3], b[3]) - max(a[1], b[1]) + more)
    return w * h / (area(a, more) + area(b, more) - w * h)


def whole(box):
    x, y, w, h = int(box[0]), int(box[1]), int(box[2] - box[0]), int(box[3] - box[1])
    return [x, y, x + w, y + h]


def suppress(found, limit, overlap):
    rest, kept = sorted(found, key=lambda f: -f[1]), []
    while rest:
        best = rest.pop(0)
        kept.append(best)
        rest = [f for f in rest if overlap(best[0], f[0]) <= limit]
    return kept


def answer(kept):
    return [[round(v, 4) for v in [f[0][0], f[0][1], f[0][2] - f[0][0], f[0][3] - f[0][1], f[1], *f[2]]] for f in kept]


def scrfd(seed, picture, tensor, threshold):
    numbers, scale, found = Numbers(seed), letterbox(picture, tensor)[1], []
    cells = [(s, tensor[0] // s, tensor[1] // s) for s in (8, 16, 32)]
    scores = [[numbers.next() for _ in range(2 * w * h)] for _, w, h in cells]
    boxes = [[[3 * numbers.next() for _ in range(4)] for _ in range(2 * w * h)] for _, w, h in cells]
    points = [[[4 * numbers.next() - 2 for _ in range(10)] for _ in range(2 * w * h)] for _, w, h in cells]
    for level, (stride, w, h) in enumerate(cells):
        row = 0
        for y in range(h):
            for x in range(w):
                for _ in range(2):
                    if scores[level][row] >= threshold:
                        l, t, r, b = boxes[level][row]
                        box = [(x - l) * stride, (y - t) * stride, (x + r) * stride, (y + b) * stride]
                        p = points[level][row]
                        five = [((y if i % 2 else x) + v) * stride for i, v in enumerate(p)]
                        found.append(([v / scale for v in box], scores[level][row], [v / scale for v in five]))
                    row += 1
    return answer(suppress(found, .4, lambda a, b: share(a, b, 1)))


def yunet(seed, picture, tensor, threshold):
    numbers, (sx, sy), found = Numbers(seed), letterbox(picture, tensor), []
    cells = [(s, tensor[0] // s, tensor[1] // s) for s in (8, 16, 32)]
    classes = [[numbers.next() * 1.2 for _ in range(w * h)] for _, w, h in cells]
    objects = [[numbers.next() * 1.2 - .1 for _ in range(w * h)] for _, w, h in cells]
    boxes = [[[2 * numbers.next() - 1 for _ in range(4)] for _ in range(w * h)] for _, w, h in cells]
    points = [[[4 * numbers.next() - 2 for _ in range(10)] for _ in range(w * h)] for _, w, h in cells]
    for level, (stride, w, h) in enumerate(cells):
        for row in range(w * h):
            x, y = row % w, row // w
            score = math.sqrt(min(max(classes[level][row], 0), 1) * min(max(objects[level][row], 0), 1))
            if score >= threshold:
                dx, dy, dw, dh = boxes[level][row]
                cx, cy, bw, bh = (x + dx) * stride, (y + dy) * stride, math.exp(dw) * stride, math.exp(dh) * stride
                box = [(cx - bw / 2) / sx, (cy - bh / 2) / sy, (cx + bw / 2) / sx, (cy + bh / 2) / sy]
                five = [((y if i % 2 else x) + v) * stride / (sy if i % 2 else sx) for i, v in enumerate(points[level][row])]
                found.append((box, score, five))
    return answer(suppress(found, .3, lambda a, b: share(whole(a), whole(b), 0)))


def shifted(box, picture, wanted):
    (x1, y1, x2, y2), (W, H) = box, picture
    w, h = x2 - x1, y2 - y1
    s = min((H - 1) / h, (W - 1) / w, wanted)
    cx, cy = x1 + w / 2, y1 + h / 2
    left, top, right, bottom = cx - w * s / 2, cy - h * s / 2, cx + w * s / 2, cy + h * s / 2
    if left < 0:
        left, right = 0, right - left
    if top < 0:
        top, bottom = 0, bottom - top
    if right > W - 1:
        left, right = left - (right - W + 1), W - 1
    if bottom > H - 1:
        top, bottom = top - (bottom - H + 1), H - 1
    return [max(int(left), 0), max(int(top), 0), min(int(right - left), W - 1), min(int(bottom - top), H - 1)]


def clamped(box, picture, wanted):
    (x1, y1, x2, y2), (W, H) = box, picture
    bw, bh = max(1, x2 - x1), max(1, y2 - y1)
    s = min((H - 1) / bh, (W - 1) / bw, wanted)
    cx, cy = x1 + bw / 2, y1 + bh / 2
    left, top = max(0, int(cx - bw * s / 2)), max(0, int(cy - bh * s / 2))
    right, bottom = min(W - 1, int(cx + bw * s / 2)), min(H - 1, int(cy + bh * s / 2))
    return [left, top, right - left + 1, bottom - top + 1] if right >= left and bottom >= top else [0, 0, W, H]


def crops():
    numbers, made = Numbers(7), []
    for _ in range(40):
        picture = [200 + int(numbers.next() * 300), 200 + int(numbers.next() * 300)]
        x, y = numbers.next() * picture[0] - 20, numbers.next() * picture[1] - 20
        box = [round(v, 3) for v in [x, y, x + 10 + numbers.next() * 150, y + 10 + numbers.next() * 150]]
        for wanted in (1, 1.4, 2.7, 4):
            made.append({"picture": picture, "box": box, "scale": wanted,
                         "shifted": shifted(box, picture, wanted), "clamped": clamped(box, picture, wanted)})
    return made


cases = [("scrfd", scrfd, 11, (100, 80), (64, 64), .8005), ("scrfd", scrfd, 12, (77, 201), (96, 64), .9005),
         ("scrfd", scrfd, 13, (64, 64), (64, 64), .0005), ("yunet", yunet, 21, (100, 80), (64, 64), .6005),
         ("yunet", yunet, 22, (77, 201), (96, 64), .8005), ("yunet", yunet, 23, (640, 333), (128, 128), .4005)]
detectors = [{"family": name, "seed": seed, "picture": picture, "tensor": tensor, "threshold": threshold,
              "faces": make(seed, picture, tensor, threshold)} for name, make, seed, picture, tensor, threshold in cases]
print(json.dumps({"detectors": detectors, "crops": crops()}, separators=(",", ":")))
