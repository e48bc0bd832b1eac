import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { terraformEnvironment } from "../../local-aws/terraform/terraform";
import { run, runChecked } from "../../shared/child-process";
import { trailkeeperArguments } from "../support/command-line";
import { validateRoots } from "./support/validate-roots";

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const examples = readdirSync("examples", { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const versionsOf = (example: string): Record<string, string> => {
  const { dependencies, devDependencies }: Manifest = readJson(join("examples", example, "package.json"));
  return { ...dependencies, ...devDependencies };
};

/** An environment without the settings of the user, and without the variables of the npm script that runs this test. */
const env: NodeJS.ProcessEnv = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  CHECKPOINT_DISABLE: "1",
  npm_config_update_notifier: "false",
};
/** A setting of Terraform that uses the provider on this machine. */
const providerMirror = () => ({ TF_CLI_CONFIG_FILE: terraformEnvironment()["TF_CLI_CONFIG_FILE"] });
const quietly = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--silent"];

let folder: string;
let tarball: string;

/** Installs packages in a new folder. */
async function install(name: string, dependencies: Record<string, string>): Promise<string> {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name, private: true, dependencies }));
  await runChecked("npm", ["install", ...quietly], { cwd: project, env });
  return project;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-package-"));
  await runChecked("npm", ["pack", "--silent", "--pack-destination", folder], { env });
  tarball = join(folder, readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "");
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the projects in examples/", () => {
  let project: string;
  const at = (example: string) => join(project, example);
  const written = (example: string, outdir = "cdktf.out") =>
    readdirSync(join(at(example), outdir, "stacks")).map((stack) => join(at(example), outdir, "stacks", stack));
  const inProject = (example: string, program: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    run(program, args, { cwd: at(example), env: { ...env, ...more } });

  beforeAll(async () => {
    // Each project resolves the packages in the folder above it
    const versions = Object.assign({}, ...examples.map(versionsOf));
    project = await install("examples", { ...versions, tsx: "4.23.15", trailkeeper: `file:${tarball}` });
    for (const example of examples) cpSync(join("examples", example), at(example), { recursive: true });
  }, 300_000);

  test("pin their dependencies, and use the same version of each", () => {
    const all = examples.flatMap((example) => Object.entries(versionsOf(example)));

    expect(examples.length).toBe(4);
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(new Set(all.map((pin) => pin.join("@"))).size).toBe(new Set(all.map(([name]) => name)).size);
    expect(Object.fromEntries(all)["trailkeeper"]).toBe(readJson("package.json").version);
  });

  test.each(examples)(
    "the project %s synthesizes and passes its own tests, and Terraform accepts each root without a warning",
    async (example) => {
      // The tests of a project check its types
      const synth = await inProject(example, "npm", ["run", "--silent", "synth"], { TS_NODE_TRANSPILE_ONLY: "true" });
      const tested = await inProject(example, "npm", ["test", "--silent"], providerMirror());
      const stacks = written(example);

      expect([synth, tested].map(({ status, output }) => ({ status, output }))).toEqual([
        expect.objectContaining({ status: 0 }),
        expect.objectContaining({ status: 0 }),
      ]);
      expect(stacks.length).toBeGreaterThan(0);
      const validations = await validateRoots(join(at(example), "validated"), stacks);
      expect(validations.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    },
    120_000,
  );

  test.each([
    ["ts-node", "npx", ["ts-node", "main.ts"]],
    ["tsx", "npx", ["tsx", "main.ts"]],
    ["tsc and node", "sh", ["-c", "npx tsc --outDir build && node build/main.js"]],
    ["an ES module", "node", ["es-module.mjs"]],
    ["ts-jest", "npx", ["jest", "--testMatch", "**/synth-in-test.ts", "--rootDir", "."]],
  ])(
    "%s synthesizes the archive, with the same bytes",
    async (tool, program, args) => {
      const outdir = `out-${tool.replaceAll(" ", "-")}`;
      writeFileSync(join(at("archive"), "synth-in-test.ts"), 'test("synth", () => void require("./main"));\n');
      writeFileSync(
        join(at("archive"), "es-module.mjs"),
        'import { App, TerraformStack } from "cdktf";\nimport * as all from "trailkeeper";\nimport { ArchiveBucket } from "trailkeeper/archive";\n' +
          'if (all.ArchiveBucket !== ArchiveBucket || typeof TerraformStack !== "function") throw new Error("two copies");\n' +
          'const { ArchiveStack } = await import("./build/archive-stack.js");\nconst app = new App();\nnew ArchiveStack(app, "archive");\napp.synth();\n',
      );
      const { status, output } = await inProject("archive", program, args, { CDKTF_OUTDIR: outdir });
      const [root = ""] = written("archive", outdir);
      const [expected = ""] = written("archive");

      expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
      expect(readFileSync(join(root, "cdk.tf.json"), "utf8")).toBe(readFileSync(join(expected, "cdk.tf.json"), "utf8"));
    },
    120_000,
  );

  const strict = ["--strict", "--exactOptionalPropertyTypes", "--verbatimModuleSyntax", "--skipLibCheck", "false"];
  const settings: readonly (readonly [string, "5.9.3" | "7", readonly string[]])[] = [
    ["node16", "5.9.3", ["--module", "node16"]],
    ["node16", "7", ["--module", "node16"]],
    ["a bundler", "5.9.3", ["--module", "esnext", "--moduleResolution", "bundler"]],
    ["a bundler", "7", ["--module", "esnext", "--moduleResolution", "bundler"]],
  ];
  test.each(settings)(
    "modules of %s: TypeScript %s finds no error in the declarations",
    async (_, version, args) => {
      const tsc =
        version === "7" ? resolve("node_modules/typescript/bin/tsc") : join(project, "node_modules/typescript/bin/tsc");
      const file = join(at("member-log-sources"), "every-entry.ts");
      const names = Object.keys(readJson("package.json").exports).filter((name) => !name.endsWith(".json"));
      writeFileSync(file, names.map((name, i) => `export * as all${i} from "trailkeeper${name.slice(1)}";\n`).join(""));
      const { output } = await run(
        process.execPath,
        [tsc, "--ignoreConfig", "--noEmit", "--target", "ES2022", ...strict, ...args, file].filter(
          (arg) => version === "7" || arg !== "--ignoreConfig",
        ),
        {
          cwd: at("member-log-sources"),
          env,
        },
      );

      expect(names.length).toBeGreaterThan(8);
      // The declarations of cdktf and the provider have errors with these settings
      const mistakes = output.split("\n").filter((line) => line.includes("error TS"));
      expect(mistakes.filter((line) => !/node_modules\/(cdktf|@cdktf|constructs)\//.test(line))).toEqual([]);
    },
    120_000,
  );
});

describe("the command line alone", () => {
  let project: string;
  const trailkeeper = (...args: string[]) => run("npx", ["trailkeeper", ...args], { cwd: project, env });

  beforeAll(async () => {
    project = await install("command-line", { trailkeeper: `file:${tarball}` });
  }, 60_000);

  test("the command line is installed with zod, which the constructs need, and with no other package or npm script", () => {
    expect(readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "trailkeeper",
      "zod",
    ]);
    const { scripts } = readJson(join(project, "node_modules/trailkeeper/package.json"));
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
  });

  test.each(["access-map", "backtest", "policy", "query", "review", "synth"])("%s --help works", async (name) => {
    const { status, stdout, stderr } = await trailkeeper(name, "--help");

    // npm may warn about the user's settings
    expect({ status, stderr: stderr.replaceAll(/^npm .*\n/gm, "") }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`Usage: npx trailkeeper ${name}`);
  });

  test("synthesizes the same bytes as this repository, also for many accounts", async () => {
    const members = Array.from(
      { length: 210 },
      (_, i) => `    - { name: unit-${i}, id: "${String(500_000_000_000 + i)}" }`,
    );
    const text = readFileSync("config/example.yaml", "utf8").replace(
      /members:\n( {4}.*\n)+/,
      `members:\n${members.join("\n")}\n`,
    );
    writeFileSync(join(project, "audit.yaml"), text);
    const { status } = await trailkeeper("synth");
    const here = join(folder, "of-this-repository");
    mkdirSync(here);
    cpSync(join(project, "audit.yaml"), join(here, "audit.yaml"));
    await runChecked(process.execPath, [...trailkeeperArguments, "synth"], { cwd: here, env });
    const stacks = readdirSync(join(here, "cdktf.out/stacks"));
    const read = (root: string, stack: string) =>
      readFileSync(join(root, "cdktf.out/stacks", stack, "cdk.tf.json"), "utf8");

    expect(status).toBe(0);
    expect(stacks.length).toBe(212);
    expect(stacks.filter((stack) => read(here, stack) !== read(project, stack))).toEqual([]);
  }, 60_000);

  test("runs the other commands on its output", async () => {
    const map = await trailkeeper("access-map", "--json");
    const policy = await trailkeeper("policy", "key");
    const queries = await trailkeeper("query", "--json");

    expect([map, policy, queries].map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(JSON.parse(map.stdout).length).toBeGreaterThan(3);
    expect(JSON.parse(policy.stdout).Statement.length).toBeGreaterThan(3);
    const files = ["queries", "hunts/catalog"].flatMap((one) => readdirSync(one));
    expect(JSON.parse(queries.stdout).length).toBe(files.filter((file) => file.endsWith(".sql")).length);
  });

  test("an import of a module prints the missing peer dependency", async () => {
    const { status, output } = await run("node", ["-e", 'require("trailkeeper/archive")'], { cwd: project, env });

    expect(status).toBe(1);
    expect(output).toMatch(/Cannot find module '(@cdktf\/provider-aws|cdktf|constructs)/);
  });

  test("a path that is not exported cannot be imported", async () => {
    const { output } = await run("node", ["-e", 'require("trailkeeper/dist/modules/iam/bucket-guards")'], {
      cwd: project,
      env,
    });

    expect(output).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});

test("the community's continuation of cdktf can replace cdktf, by aliases", async () => {
  const project = await install("cdktn", {
    cdktf: "npm:cdktn@0.24.0",
    cdktn: "0.24.0",
    "@cdktf/provider-aws": "npm:@cdktn/provider-aws@25.7.0",
    constructs: "10.6.0",
    "@types/node": "20.19.43",
    tsx: "4.23.15",
    typescript: "5.9.3",
    trailkeeper: `file:${tarball}`,
  });
  for (const example of ["archive", "trail-and-alarms"]) {
    cpSync(join("examples", example), join(project, example), { recursive: true });
    rmSync(join(project, example, example === "archive" ? "archive-stack.test.ts" : "trail-stack.test.ts"));
    await runChecked("npx", ["tsc", "--noEmit"], { cwd: join(project, example), env });
    await runChecked("npx", ["tsx", "main.ts"], { cwd: join(project, example), env });
    const [stack = ""] = readdirSync(join(project, example, "cdktf.out/stacks"));
    expect(existsSync(join(project, example, "cdktf.out/stacks", stack, "cdk.tf.json"))).toBe(true);
  }
}, 180_000);
