import { S3Client } from "@aws-sdk/client-s3";
import { ParameterAlreadyExists, SSMClient } from "@aws-sdk/client-ssm";
import type { HoldCase } from "../../cli/hold/hold-case";
import { holdCommand } from "../../cli/hold/command";
import { ParameterRegister } from "../../cli/hold/parameter-register";
import { S3Archive } from "../../cli/hold/s3-archive";
import { account } from "../../sample-data/values";
import { configuration } from "../unit/config/configuration";
import { checkSettings } from "../../config/load";
import { printable } from "../../shared/printable";
import { UserError } from "../../shared/user-error";

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

const config = checkSettings(
  configuration({
    "accounts.members": [
      { name: "payments", id: account(3) },
      { name: "closed", id: account(4), active: false },
    ],
    "accounts.outside": [{ name: "vendor", id: account(8) }],
  }),
  "test",
);
const bucket = `acme-trail-archive-${account(2)}`;

interface Request {
  readonly constructor: { readonly name: string };
  readonly input: Record<string, unknown>;
}

/** Systems Manager and S3 in memory, behind the clients of the AWS SDK, with two versions on each page. */
function fakeAws() {
  const parameters = new Map<string, string>();
  const held = new Map<string, string>();
  const keys = ["0", "1", "2"].map((name) => `cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${account(3)}/${name}`);
  const answer = async ({ constructor: { name }, input }: Request): Promise<unknown> => {
    const key = String(input["Name"]);
    if (name === "GetParametersByPathCommand")
      return {
        Parameters: [...parameters]
          .filter(([one]) => one.startsWith(`${String(input["Path"])}/`))
          .map(([Name, Value]) => ({ Name, Value })),
      };
    if (name === "PutParameterCommand") {
      if (parameters.has(key) && input["Overwrite"] !== true)
        throw new ParameterAlreadyExists({ message: "exists", $metadata: {} });
      if (Buffer.byteLength(String(input["Value"])) > 4_096) throw new Error("ValidationException");
      parameters.set(key, String(input["Value"]));
      return {};
    }
    if (name === "DeleteParameterCommand") return parameters.delete(key);
    if (name === "ListObjectVersionsCommand") {
      const all = keys.filter((one) => one.startsWith(String(input["Prefix"])));
      const from = input["KeyMarker"] === undefined ? 0 : all.indexOf(String(input["KeyMarker"])) + 1;
      const page = all.slice(from, from + 2);
      const LastModified = new Date("2026-11-02T10:00:00Z");
      return {
        Versions: page.map((Key) => ({ Key, VersionId: "v", LastModified })),
        IsTruncated: from + 2 < all.length,
        NextKeyMarker: page.at(-1),
        NextVersionIdMarker: "v",
      };
    }
    if (name !== "PutObjectLegalHoldCommand") throw new Error(`no answer to ${name}`);
    held.set(
      `${String(input["Bucket"])}/${String(input["Key"])}@${String(input["VersionId"])}`,
      JSON.stringify(input["LegalHold"]),
    );
    return {};
  };
  const [ssm, s3] = [new SSMClient({ region: "eu-west-1" }), new S3Client({ region: "eu-west-1" })];
  for (const client of [ssm, s3]) jest.spyOn(client, "send").mockImplementation(answer as never);
  return { parameters, held, keys, register: new ParameterRegister(ssm, "acme"), archive: new S3Archive(s3) };
}

type Aws = ReturnType<typeof fakeAws>;

async function run(aws: Aws, ...args: readonly string[]): Promise<string> {
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  await holdCommand(async () => ({ config, ...aws })).parseAsync(args, { from: "user" });
  return String(log.mock.calls.at(-1)?.[0]);
}

const placing = ["place", "case-17", "--source", "trail", "--from", "2026-11-01", "--to", "2026-11-02"];

