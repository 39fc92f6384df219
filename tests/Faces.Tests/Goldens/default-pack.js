// Runs the default pack on the photos of ../shared/data/faces in JavaScript, after the description of its models and not after the plugin's
// code: ONNX Runtime for Node.js, jpeg-js, and the arithmetic of OpenCV's resize and warpAffine (bilinear, without rounding to 8 bits).
//   npm ci --ignore-scripts && node default-pack.js MODELS PHOTOS MINIFASNET > default-pack.json
const fs = require('fs'), path = require('path'), ort = require('onnxruntime-node'), jpeg = require('jpeg-js');
const [models, photos, fasnet] = process.argv.slice(2);
const names = ['biden', 'image_F1', 'image_T1', 'obama', 'obama2'];

// EXIF's orientation (tag 0x0112), of which cameras write 1, 3, 6 and 8.
function upright(image) {
  const exif = image.exifBuffer && Buffer.from(image.exifBuffer), tiff = exif ? exif.subarray(1) : null;
  let turn = 1;
  if (tiff) {
    const little = tiff[0] === 0x49, u16 = o => little ? tiff.readUInt16LE(o) : tiff.readUInt16BE(o);
    const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    for (let i = 0; i < u16(first); i++)
      if (u16(first + 2 + 12 * i) === 0x0112) turn = u16(first + 10 + 12 * i);
  }
  if (turn === 1) return image;
  const { width: w, height: h } = image, [W, H] = turn === 3 ? [w, h] : [h, w], data = new Uint8Array(4 * W * H);
  for (let y = 0; y < H; y++)
    for (let x = 0; x < W; x++) {
      const [sx, sy] = turn === 3 ? [w - 1 - x, h - 1 - y] : turn === 6 ? [y, h - 1 - x] : [w - 1 - y, x];
      for (let c = 0; c < 4; c++) data[4 * (y * W + x) + c] = image.data[4 * (sy * w + sx) + c];
    }
  return { width: W, height: H, data };
}

const session = file => ort.InferenceSession.create(file, { logSeverityLevel: 3 });
const at = (image, x, y, c) => image.data[(y * image.width + x) * 4 + c];

// A rectangle of whole pixels, stretched; edges repeat.
function resize(image, [rx, ry, rw, rh], w, h, channel) {
  const out = new Float32Array(w * h);
  const clamp = (v, n) => Math.min(Math.max(v, 0), n - 1);
  for (let y = 0; y < h; y++) {
    const sy = clamp(ry + (y + .5) * rh / h - .5, image.height), y0 = Math.floor(sy), y1 = clamp(y0 + 1, image.height), fy = sy - y0;
    for (let x = 0; x < w; x++) {
      const sx = clamp(rx + (x + .5) * rw / w - .5, image.width), x0 = Math.floor(sx), x1 = clamp(x0 + 1, image.width), fx = sx - x0;
      out[y * w + x] = (at(image, x0, y0, channel) * (1 - fx) + at(image, x1, y0, channel) * fx) * (1 - fy)
        + (at(image, x0, y1, channel) * (1 - fx) + at(image, x1, y1, channel) * fx) * fy;
    }
  }
  return out;
}

function planes(image, rect, w, h, channels, value) {
  const out = new Float32Array(channels.length * w * h);
  channels.forEach((channel, i) => resize(image, rect, w, h, channel).forEach((p, k) => { out[i * w * h + k] = value(p, i); }));
  return new ort.Tensor('float32', out, [1, channels.length, h, w]);
}

function grey(image, rect, side) {
  const [r, g, b] = [0, 1, 2].map(channel => resize(image, rect, side, side, channel));
  return new ort.Tensor('float32', r.map((p, k) => (.299 * p + .587 * g[k] + .114 * b[k]) / 256), [1, 1, side, side]);
}

const BGR = [2, 1, 0], RGB = [0, 1, 2];
const run = async (model, tensor) => (await model.run({ [model.inputNames[0]]: tensor }));
const softmax = v => {
  const m = Math.max(...v), e = [...v].map(x => Math.exp(x - m)), s = e.reduce((a, b) => a + b);
  return e.map(x => x / s);
};

