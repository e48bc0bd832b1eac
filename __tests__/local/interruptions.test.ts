import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../shared/child-process";
import { LocalSession } from "../../local-aws/session";
import { runFolder } from "./support/run-folders";

test("npm run local does not change a folder with other files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  writeFileSync(join(folder, "thesis.txt"), "all of it");

  const { status, stderr } = await run("npm", ["--silent", "run", "local", "--", "--folder", folder]);
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true });

  expect(status).toBe(1);
  expect(stderr).toContain(`${folder} contains other files; name a folder that is empty or does not exist`);
  expect(left).toEqual(["thesis.txt"]);
});

test("npm run local waits after Ctrl-C until Terraform has released the lock of its state, and prints how to continue", async () => {
  const folder = join(runFolder(), "interrupted");
  const args = ["--silent", "run", "local", "--", "--folder", folder];
  const lock = join(folder, ".terraform.log-archive.tfstate.lock.info");
  const log = join(folder, "terraform.log");
  const child = spawn("npm", args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const ended = once(child, "close");
  const isApplying = () =>
    existsSync(lock) && existsSync(log) && readFileSync(log, "utf8").includes("Creation complete");
  while (!isApplying() && child.exitCode === null) await sleep(100);
  // A terminal also sends the signal to every process of the group
  process.kill(-(child.pid ?? 0), "SIGINT");
  const [status, signal] = await ended;
  const isLocked = existsSync(lock);
  const created = [...readFileSync(log, "utf8").matchAll(/(aws_\S+) \(.*?\): Creation complete/g)].map(
    ([, address]) => address,
  );
  const saved = new LocalSession(folder).deployment.resourcesOf("log-archive");

  const { status: downStatus, output } = await run("npm", [...args, "down"]);
  rmSync(folder, { recursive: true });

  expect(signal ?? status).not.toBe(0);
  expect(said).toContain("interrupted: Terraform finishes the current creations");
  expect(said).toContain(`npm run local:down -- --folder ${folder}`);
  expect(said).not.toContain("    at ");
  expect(isLocked).toBe(false);
  expect(saved).toEqual(expect.arrayContaining(created));
  expect({ downStatus, output: downStatus === 0 ? "" : output }).toEqual({ downStatus: 0, output: "" });
});

test("npm run local:down stops the programs of a killed run", async () => {
  const folder = join(runFolder(), "killed");
  const killing = new AbortController();
  const args = ["--silent", "run", "local", "--", "--folder", folder];
  const onOutput = (text: string) => {
    if (text.includes("writing the Terraform")) killing.abort();
  };
  const killed = await run("npm", args, { signal: killing.signal, onOutput });
  const emulator = new LocalSession(folder).emulator;
  const wasRunning = emulator.isRunning();

  const { status } = await run("npm", [...args, "down"]);
  rmSync(folder, { recursive: true });

  expect(killed.status).toBeNull();
  expect(wasRunning).toBe(true);
  expect(status).toBe(0);
  expect(emulator.isRunning()).toBe(false);
});
