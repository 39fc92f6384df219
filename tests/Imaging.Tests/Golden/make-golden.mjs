// Writes resampling.golden.json: what OpenCV makes of the pictures of Pattern.cs, with float images so that nothing is rounded.
//   npm ci && npm run make
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const loaded = createRequire(import.meta.url)('@techstark/opencv-js');
const cv = loaded instanceof Promise ? await loaded : loaded;
if (!cv.Mat) await new Promise(done => { cv.onRuntimeInitialized = done; });

function value(x, y, channel) {
  let hash = (Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(channel, 83492791)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177) >>> 0;
  return hash >>> 24;
}

function noise(width, height) {
  const image = new cv.Mat(height, width, cv.CV_32FC3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++)
        image.data32F[(y * width + x) * 3 + channel] = value(x, y, channel);
  return image;
}

const numbers = image => Array.from(image.data32F, number => Math.round(number * 1000) / 1000);

// Picture and tensor sizes.
const resized = [[13, 7, 5, 9], [64, 48, 20, 15], [3, 2, 8, 8], [1, 1, 3, 3], [1, 5, 2, 9], [6, 1, 11, 2], [9, 9, 9, 9], [37, 23, 16, 16]]
  .map(([width, height, toWidth, toHeight]) => {
    const to = new cv.Mat();
    cv.resize(noise(width, height), to, new cv.Size(toWidth, toHeight), 0, 0, cv.INTER_LINEAR);
    return { width, height, toWidth, toHeight, numbers: numbers(to) };
  });

// Maps from the tensor to the picture whose places are multiples of 1/32, between which warpAffine knows none.
const warped = [
  [17, 11, [1, 0, 0, 0, 1, 0]],
  [17, 11, [0.5, 0, 1.25, 0, 0.5, -0.75]],
  [17, 11, [0, -1.5, 16, 1.25, 0, -2]],
  [17, 11, [0.75, 0.25, -3.5, -0.25, 0.75, 4.125]],
  [2, 2, [0.25, 0, -1, 0, 0.25, -1]],
  [1, 1, [0.5, 0, -2, 0, 0.5, -2]],
].map(([width, height, map]) => {
  const [toWidth, toHeight] = [14, 12];
  const to = new cv.Mat();
  const matrix = cv.matFromArray(2, 3, cv.CV_64F, map);
  cv.warpAffine(noise(width, height), to, matrix, new cv.Size(toWidth, toHeight),
    cv.INTER_LINEAR | cv.WARP_INVERSE_MAP, cv.BORDER_CONSTANT, new cv.Scalar(0, 0, 0, 0));
  return { width, height, toWidth, toHeight, map, numbers: numbers(to) };
});

// The common letterbox: one scale, sizes rounded, the odd pixel of padding on the right or at the bottom.
const fitted = [[32, 18, 20, 20], [18, 33, 20, 20], [7, 7, 16, 12]].flatMap(([width, height, toWidth, toHeight]) =>
  [false, true].map(centred => {
    const scale = Math.min(toWidth / width, toHeight / height);
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    const [left, top] = centred ? [Math.floor((toWidth - w) / 2), Math.floor((toHeight - h) / 2)] : [0, 0];
    const [small, to] = [new cv.Mat(), new cv.Mat()];
    cv.resize(noise(width, height), small, new cv.Size(w, h), 0, 0, cv.INTER_LINEAR);
    cv.copyMakeBorder(small, to, top, toHeight - h - top, left, toWidth - w - left, cv.BORDER_CONSTANT, new cv.Scalar(114, 114, 114, 0));
    return { width, height, toWidth, toHeight, centred, numbers: numbers(to) };
  }));

const version = cv.getBuildInformation().match(/OpenCV (\S+)/)[1];
writeFileSync(new URL('resampling.golden.json', import.meta.url),
  JSON.stringify({ opencv: version, resized, warped, fitted }).replaceAll('},{', '},\n{') + '\n');