function square([x1, y1, x2, y2], w, h) {
  const half = (y2 - y1) / 2, cx = (x1 + x2) / 2, cy = (y1 + y2) / 2;
  const l = Math.trunc(Math.max(cx - half, 0)), t = Math.trunc(Math.max(cy - half, 0));
  return [l, t, Math.trunc(Math.min(cx + half, w - 1)) - l, Math.trunc(Math.min(cy + half, h - 1)) - t];
}

function scaled([x, y, w, h], W, H, wanted) {
  const s = Math.min((H - 1) / h, (W - 1) / w, wanted), cx = x + w / 2, cy = y + h / 2;
  let l = cx - w * s / 2, t = cy - h * s / 2, r = cx + w * s / 2, b = cy + h * s / 2;
  if (l < 0) { r -= l; l = 0; }
  if (t < 0) { b -= t; t = 0; }
  if (r > W - 1) { l -= r - W + 1; r = W - 1; }
  if (b > H - 1) { t -= b - H + 1; b = H - 1; }
  return [Math.max(Math.trunc(l), 0), Math.max(Math.trunc(t), 0), Math.min(Math.trunc(r - l), W - 1), Math.min(Math.trunc(b - t), H - 1)];
}

function ssr(o, range) {
  const d = n => o[n].data, [k1, k2, k3] = ['stage1_delta_k', 'stage2_delta_k', 'stage3_delta_k'].map(n => d(n)[0]);
  const sum = s => [0, 1, 2].reduce((a, i) => a + (i + d(`index_offset_stage${s}`)[i]) * d(`prob_stage_${s}`)[i], 0);
  const a = sum(1) / (3 * (1 + k1)), b = sum(2) / (3 * (1 + k1)) / (3 * (1 + k2));
  const c = sum(3) / (3 * (1 + k1)) / (3 * (1 + k2)) / (3 * (1 + k3));
  return (a + b + c) * range;
}

// Least squares of x' = ax - by + c, y' = bx + ay + d by the normal equations about the means.
function similarity(from, to) {
  const mean = (p, i) => p.reduce((s, q) => s + q[i], 0) / p.length;
  const [fx, fy, tx, ty] = [mean(from, 0), mean(from, 1), mean(to, 0), mean(to, 1)];
  let a = 0, b = 0, n = 0;
  from.forEach(([x, y], i) => {
    const [u, v, s, t] = [x - fx, y - fy, to[i][0] - tx, to[i][1] - ty];
    a += u * s + v * t; b += u * t - v * s; n += u * u + v * v;
  });
  a /= n; b /= n;
  return { a, b, c: tx - a * fx + b * fy, d: ty - b * fx - a * fy };
}

const template = [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]];

function aligned(image, points) {
  const { a, b, c, d } = similarity(points, template), n = a * a + b * b, out = new Float32Array(3 * 112 * 112);
  const pixel = (x, y, ch) => x < 0 || y < 0 || x >= image.width || y >= image.height ? 0 : at(image, x, y, ch);
  for (let y = 0; y < 112; y++)
    for (let x = 0; x < 112; x++) {
      const sx = (a * (x - c) + b * (y - d)) / n, sy = (a * (y - d) - b * (x - c)) / n;
      const x0 = Math.floor(sx), y0 = Math.floor(sy), fx = sx - x0, fy = sy - y0;
      BGR.forEach((ch, i) => {
        const p = (pixel(x0, y0, ch) * (1 - fx) + pixel(x0 + 1, y0, ch) * fx) * (1 - fy)
          + (pixel(x0, y0 + 1, ch) * (1 - fx) + pixel(x0 + 1, y0 + 1, ch) * fx) * fy;
        out[(i * 112 + y) * 112 + x] = (p - 127) / 128;
      });
    }
  return new ort.Tensor('float32', out, [1, 3, 112, 112]);
}

