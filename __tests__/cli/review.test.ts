import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHere, runTrailkeeper } from "../support/command-line";
import { type PlannedResource, planJson, unchanged, updated } from "../support/plans";

const folder = mkdtempSync(join(tmpdir(), "review-"));
afterAll(() => rmSync(folder, { recursive: true }));

const trail = { name: "organization", enable_logging: true, sns_topic_name: "files" };
const stopped = updated("aws_cloudtrail", trail, { enable_logging: false });
const quiet = updated("aws_cloudtrail", trail, { sns_topic_name: null });
const unknown = updated("aws_cloudtrail", trail, { enable_logging: null }, { unknown: { enable_logging: true } });

function write(name: string, ...resources: readonly PlannedResource[]): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(planJson(resources)));
  return path;
}

const review = (...args: readonly string[]) => runHere(() => runTrailkeeper(["review", ...args]));

describe("review", () => {
  test("review of an unchanged plan has no finding, and ends with exit code 0", async () => {
    const result = await review(write("unchanged", unchanged("aws_cloudtrail", trail)));

    expect(result).toMatchObject({ status: 0, stdout: "no findings in 1 root\n" });
  });

  test("review of a stopped trail prints the finding, and ends with exit code 1", async () => {
    const { status, stdout } = await review(write("management", stopped));

    expect(status).toBe(1);
    expect(stdout).toContain("1 critical in 1 root");
    expect(stdout).toContain("trail-stopped");
    expect(stdout).toContain("enable_logging: from true to false");
  });

  test.each([
    ["high", 0],
    ["medium", 0],
    ["low", 1],
  ])("review of a finding of severity low with --fail-on %s ends with exit code %i", async (severity, status) => {
    expect((await review(write("low", quiet), "--fail-on", severity)).status).toBe(status);
  });

  test("review of a value that is unknown until apply reports it and fails, unless this is allowed", async () => {
    const path = write("unknown", unknown);

    const strict = await review(path);
    const allowed = await review(path, "--allow-unknown");

    expect(strict.stdout).toContain("no findings; 1 cannot be judged before apply in 1 root");
    expect([strict.status, allowed.status]).toEqual([1, 0]);
    expect(allowed.stdout).toBe(strict.stdout);
  });

  test("review of the same change in many accounts prints the change once", async () => {
    const paths = Array.from({ length: 1_000 }, (_, i) => write(`member-${i}`, stopped));
    const { stdout } = await review(...paths);

    expect(stdout).toContain("1000 critical in 1000 roots");
    expect(stdout.split("\n").length).toBeLessThan(20);
    expect(stdout).toContain("1000 roots (member-0, member-1, member-10 and 997 more)");
  });

  test("review with --json prints every finding", async () => {
    const { stdout } = await review(write("management", stopped), write("member", stopped), "--json");

    expect(JSON.parse(stdout).findings.map(({ rule, root }: Record<string, string>) => [rule, root])).toEqual([
      ["trail-stopped", "management"],
      ["trail-stopped", "member"],
    ]);
  });

  test("escapes control characters of an address", async () => {
    const { stdout } = await review(write("hostile", { ...stopped, address: 'aws_cloudtrail.a["\u001B[2J"]' }));

    expect(stdout).not.toContain("\u001B");
    expect(stdout).toContain("\\u001b[2J");
  });

  test("review with one unreadable file reviews no file, and ends with exit code 2", async () => {
    const path = join(folder, "truncated.json");
    writeFileSync(path, '{"format_version":');
    const result = await review(write("management", stopped), path);

    expect(result).toMatchObject({ status: 2, stdout: "" });
    expect(result.stderr).toContain(`error: ${path} is not valid JSON, or truncated; write it with: terraform show`);
  });

  test("accepts a suppressed change, and reports it in every format", async () => {
    const path = write("management", stopped);
    const file = join(folder, "suppressions.yaml");
    const suppression = { rule: "trail-stopped", address: "*", reason: "new trail", expires: "2999-01-01" };
    writeFileSync(file, JSON.stringify({ suppressions: [suppression] }));

    for (const format of [[], ["--json"], ["--markdown"], ["--sarif"]]) {
      const { status, stdout } = await review(path, "--suppressions", file, ...format);
      expect([status, stdout.includes("new trail")]).toEqual([0, true]);
    }
  });

  test("compares two synthesized outputs", async () => {
    const output = (name: string, enabled: boolean) => {
      const stack = {
        provider: { aws: [{ allowed_account_ids: ["management"], region: "eu-west-1" }] },
        resource: { aws_cloudtrail: { Trail: { ...trail, enable_logging: enabled } } },
      };
      mkdirSync(join(folder, name, "stacks/management"), { recursive: true });
      writeFileSync(join(folder, name, "stacks/management/cdk.tf.json"), JSON.stringify(stack));
      return join(folder, name);
    };
    const [base, head] = [output("base", true), output("head", false)];

    const changed = await review("--base", base, "--head", head);
    expect(changed.status).toBe(1);
    expect(changed.stdout).toContain("aws_cloudtrail.Trail");
    expect(await review("--base", base, "--head", base)).toMatchObject({
      status: 0,
      stdout: "no findings in 1 root\n",
    });
    expect(await review("--base", base, "--head", join(folder, "missing"))).toMatchObject({ status: 2, stdout: "" });
    expect(await review("--base", base)).toMatchObject({
      status: 2,
      stderr: "error: --base and --head must be used together; add the missing option\n",
    });
    expect((await review("--base", base, "--head", head, "plan.json")).status).toBe(2);
    expect(await review("--base", base, "--head", head, "--changed-roots")).toMatchObject({
      status: 0,
      stdout: '["management"]\n',
    });
  });

  test.each([
    [["--fail-on", "worst"]],
    [["--json", "--sarif"]],
    [["--code-quality", "--json"]],
    [["--changed-roots", write("changed", stopped)]],
    [["--fail"]],
    [[]],
  ])("review with wrong usage %j ends with exit code 2", async (args) => {
    expect((await review(...args)).status).toBe(2);
  });
});
