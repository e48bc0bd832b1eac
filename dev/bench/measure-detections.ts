import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { Backtest } from "../../cli/backtest/backtest";
import { deployedDetections } from "../../cli/backtest/detections";
import type { Found } from "../../cli/backtest/reading/log-file";
import { Reading } from "../../cli/backtest/reading/reading";

/** Measurement of a process. */
export interface Measured {
  /** CPU time of all threads together. */
  readonly seconds: number;
  readonly bytes: number;
  readonly events: number;

  /** Peak memory after a quarter of the files and after all of them, in bytes. */
  readonly quarter: number;
  readonly all: number;
}

const peak = (): number => process.resourceUsage().maxRSS * 1024;
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Measures only `JSON.parse`. Reading and decoding the files are not measured. */
function parseAlone(folder: string): Measured {
  const files = readdirSync(folder);
  const sum = { seconds: 0, bytes: 0, events: 0, quarter: 0 };
  for (const [index, file] of files.entries()) {
    const text = readFileSync(join(folder, file), "utf8");
    const began = cpu();
    const { Records } = JSON.parse(text);
    sum.seconds += cpu() - began;
    sum.bytes += text.length;
    sum.events += Records.length;
    if (index === Math.floor(files.length / 4)) sum.quarter = peak();
  }
  return { ...sum, all: peak() };
}

/** Measures everything that `trailkeeper backtest` does with the content of files. Reading the files is not measured. */
async function backtest(folder: string): Promise<Measured> {
  const files = readdirSync(folder);
  const reading = new Reading(new Backtest(deployedDetections()));
  let [seconds, quarter] = [0, 0];
  for (const [index, file] of files.entries()) {
    const found = inMemory(file, readFileSync(join(folder, file)));
    const began = cpu();
    await reading.run(found);
    seconds += cpu() - began;
    if (index === Math.floor(files.length / 4)) quarter = peak();
  }
  const { bytes, problems } = reading;
  if (problems.count > 0) throw new Error(`${problems.count} generated files cannot be parsed`);
  return { seconds, bytes, events: reading.backtest.events, quarter, all: peak() };
}

async function* inMemory(name: string, content: Buffer): AsyncGenerator<Found> {
  const stream = async () => Readable.from([content]);
  yield { kind: "log", source: { name, bytes: content.length, isRemote: false, read: async () => content, stream } };
}

async function main([kind, folder = ""]: readonly string[]): Promise<void> {
  console.log(JSON.stringify(kind === "parse" ? parseAlone(folder) : await backtest(folder)));
}

void main(process.argv.slice(2));
