// Generates with node-llama-cpp for the benchmark: one JSON request a line on stdin, one JSON answer a line on stdout.
// Only the generation is timed; loading and clearing are not.
import {createInterface} from "node:readline";
import {getLlama, LlamaLogLevel} from "node-llama-cpp";

const {modelPath, slots, slotContext, threads} = JSON.parse(process.argv[2]);
const llama = await getLlama({gpu: false, build: "never", logLevel: LlamaLogLevel.error});
const model = await llama.loadModel({modelPath});
const context = await model.createContext({contextSize: slotContext, sequences: slots, ...(threads > 0 ? {threads} : {})});
const sequences = Array.from({length: slots}, () => context.getSequence());

async function write(sequence, prompt, count) {
    const tokens = [];
    for await (const token of sequence.evaluate(prompt, {temperature: 0})) {
        tokens.push(token);
        if (tokens.length === count)
            break;
    }
    return tokens;
}

function answer(value) {
    process.stdout.write(JSON.stringify(value) + "\n");
}

answer({threads: context.currentThreads, release: llama.llamaCppRelease.release});
for await (const line of createInterface({input: process.stdin})) {
    const {prompts, count} = JSON.parse(line);
    for (const sequence of sequences)
        await sequence.clearHistory();
    const started = performance.now();
    const written = await Promise.all(prompts.map((prompt, i) => write(sequences[i], prompt, count)));
    answer({seconds: (performance.now() - started) / 1000, written});
}
process.exit(0);