const iou = (p, q) => {
  const w = Math.max(0, Math.min(p[2], q[2]) - Math.max(p[0], q[0])), h = Math.max(0, Math.min(p[3], q[3]) - Math.max(p[1], q[1]));
  return w * h / ((p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1]) - w * h);
};

(async () => {
  const open = name => session(path.join(models, `fr_${name}.onnx`));
  const m = {};
  for (const name of ['detect', 'landmark', 'feature', 'age', 'gender', 'expression', 'liveness'])
    m[name] = await open(name);
  const fas = [[await session(path.join(fasnet, '2.7_80x80_MiniFASNetV2.onnx')), 2.7],
    [await session(path.join(fasnet, '4_0_0_80x80_MiniFASNetV1SE.onnx')), 4]];
  const imagenet = (p, i) => (p / 255 - [.485, .456, .406][i]) / [.229, .224, .225][i];
  const result = { photos: {}, cosines: {} }, vectors = {};
  for (const name of names) {
    const image = upright(jpeg.decode(fs.readFileSync(path.join(photos, `${name}.jpg`)), { useTArray: true, maxMemoryUsageInMB: 1024 }));
    const { width: W, height: H } = image, all = [0, 0, W, H];
    const o = await run(m.detect, planes(image, all, 320, 240, BGR, p => (p - 127) / 128));
    let found = [];
    for (let i = 0; i < 4420; i++)
      if (o.scores.data[2 * i + 1] >= .65)
        found.push({ score: o.scores.data[2 * i + 1], box: [0, 1, 2, 3].map(k => o.boxes.data[4 * i + k] * (k % 2 ? H : W)) });
    found.sort((p, q) => q.score - p.score);
    const kept = [];
    for (const f of found)
      if (!kept.some(k => iou(k.box, f.box) > .4)) kept.push(f);
    const { box, score } = kept[0], raw = [box[0], box[1], box[2] - box[0], box[3] - box[1]], s = square(box, W, H);
    const rect = scaled(s, W, H, 1), lm = (await run(m.landmark, grey(image, rect, 64))).output.data;
    const mean = indices => [0, 1].map(k => indices.reduce((a, i) => a + lm[2 * i + k], 0) / indices.length * rect[2 + k] + rect[k]);
    const points = [[37, 38, 40, 41], [43, 44, 46, 47], [30], [48, 60], [54, 64]].map(mean);
    const v = (await run(m.feature, aligned(image, points))).output.data, norm = Math.hypot(...v);
    vectors[name] = [...v].map(x => x / norm);
    const corner = [s[0], s[1], Math.min(Math.trunc(s[2] * 1.2), W - s[0]), Math.min(Math.trunc(s[3] * 1.2), H - s[1])];
    const live = [];
    for (const [model, scale] of fas)
      live.push(softmax((await run(model, planes(image, scaled(raw, W, H, scale), 80, 80, BGR, p => p))).logits.data)[1]);
    const face14 = scaled(s, W, H, 1.4);
    result.photos[name] = {
      width: W, height: H, faces: kept.length, box: raw, score, points,
      age: ssr(await run(m.age, planes(image, face14, 64, 64, RGB, imagenet)), 101),
      man: ssr(await run(m.gender, planes(image, face14, 64, 64, BGR, imagenet)), 1),
      emotions: softmax((await run(m.expression, planes(image, corner, 224, 224, BGR, p => p / 255))).output.data),
      live: softmax((await run(m.liveness, planes(image, scaled(s, W, H, 2.7), 128, 128, BGR, p => p))).output.data)[0],
      real: (live[0] + live[1]) / 2,
    };
  }
  for (const p of names)
    for (const q of names)
      if (p < q) result.cosines[`${p} ${q}`] = vectors[p].reduce((sum, x, i) => sum + x * vectors[q][i], 0);
  console.log(JSON.stringify(result, (_, x) => typeof x === 'number' ? Number(x.toPrecision(6)) : x, 1));
})();
