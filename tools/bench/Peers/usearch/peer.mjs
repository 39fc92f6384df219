// Searches with usearch. The first line is {rows, dimension, base, queries, folder}: files of float32 numbers, row after row. Then each
// line is a command {do, from, count, expansion} and is answered with {seconds, ids}, ids being the ten nearest rows of each query:
// "exact" compares queries one after the other with all rows, "batch" gives them to usearch together, "build" makes the HNSW graph,
// "graph" searches it.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Index, MetricKind, ScalarKind, exactSearch } from "usearch";

const nearest = 10;
const threads = 1;
const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })[Symbol.asyncIterator]();
const { rows, dimension, base, queries, folder } = JSON.parse((await lines.next()).value);
// Copies, not views: usearch's exactSearch reads from the beginning of the memory behind an array, wherever the view begins.
const numbers = (file) => {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4).slice();
};
const data = numbers(base);
const asked = numbers(queries);
const some = (from, count) => asked.slice(from * dimension, (from + count) * dimension);
const create = (expansion) => new Index({
  dimensions: dimension,
  metric: MetricKind.Cos,
  quantization: ScalarKind.F32,
  connectivity: 16,
  expansion_add: 128,
  expansion_search: expansion,
  multi: false,
});
const saved = join(folder, `usearch-${rows}x${dimension}`);
let graph = null;
let graphExpansion = 0;

const commands = {
  exact: ({ from, count }) => {
    const ids = [];
    for (let i = from; i < from + count; i++)
      ids.push(...exactSearch(data, some(i, 1), dimension, nearest, MetricKind.Cos, threads).keys);
    return ids;
  },
  batch: ({ from, count }) =>
    [...exactSearch(data, some(from, count), dimension, nearest, MetricKind.Cos, threads).keys],
  build: () => {
    const built = create(64);
    const step = 10_000;
    for (let row = 0; row < rows; row += step) {
      const end = Math.min(rows, row + step);
      built.add(BigUint64Array.from({ length: end - row }, (_, i) => BigInt(row + i)), data.subarray(row * dimension, end * dimension), 0);
    }
    built.save(saved);
    return [];
  },
  graph: ({ from, count }) => {
    const ids = [];
    for (let i = from; i < from + count; i++)
      ids.push(...graph.search(some(i, 1), nearest, threads).keys);
    return ids;
  },
};

for await (const line of lines) {
  const command = JSON.parse(line);
  if (command.do === "graph" && graphExpansion !== command.expansion) {
    graph = create(command.expansion);
    graph.load(saved);
    graphExpansion = command.expansion;
  }
  const started = performance.now();
  const ids = commands[command.do](command);
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ seconds, ids: ids.map(Number) }));
}
