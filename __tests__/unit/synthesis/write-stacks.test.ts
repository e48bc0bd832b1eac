import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { loadConfig } from "../../../config/load";
import { terraformRoots } from "../../../config/derived/terraform-roots";
import { defineStacks } from "../../../synthesis/define-stacks";
import { withoutTokenTraces } from "../../../synthesis/token-traces";
import { writeStacks } from "../../../synthesis/write-stacks";

const config = loadConfig("config/examples/everything.yaml");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const appTo = (outdir: string) => new App({ outdir: join(folder, outdir), stackTraces: false });
const rootOf = (outdir: string, name: string) =>
  readFileSync(join(folder, outdir, "stacks", name, "cdk.tf.json"), "utf8");

test.each(["config/example.yaml", "config/examples/everything.yaml", "config/examples/govcloud.yaml"])(
  "writes the same as cdktf's own synthesis for %s, so the preparation is unnecessary",
  (path) => {
    const organization = loadConfig(path);
    const theirs = appTo("theirs");
    withoutTokenTraces(() => {
      for (const _ of defineStacks(theirs, organization));
      theirs.synth();
    });
    const ours = appTo("ours");
    writeStacks(
      ours,
      organization,
      ours.outdir,
      () => true,
      () => {},
    );

    for (const { stackName } of terraformRoots(organization))
      expect(rootOf("ours", stackName)).toBe(rootOf("theirs", stackName));
    expect(ours.manifest.buildManifest()).toEqual(theirs.manifest.buildManifest());
  },
);

test("writes only the wanted stacks, with their dependencies in the manifest", () => {
  const app = appTo("some");
  const written = vi.fn();
  writeStacks(app, config, app.outdir, (name) => name === "config-aggregator" || name === "member-website", written);

  expect(Object.keys(app.manifest.stacks).toSorted()).toEqual(["config-aggregator", "member-website"]);
  expect(app.manifest.stacks["config-aggregator"]?.dependencies).toEqual(["log-archive", "management"]);
  expect(app.manifest.stacks["member-website"]?.dependencies).toEqual(["log-archive"]);
  expect(written).toHaveBeenCalledTimes(2);
});
