import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Runs a test in its own folder. The tests wait, and therefore run side by side. */
const inFolder = (run: (folder: string) => Promise<void>) => async () => {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  try {
    await run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** A replacement of Terraform. As Terraform does, it needs a second after an interrupt, and prints a message. */
function writeTerraform(folder: string): string {
  const path = join(folder, "terraform");
  const onInterrupt = `sleep 1; echo "state saved"; exit 1`;
  const source = `#!/bin/sh\ntrap '${onInterrupt}' INT\ntouch '${folder}/running'\nwhile true; do sleep 0.1; done\n`;
  writeFileSync(path, source);
  chmodSync(path, 0o755);
  return path;
}

/** Starts Terraform in its own session, like CDKTF, and ends when Terraform ends. */
const cdktf = (terraform: string) => `
  const child = require("node:child_process").spawn(${JSON.stringify(terraform)}, [], { detached: true });
  child.stdout.pipe(process.stdout);
  child.on("close", () => process.exit(1));`;

/** Arguments that run source text with Node. */
const node = (source: string) => [process.execPath, "-e", source];

/** Runs a program of this project that starts another program. Sends signals to the first program when the second program runs. */
async function interrupted(
  folder: string,
  [command, ...args]: readonly string[],
  pauses: readonly number[],
  env = process.env,
) {
  const program = `
    const { runChecked } = require(${JSON.stringify(resolve("shared/child-process.ts"))});
    const { step } = require(${JSON.stringify(resolve("shared/steps.ts"))});
    const { interruption } = require(${JSON.stringify(resolve("shared/interruption.ts"))});
    interruption.onceIdle(() => { console.log("was idle"); process.exit(130); });
    const onOutput = (text) => process.stdout.write(text);
    const waitIdle = () => {
      require("node:fs").writeFileSync(${JSON.stringify(join(folder, "running"))}, "");
      setTimeout(() => {}, 60_000);
    };
    const work = () => runChecked(${JSON.stringify(command)}, ${JSON.stringify(args)}, { onOutput });
    step("working", work).then(waitIdle, ({ name }) => {
      console.log(name);
      process.exit(1);
    });`;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", program], {
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
  const ended = new Promise<number | null>((done) => child.on("close", done));
  while (!existsSync(join(folder, "running")) && child.exitCode === null) await sleep(50);
  for (const pause of pauses) {
    await sleep(pause);
    child.kill("SIGINT");
  }
  const status = await ended;
  // The lines that the step prints are removed
  return { status, output: output.replaceAll(/^.*\bworking\b.*\n/gm, "") };
}

test.concurrent(
  "an interrupt is passed to a Terraform in its own session, and the program waits for it",
  inFolder(async (folder) => {
    const { status, output } = await interrupted(folder, node(cdktf(writeTerraform(folder))), [200]);

    expect({ status, output }).toEqual({
      status: 1,
      output: expect.stringMatching(/state saved\nInterruptedError\n$/),
    });
    expect(output).toContain("interrupted: Terraform finishes the current creations");
    expect(output).toContain("Press Ctrl-C again to stop immediately");
  }),
);

test.concurrent(
  "an interrupt is passed to a Terraform that this program started, with the same message",
  inFolder(async (folder) => {
    const { status, output } = await interrupted(folder, [writeTerraform(folder)], [200]);

    expect([status, output]).toEqual([1, expect.stringMatching(/state saved\nInterruptedError\n$/)]);
    expect(output).toContain("interrupted: Terraform finishes the current creations");
  }),
);

test.concurrent(
  "an interrupt is passed to Terraform too without the program ps",
  inFolder(async (folder) => {
    for (const name of ["sleep", "touch"])
      symlinkSync(execFileSync("which", [name], { encoding: "utf8" }).trim(), join(folder, name));
    const { status, output } = await interrupted(folder, [writeTerraform(folder)], [200], { PATH: folder });

    expect([status, output]).toEqual([1, "state saved\nInterruptedError\n"]);
  }),
);

test.concurrent(
  "a second signal of the same key press is not a second interrupt",
  inFolder(async (folder) => {
    const { output } = await interrupted(folder, node(cdktf(writeTerraform(folder))), [200, 50]);

    expect(output).toContain("state saved");
    expect(output).not.toContain("stopped immediately");
  }),
);

test.concurrent(
  "a second interrupt ends Terraform at once",
  inFolder(async (folder) => {
    const deaf = writeTerraform(folder);
    writeFileSync(deaf, `#!/bin/sh\ntrap '' INT\ntouch '${folder}/running'\nwhile true; do sleep 0.1; done\n`);
    const { output } = await interrupted(folder, node(cdktf(deaf)), [200, 1_500]);

    expect(output).toMatch(/stopped immediately\nInterruptedError\n$/);
  }),
);

test.concurrent(
  "an interrupt ends a program that does not run Terraform",
  inFolder(async (folder) => {
    const source = `
    process.on("SIGINT", () => { console.log("heard"); process.exit(0); });
    require("node:fs").writeFileSync(${JSON.stringify(join(folder, "running"))}, "");
    setTimeout(() => {}, 60_000);`;

    const { output } = await interrupted(folder, node(source), [200]);

    expect(output).toBe("heard\nInterruptedError\n");
  }),
);

test.concurrent(
  "an interrupt between two programs takes effect at once",
  inFolder(async (folder) => {
    expect(await interrupted(folder, node(""), [0])).toEqual({ status: 130, output: "was idle\n" });
  }),
);