describe("hold", () => {
  test("places a case on every page, lists it, and lifts it", async () => {
    const aws = fakeAws();

    expect(await run(aws, ...placing, "--account", "payments")).toBe("case-17: 3 versions are held");
    expect([...aws.held]).toEqual(aws.keys.map((key) => [`${bucket}/${key}@v`, '{"Status":"ON"}']));
    expect([...aws.parameters.keys()]).toEqual(["/trailkeeper/acme/legal-holds/case-17"]);
    const [listed] = JSON.parse(await run(aws, "list", "--json")) as HoldCase[];
    expect(listed).toMatchObject({ name: "case-17", state: "placed", accounts: [account(3)], versions: 3 });
    expect(await run(aws, "list")).toMatch(/case-17 +│ placed/);

    expect(JSON.parse(await run(aws, "lift", "case-17", "--yes", "--json"))).toEqual({
      case: "case-17",
      versions: 3,
      kept: 0,
    });
    expect([...aws.held.values()]).toEqual(Array.from({ length: 3 }, () => '{"Status":"OFF"}'));
    expect(await run(aws, "list")).toBe("no cases");
  });

  test("places a case on a closed and an external account, by their names", async () => {
    const aws = fakeAws();
    await run(aws, ...placing, "--account", "closed", "vendor");

    const [listed] = JSON.parse(await run(aws, "list", "--json")) as HoldCase[];
    expect(listed?.accounts).toEqual([account(4), account(8)]);
  });

  test("prints the case to lift, and lifts nothing without --yes", async () => {
    const aws = fakeAws();
    await run(aws, ...placing);

    expect(await run(aws, "lift", "case-17")).toBe(
      "case-17 holds 3 versions: trail of every account, 2026-11-01 to 2026-11-02; add --yes to lift the holds",
    );
    expect(process.exitCode).toBe(3);
    expect(new Set(aws.held.values())).toEqual(new Set(['{"Status":"ON"}']));
    expect(aws.parameters.size).toBe(1);
  });

  test("reports a class of logs without any held version", async () => {
    const aws = fakeAws();
    aws.keys.length = 0;

    expect(await run(aws, ...placing)).toContain(
      "no logs of trail are held: they have no version in these days and accounts",
    );
    expect(process.exitCode).toBe(3);
  });

  test("registers no case if a bucket cannot be read", async () => {
    const aws = fakeAws();
    jest.spyOn(aws.archive, "pages").mockImplementation(() => {
      throw new Error("NoSuchBucket");
    });

    await expect(run(aws, ...placing)).rejects.toThrow("NoSuchBucket");
    expect(aws.parameters.size).toBe(0);
  });

  test("keeps only the first of two cases that are placed at the same time with the same name", async () => {
    const { register } = fakeAws();
    const one: HoldCase = {
      name: "a",
      sources: ["trail"],
      accounts: [],
      from: "",
      to: "",
      state: "placing",
      since: "",
    };
    await register.create(one);

    await expect(register.create(one)).rejects.toThrow(
      "case a already exists, because someone else placed it at the same time",
    );
  });

  const stored = { sources: ["trail"], accounts: [], from: "2026-11-01", to: "2026-11-02", state: "placed", since: "" };

  test.each<[string, string, readonly string[]]>([
    ["cut off", "{", ["list"]],
    ["empty", "", placing],
    ["a note", "a note", ["lift", "case-17", "--yes"]],
    ["a sequence for the terminal", "red\u001B[31m", ["list"]],
    ["null", "null", ["list"]],
    ["a case without accounts", JSON.stringify({ ...stored, name: "b", accounts: undefined }), ["list"]],
    // Without its days, the case would hold nothing
    ["a case without a last day", JSON.stringify({ ...stored, name: "b", to: "" }), ["lift", "case-17", "--yes"]],
  ])("names a parameter that is %s, and changes nothing", async (_, value, args) => {
    const aws = fakeAws();
    const path = "/trailkeeper/acme/legal-holds";
    aws.parameters.set(`${path}/case-17`, JSON.stringify({ ...stored, name: "case-17" }));
    aws.parameters.set(`${path}/b`, value);
    const before = [...aws.parameters];

    const failure = await run(aws, ...args).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(UserError);
    expect(String(failure)).toContain(
      `the parameter ${path}/b is not a case of legal hold: ${printable(value.slice(0, 100))}; restore its value from the history`,
    );
    expect([...aws.parameters]).toEqual(before);
    expect(aws.held.size).toBe(0);
  });

  test("keeps the fields of a newer version in a case that it changes", async () => {
    const aws = fakeAws();
    const name = "/trailkeeper/acme/legal-holds/case-17";
    aws.parameters.set(name, JSON.stringify({ ...stored, name: "case-17", reason: "a lawsuit" }));

    await run(aws, "place", "case-17");
    expect(JSON.parse(aws.parameters.get(name) ?? "")).toMatchObject({ reason: "a lawsuit", versions: 3 });
  });

  test("creates a case only if its parameter has space for each later state, and refuses a case with more accounts", async () => {
    const { register } = fakeAws();
    const placed: number[] = [];
    for (let count = 250; count < 275; count += 1) {
      const one: HoldCase = {
        name: `case-${count}`,
        sources: ["trail"],
        accounts: Array.from({ length: count }, (_, i) => String(5e11 + i)),
        from: "2026-11-01",
        to: "2026-11-02",
        state: "placing",
        since: "2026-11-23T12:00:00.000Z",
      };
      const refusal = await register.create(one).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (refusal === undefined) {
        for (const state of ["placed", "lifting"] as const) await register.replace({ ...one, state, versions: 1e12 });
        placed.push(count);
      } else expect(refusal).toMatch(/case case-\d+ needs \d+ bytes, but a parameter has at most 4096; divide the acc/);
    }

    expect(placed.length).toBeGreaterThan(0);
    expect(placed.length).toBeLessThan(25);
  });

  test.each<[readonly string[], string]>([
    [["place", "b", "--source", "trail"], "a new case needs --source, --from and --to"],
    [["place", "b", "--account", "payments"], "a new case needs --source, --from and --to"],
    [[...placing, "--account", "payment"], "no account payment in the configuration"],
    [[...placing.slice(0, 3), "flowLogs", ...placing.slice(4)], "set archive.serviceLogs.lock to true"],
  ])("refuses %j, and changes nothing", async (args, message) => {
    const aws = fakeAws();

    await expect(run(aws, ...args)).rejects.toThrow(message);
    expect([aws.held.size, aws.parameters.size]).toEqual([0, 0]);
  });
});
