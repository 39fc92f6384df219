// Renders cases with @huggingface/jinja. Reads one line {cases: [{template, inputs}]}, then for each line "parse" or "render" does
// the work once and answers {seconds, texts}; a text is null where rendering fails.
import { createInterface } from "node:readline";
import { Template } from "@huggingface/jinja";

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })[Symbol.asyncIterator]();
const { cases } = JSON.parse((await lines.next()).value);
// Both sides see the time at which the golden texts were made.
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length > 0 ? given : [2026, 6, 4, 12]));
  }
};

const parse = (source) => {
  try {
    return new Template(source);
  } catch {
    return null;
  }
};
const render = (template, inputs) => {
  try {
    return template.render(inputs);
  } catch {
    return null;
  }
};

const parsed = new Map(cases.map(({ template }) => [template, parse(template)]));
for await (const line of lines) {
  const started = performance.now();
  const texts = line === "parse"
    ? cases.map(({ template, inputs }) => render(parse(template), inputs))
    : cases.map(({ template, inputs }) => render(parsed.get(template), inputs));
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ seconds, texts }));
}
