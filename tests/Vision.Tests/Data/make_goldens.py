#!/usr/bin/env python3
"""Writes goldens.json: outputs of models, as rules that make the same numbers everywhere, and what objects they mean.

An implementation of its own of every decoder, in double precision and with nothing but the standard library. The numbers are drawn by a
linear congruential generator, so that the file stays small. Where a decision would hang on rounding (a score at the threshold, an overlap
at the limit, two scores alike, a mask's number near 0), this stops, and another seed has to be taken.
"""
import json
import math
import os
import struct

MARGIN = 1e-4


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def tensor(name, shape, seed, ranges, axis=None, whole=False, kind="float", declared=None):
    """A rule for a tensor. ranges: [count, low, high] along axis; one range for all without an axis."""
    rule = {"name": name, "type": kind, "shape": shape, "seed": seed, "axis": -1 if axis is None else axis, "ranges": ranges, "whole": whole}
    if declared:
        rule["declared"] = declared
    return rule


def values(rule):
    """The numbers of a rule, flat."""
    shape, axis = rule["shape"], rule["axis"]
    total = math.prod(shape)
    inner = math.prod(shape[axis + 1:]) if axis >= 0 else 1
    bounds = []
    for count, low, high in rule["ranges"]:
        bounds += [(low, high)] * count
    state, out = rule["seed"], []
    for i in range(total):
        state = (state * 1103515245 + 12345) % 2147483648
        low, high = bounds[(i // inner) % shape[axis]] if axis >= 0 else bounds[0]
        x = low + (high - low) * ((state >> 8) % 65536) / 65536
        out.append(float(math.floor(x)) if rule["whole"] else f32(x))
    return out


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def centred(cx, cy, w, h):
    return (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2)


def real(box):
    return all(math.isfinite(v) for v in box) and box[2] > box[0] and box[3] > box[1]


def pick(boxes, threshold):
    """Those that are sure enough, best first. boxes: (box, score, class, row)."""
    for _, score, _, _ in boxes:
        assert abs(score - threshold) > MARGIN / 10, "a score lies at the threshold"
    chosen = sorted((b for b in boxes if b[1] >= threshold and real(b[0])), key=lambda b: -b[1])
    for a, b in zip(chosen, chosen[1:]):
        assert a[1] - b[1] > 1e-7, "two scores are alike"
    return chosen


def iou(a, b):
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h
    return w * h / union


def suppress(boxes, overlap):
    kept = []
    for kind in sorted({b[2] for b in boxes}):
        rest = [b for b in boxes if b[2] == kind]
        while rest:
            best = rest.pop(0)
            kept.append(best)
            left = []
            for other in rest:
                share = iou(best[0], other[0])
                assert abs(share - overlap) > MARGIN, "an overlap lies at the limit"
                if share <= overlap:
                    left.append(other)
            rest = left
    return sorted(kept, key=lambda b: -b[1])


def placement(fit, size, picture):
    """(scale x, scale y, left, top) of a picture in an input; both are (width, height)."""
    if fit == "stretch":
        return size[0] / picture[0], size[1] / picture[1], 0, 0
    scale = min(size[0] / picture[0], size[1] / picture[1])
    inner = (picture[0] * scale, picture[1] * scale)
    assert all(abs(v - round(v)) < 1e-9 for v in inner), "the picture does not fit to whole pixels"
    left, top = ((size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2) if fit == "centre" else (0, 0)
    return scale, scale, left, top


def to_picture(box, place, picture):
    sx, sy, left, top = place
    x1, x2 = (min(max((v - left) / sx, 0), picture[0]) for v in (box[0], box[2]))
    y1, y2 = (min(max((v - top) / sy, 0), picture[1]) for v in (box[1], box[3]))
    return (x1, y1, x2, y2)


def sample(at, width, height, px, py, place, size):
    """A grid's number, bilinear, at the centre of a picture's pixel. at(x, y) gives the grid's numbers."""
    sx, sy, left, top = place
    gx = min(max(((px + .5) * sx + left) * width / size[0] - .5, 0), width - 1)
    gy = min(max(((py + .5) * sy + top) * height / size[1] - .5, 0), height - 1)
    x0, y0 = int(gx), int(gy)
    x1, y1 = min(x0 + 1, width - 1), min(y0 + 1, height - 1)
    fx, fy = gx - x0, gy - y0
    return ((at(x0, y0) * (1 - fx) + at(x1, y0) * fx) * (1 - fy) + (at(x0, y1) * (1 - fx) + at(x1, y1) * fx) * fy)


def rows_of_bits(bits, picture):
    """A mask as hexadecimal digits, a row after another, the first pixel in the highest bit."""
    return ["%0*x" % ((picture[0] + 3) // 4, int("".join(map(str, row)).ljust((picture[0] + 3) // 4 * 4, "0"), 2)) for row in bits]


def instance_mask(at, width, height, box, place, size, picture):
    bits = [[0] * picture[0] for _ in range(picture[1])]
    for y in range(picture[1]):
        for x in range(picture[0]):
            if not (box[0] <= x + .5 < box[2] and box[1] <= y + .5 < box[3]):
                continue
            number = sample(at, width, height, x, y, place, size)
            assert abs(number) > 1e-5, "a mask's number lies at 0"
            bits[y][x] = int(number > 0)
    return rows_of_bits(bits, picture)


def finish(case, boxes, repeats, fit, masks=None):
    """Completes a case with its objects. masks(row): (at, width, height)."""
    size, picture = tuple(case["size"]), tuple(case["picture"])
    place = placement(fit, size, picture)
    # What lies in the padding alone is no object, and suppresses none.
    chosen = [b for b in pick(boxes, case["threshold"]) if real(to_picture(b[0], place, picture))]
    if repeats:
        chosen = suppress(chosen, case["overlap"])
    case["fit"] = fit
    case["objects"] = []
    for box, score, kind, row in chosen:
        inside = to_picture(box, place, picture)
        found = {"x": inside[0], "y": inside[1], "width": inside[2] - inside[0], "height": inside[3] - inside[1], "score": score, "class": kind}
        if masks:
            found["mask"] = instance_mask(*masks(row), inside, place, size, picture)
        case["objects"].append(found)
    assert 3 <= len(case["objects"]) <= 300, (case["name"], len(case["objects"]))
    return case


def case(name, family, size, picture, outputs, threshold=.5, layout="nchw", metadata=None, options=None, companion=False):
    return {"name": name, "family": family, "size": size, "picture": picture, "layout": layout, "threshold": threshold, "overlap": .45,
            "metadata": metadata or {}, "options": options or [], "companion": companion, "outputs": outputs}


def best(scores):
    kind = max(range(len(scores)), key=lambda i: scores[i])
    return kind, scores[kind]


def cells(size, strides):
    for s in strides:
        w, h = -(-size[0] // s), -(-size[1] // s)
        for i in range(w * h):
            yield i % w, i // w, s


def yolox():
    size, classes, strides = (96, 64), 3, (8, 16, 32)
    count = len(list(cells(size, strides)))
    out = tensor("output", [1, count, 5 + classes], 7, [[2, -1, 2], [2, 0, 1.5], [1 + classes, 0, 1]], axis=2)
    v, boxes = values(out), []
    for row, (gx, gy, s) in enumerate(cells(size, strides)):
        r = v[row * 8:row * 8 + 8]
        kind, score = best(r[5:])
        boxes.append((centred((r[0] + gx) * s, (r[1] + gy) * s, math.exp(r[2]) * s, math.exp(r[3]) * s), r[4] * score, kind, row))
    return finish(case("yolox", "yolox", size, (120, 50), [out]), boxes, True, "topleft")


def yolo_rows(name, family, count, classes, has_object, seed, size=(64, 64), picture=(128, 64), protos=0, metadata=None):
    first = 5 if has_object else 4
    columns = first + classes + protos
    ranges = [[2, 0, 64], [2, 4, 40], [first - 4 + classes, 0, 1]] + ([[protos, -1, 1]] if protos else [])
    outs = [tensor("output0", [1, count, columns], seed, ranges, axis=2)]
    v, boxes = values(outs[0]), []
    for row in range(count):
        r = v[row * columns:(row + 1) * columns]
        kind, score = best(r[first:first + classes])
        boxes.append((centred(*r[:4]), (r[4] if has_object else 1) * score, kind, row))
    masks = None
    if protos:
        outs.append(tensor("output1", [1, protos, 16, 16], seed + 1, [[1, -1, 1]]))
        p = values(outs[1])

        def masks(row):
            k = v[row * columns + first + classes:(row + 1) * columns]
            return lambda x, y: sum(k[c] * p[c * 256 + y * 16 + x] for c in range(protos)), 16, 16
    threshold = .8 if has_object else .95
    return finish(case(name, family, size, picture, outs, threshold, metadata=metadata), boxes, True, "centre", masks)


def yolo_planes(name, classes, seed, size=(64, 64), picture=(64, 32), protos=0, metadata=None, extra=0):
    count = len(list(cells(size, (8, 16, 32))))
    planes = 4 + classes + extra + protos
    ranges = [[2, 0, 64], [2, 4, 40], [classes, 0, 1]] + ([[extra, 0, 60]] if extra else []) + ([[protos, -1, 1]] if protos else [])
    outs = [tensor("output0", [1, planes, count], seed, ranges, axis=1)]
    v, boxes = values(outs[0]), []
    for i in range(count):
        c = [v[p * count + i] for p in range(planes)]
        kind, score = best(c[4:4 + classes])
        boxes.append((centred(*c[:4]), score, kind, i))
    masks = None
    if protos:
        outs.append(tensor("output1", [1, protos, 16, 16], seed + 1, [[1, -1, 1]]))
        p = values(outs[1])

        def masks(row):
            k = [v[(4 + classes + extra + c) * count + row] for c in range(protos)]
            return lambda x, y: sum(k[c] * p[c * 256 + y * 16 + x] for c in range(protos)), 16, 16
    return finish(case(name, "yolov8", size, picture, outs, .9, metadata=metadata), boxes, True, "centre", masks)


def ultralytics(names, task="detect"):
    return {"names": "{" + ", ".join("%d: '%s'" % pair for pair in enumerate(names)) + "}", "stride": "32", "task": task}


def yolov10():
    scores = tensor("output0", [1, 30, 6], 41, [[2, 0, 40], [2, 20, 64], [1, 0, 1], [1, 0, 4]], axis=2)
    # A model gives classes as whole numbers with a point; these are rounded to them.
    v = values(scores)
    boxes = []
    for row in range(30):
        x1, y1, x2, y2, score, kind = v[row * 6:row * 6 + 6]
        boxes.append(((x1, y1, x2, y2), score, round(kind), row))
    return finish(case("yolov10", "yolov10", (64, 64), (64, 48), [scores], .5, metadata=ultralytics("abcde")), boxes, False, "centre")


def finished_rows():
    out = tensor("output", [40, 7], 43, [[1, 0, 0], [2, 0, 40], [2, 20, 64], [1, 0, 4], [1, 0, 1]], axis=1, declared=["objects", 7])
    v, boxes = values(out), []
    for row in range(40):
        _, x1, y1, x2, y2, kind, score = v[row * 7:row * 7 + 7]
        boxes.append(((x1, y1, x2, y2), score, round(kind), row))
    return finish(case("yolov7 with suppression, rows", "nms", (64, 64), (32, 64), [out], .5), boxes, False, "centre")


def finished_lists(name, counted):
    rows = 24
    outs = [tensor("det_boxes", [1, rows, 4], 47, [[2, 0, 40], [2, 20, 64]], axis=2),
            tensor("det_scores", [1, rows], 48, [[1, 0, 1]]),
            tensor("det_classes", [1, rows], 49, [[1, 0, 80]], whole=True, kind="int32" if counted else "int64")]
    b, s, k = (values(o) for o in outs)
    last = rows
    if counted:
        outs.insert(0, tensor("num_dets", [1, 1], 50, [[1, 15, 16]], whole=True, kind="int32"))
        last = int(values(outs[0])[0])
    else:
        outs = [outs[2], outs[0], outs[1]]
    boxes = [(tuple(b[i * 4:i * 4 + 4]), s[i], int(k[i]), i) for i in range(last)]
    return finish(case(name, "nms", (64, 64), (32, 64), outs, .5, companion=not counted), boxes, False, "centre" if counted else "stretch")


def rtdetr_rows():
    size, queries, names = (64, 48), 25, ["cat", "dog", "bird"]
    out = tensor("output0", [1, queries, 7], 52, [[2, .1, .9], [2, .05, .5], [3, 0, 1]], axis=2)
    v, boxes = values(out), []
    for q in range(queries):
        r = v[q * 7:q * 7 + 7]
        kind, score = best(r[4:])
        boxes.append((centred(r[0] * size[0], r[1] * size[1], r[2] * size[0], r[3] * size[1]), score, kind, q))
    made = case("rt-detr of ultralytics", "detr", size, (50, 40), [out], .7, metadata=ultralytics(names))
    return finish(made, boxes, False, "stretch")


def distances(logits, stride):
    bins = len(logits) // 4
    out = []
    for side in range(4):
        e = [math.exp(x) for x in logits[side * bins:(side + 1) * bins]]
        out.append(stride * sum(i * x for i, x in enumerate(e)) / sum(e))
    return out


def nanodet():
    size, classes = (64, 64), 3
    outs, boxes, row = [], [], 0
    for kind_seed, s in ((61, 8), (62, 16), (63, 32)):
        n = len(list(cells(size, (s,))))
        outs.append(tensor("cls_pred_stride_%d" % s, [1, n, classes], kind_seed, [[1, 0, 1]]))
    for kind_seed, s in ((64, 8), (65, 16), (66, 32)):
        n = len(list(cells(size, (s,))))
        outs.append(tensor("dis_pred_stride_%d" % s, [1, n, 32], kind_seed, [[1, -3, 3]]))
    for level, s in enumerate((8, 16, 32)):
        c, d = values(outs[level]), values(outs[level + 3])
        for i, (gx, gy, _) in enumerate(cells(size, (s,))):
            kind, score = best(c[i * classes:(i + 1) * classes])
            left, top, right, bottom = distances(d[i * 32:(i + 1) * 32], s)
            x, y = (gx + .5) * s, (gy + .5) * s
            boxes.append(((x - left, y - top, x + right, y + bottom), score, kind, row))
            row += 1
    return finish(case("nanodet", "nanodet", size, (128, 96), outs, .8), boxes, True, "centre")


def nanodet_plus():
    size, classes, strides = (96, 72), 4, (8, 16, 32, 64)
    all_cells = list(cells(size, strides))
    out = tensor("output", [1, len(all_cells), classes + 32], 72, [[classes, 0, 1], [32, -3, 3]], axis=2)
    v, boxes = values(out), []
    for row, (gx, gy, s) in enumerate(all_cells):
        r = v[row * 36:row * 36 + 36]
        kind, score = best(r[:classes])
        left, top, right, bottom = distances(r[classes:], s)
        boxes.append(((gx * s - left, gy * s - top, gx * s + right, gy * s + bottom), score, kind, row))
    return finish(case("nanodet-plus", "nanodet", size, (48, 32), [out], .9), boxes, True, "centre")


def fastestdet():
    size, classes, w, h = (96, 64), 3, 6, 4
    out = tensor("758", [1, 5 + classes, h, w], 81, [[1, 0, 1], [2, -1, 1], [2, -2, 1], [classes, 0, 1]], axis=1)
    v, boxes = values(out), []
    for i in range(w * h):
        c = [v[p * w * h + i] for p in range(5 + classes)]
        kind, score = best(c[5:])
        x, y = (math.tanh(c[1]) + i % w) / w, (math.tanh(c[2]) + i // w) / h
        boxes.append((centred(x * 96, y * 64, sigmoid(c[3]) * 96, sigmoid(c[4]) * 64), c[0] ** .6 * score ** .4, kind, i))
    return finish(case("fastestdet", "fastestdet", size, (50, 70), [out], .65), boxes, True, "stretch")


def detr(name, softmax, masks=False):
    size, queries, columns = (64, 32), 20, 5
    outs = [tensor("dets", [1, queries, 4], 91, [[2, .1, .9], [2, .05, .5]], axis=2),
            tensor("labels", [1, queries, columns], 92, [[1, -4, 3 if softmax else 1.5]])]
    if masks:
        outs.append(tensor("masks", [1, queries, 8, 16], 93, [[1, -1, 1]]))
        m = values(outs[2])
    b, l = values(outs[0]), values(outs[1])
    boxes = []
    for q in range(queries):
        cx, cy, w, h = b[q * 4:q * 4 + 4]
        box = centred(cx * size[0], cy * size[1], w * size[0], h * size[1])
        row = l[q * columns:(q + 1) * columns]
        if softmax:
            e = [math.exp(x) for x in row]
            kind, score = best(e[:-1])
            boxes.append((box, score / sum(e), kind, q))
        else:
            boxes += [(box, sigmoid(x), kind, q) for kind, x in enumerate(row)]
    if not softmax:
        boxes = sorted(boxes, key=lambda x: -x[1])[:queries]
    options = ["scores:softmax"] if softmax else []
    look = (lambda row: (lambda x, y: m[row * 128 + y * 16 + x], 16, 8)) if masks else None
    return finish(case(name, "detr", size, (40, 30), outs, .55, options=options), boxes, False, "stretch", look)


def segmentation(name, layout, size, width, height, classes, picture, seed, metadata=None, background=None):
    shape = [1, height, width, classes] if layout == "nhwc" else [1, classes, height, width]
    out = tensor("map", shape, seed, [[1, -3, 3]])
    v = values(out)

    def number(x, y, k):
        return v[(y * width + x) * classes + k] if layout == "nhwc" else v[(k * height + y) * width + x]
    place = placement("stretch", size, picture)
    found = {k: {"bits": [[0] * picture[0] for _ in range(picture[1])], "sum": 0., "at": []} for k in range(classes)}

    def probabilities(x, y):
        e = [math.exp(number(x, y, k)) for k in range(classes)]
        return [each / sum(e) for each in e]
    sure = {(x, y): probabilities(x, y) for x in range(width) for y in range(height)}
    for y in range(picture[1]):
        for x in range(picture[0]):
            blended = [sample(lambda gx, gy: number(gx, gy, k), width, height, x, y, place, size) for k in range(classes)]
            kind, top = best(blended)
            assert top - sorted(blended)[-2] > 1e-6, "two classes are alike"
            found[kind]["bits"][y][x] = 1
            found[kind]["sum"] += sample(lambda gx, gy: sure[gx, gy][kind], width, height, x, y, place, size)
            found[kind]["at"].append((x, y))
    made = case(name, "deeplab", size, picture, [out], .4, layout=layout, metadata=metadata)
    made["fit"], made["objects"] = "stretch", []
    for kind, area in found.items():
        if kind == background or len(area["at"]) <= .001 * picture[0] * picture[1]:
            continue
        score = area["sum"] / len(area["at"])
        assert abs(score - made["threshold"]) > MARGIN
        if score < made["threshold"]:
            continue
        xs, ys = [p[0] for p in area["at"]], [p[1] for p in area["at"]]
        made["objects"].append({"x": min(xs), "y": min(ys), "width": max(xs) - min(xs) + 1, "height": max(ys) - min(ys) + 1,
                                "score": score, "class": kind, "mask": rows_of_bits(area["bits"], picture)})
    made["objects"].sort(key=lambda o: -o["score"])
    assert len(made["objects"]) >= 2
    return made


def main():
    cases = [
        yolox(),
        yolo_rows("yolov5", "yolov5", 252, 4, True, 11),
        yolo_rows("yolov5 with masks", "yolov5", 252, 3, True, 13, picture=(32, 16), protos=4),
        yolo_rows("fastestdet, decoded in the graph", "yolov5", 16, 80, True, 16),
        yolo_planes("yolov8", 5, 21),
        yolo_planes("yolov8 of ultralytics", 3, 23, metadata=ultralytics(["cat", "dog", "bird"])),
        yolo_planes("yolov8 with masks", 3, 25, picture=(32, 16), protos=8),
        yolo_planes("yolov8 with poses", 1, 27, metadata=ultralytics(["person"], "pose"), extra=6),
        yolo_rows("yolov8 in rows", "yolov8", 84, 3, False, 31, metadata=ultralytics(["cat", "dog", "bird"])),
        yolov10(),
        finished_rows(),
        finished_lists("yolov7 with suppression, lists", True),
        finished_lists("rt-detr", False),
        nanodet(),
        nanodet_plus(),
        fastestdet(),
        rtdetr_rows(),
        detr("rf-detr", False),
        detr("rf-detr with masks", False, masks=True),
        detr("detr", True),
        segmentation("deeplab", "nhwc", (17, 17), 17, 17, 4, (30, 24), 101, ultralytics(["background", "cat", "dog", "bird"]), 0),
        segmentation("segformer", "nchw", (32, 64), 8, 16, 5, (20, 30), 103),
    ]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "goldens.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(json.loads(json.dumps(c), parse_float=lambda t: round(float(t), 6))) for c in cases) + "\n]\n")
    print(path, os.path.getsize(path), {c["name"]: len(c["objects"]) for c in cases})


if __name__ == "__main__":
    main()
