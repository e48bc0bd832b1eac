import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Root, rootsIn, wavesOf } from "../../../../cli/deploy/waves";

const root = (name: string, ...dependencies: readonly string[]): Root => ({ name, folder: name, dependencies });
const organization = [
  root("member-b", "log-archive"),
  root("management", "log-archive"),
  root("config-aggregator", "log-archive", "management"),
  root("log-archive"),
  root("member-a", "log-archive"),
];
const namesOf = (waves: readonly (readonly Root[])[]) => waves.map((wave) => wave.map(({ name }) => name));
const all = { roots: [], canaries: [] };

describe("the waves of a deployment", () => {
  test("the waves of a deployment contain each root once, after the roots on which it depends, sorted by name", () => {
    expect(namesOf(wavesOf(organization, all))).toEqual([
      ["log-archive"],
      ["management", "member-a", "member-b"],
      ["config-aggregator"],
    ]);
  });

  test("begin with the canaries, which are a separate wave", () => {
    expect(namesOf(wavesOf(organization, { roots: [], canaries: ["member-b", "config-aggregator"] }))).toEqual([
      ["log-archive"],
      ["member-b"],
      ["management", "member-a"],
      ["config-aggregator"],
    ]);
  });

  test("the waves of a deployment contain only the chosen roots, because a dependency that is not chosen is already deployed", () => {
    expect(namesOf(wavesOf(organization, { roots: ["member-b", "management"], canaries: [] }))).toEqual([
      ["management", "member-b"],
    ]);
  });

  test("keep the order of the chosen roots", () => {
    const roots = ["config-aggregator", "log-archive"];

    expect(namesOf(wavesOf(organization, { roots, canaries: [] }))).toEqual([["log-archive"], ["config-aggregator"]]);
  });

  test.each([
    { roots: ["member-z"], canaries: [] },
    { roots: [], canaries: ["member-z"] },
  ])("fail for an unknown root in %j", (choice) => {
    expect(() => wavesOf(organization, choice)).toThrow(
      "unknown root member-z; name one of these roots: config-aggregator, log-archive, management, member-a, member-b",
    );
  });

  test("fail for roots that depend on each other", () => {
    expect(() => wavesOf([root("a", "b"), root("b", "a"), root("c")], all)).toThrow(
      "the roots a, b depend on each other",
    );
  });
});

describe("the roots of an output folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("the roots of an output folder are read from the manifest of cdktf", () => {
    const stacks = { management: { workingDirectory: "stacks/management", dependencies: ["log-archive"] } };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ stacks }));

    expect(rootsIn(folder)).toEqual([
      { name: "management", folder: join(folder, "stacks/management"), dependencies: ["log-archive"] },
    ]);
  });

  test("the roots of an output folder cannot be read without a manifest", () => {
    expect(() => rootsIn(folder)).toThrow("has no manifest.json; run trailkeeper synth first");
  });

  test.each(["{", "{}", "null"])("the roots of an output folder cannot be read from the manifest %s", (text) => {
    writeFileSync(join(folder, "manifest.json"), text);

    expect(() => rootsIn(folder)).toThrow("is not a manifest of CDKTF; run trailkeeper synth again");
  });
});
