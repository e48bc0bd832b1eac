import { account } from "../../../sample-data/values";
import { type Change, organization, stackOf } from "../../support/organization";

const sandbox = "ou-a1b2-00000000";
const [first, second] = [account(3), account(4)];

const base: Change = {
  regions: ["eu-west-1", "us-east-1"],
  accounts: {
    members: [
      { name: "one", id: first, unit: sandbox },
      { name: "two", id: second },
      { name: "three", id: account(5), unit: sandbox },
    ],
  },
};

/** The organization with overrides, and each stack without them. */
const withOverrides = (overrides: readonly object[], change: Change = {}) =>
  organization("config/example.yaml", { ...base, ...change, overrides });

const jsonOf = (made: ReturnType<typeof organization>, name: string) => JSON.stringify(stackOf(made, name).json);

describe("a log source that is enabled in one account only", () => {
  const sessions = [{ accounts: [first], logSources: { sessions: { enabled: true } } }];
  const logs = [
    { accounts: [first], logSources: { applicationLogs: { enabled: true, logGroups: [{ name: "/app/orders" }] } } },
  ];
  const findings = [{ accounts: [first], logSources: { securityHubFindings: { mode: "eachAccount" } } }];

  test.each([
    ["sessions", sessions, "aws_ssm_document"],
    ["application logs", logs, "aws_kinesis_firehose_delivery_stream"],
    ["findings", findings, "aws_kinesis_firehose_delivery_stream"],
  ])(
    "%s: bucket and key allow it as in all accounts, but only this account has resources for it",
    (_, overrides, type) => {
      const everywhere = withOverrides(overrides.map(({ logSources }) => ({ logSources })));
      const made = withOverrides(overrides);
      const policies = (one: typeof made) => {
        const { aws_s3_bucket_policy: buckets, aws_kms_key: keys } = stackOf(one, "log-archive").json.resource;
        const named = Object.entries<{ policy: string }>({ ...buckets, ...keys }).filter(([name]) =>
          /ServiceLogs|ArchiveKey/.test(name),
        );
        return named.map(([name, { policy }]) => [name, policy]);
      };
      const without = policies(withOverrides([]));
      const has = (name: string) => Object.keys(stackOf(made, name).json.resource).includes(type);

      expect(policies(made)).not.toEqual(without);
      expect(policies(made).map(([name]) => name)).toEqual(policies(everywhere).map(([name]) => name));
      expect(JSON.stringify(policies(made))).toContain(type === "aws_ssm_document" ? "ssm-logs" : "failed-deliveries");
      expect(["member-one", "member-two", "member-three", "management"].map(has)).toEqual([true, false, false, false]);
    },
  );

  test("sessions: no role of the log-archive account may write as a node, because this account records no sessions", () => {
    const own = (overrides: readonly object[]) => jsonOf(withOverrides(overrides), "log-archive");
    const folder = `ssm-logs/AWSLogs/${account(2)}/sessions`;

    expect(own(sessions)).not.toContain(folder);
    expect(own([{ logSources: { sessions: { enabled: true } } }])).toContain(folder);
  });

  test("AWS Config: the archive allows recorders", () => {
    const none = { logSources: { awsConfig: { recorder: "none" } } };
    const made = withOverrides([{ accounts: [first], logSources: { awsConfig: { recorder: "create" } } }], none);

    expect(jsonOf(made, "log-archive").includes("AllowConfigServiceEncrypt")).toBe(true);
    expect(jsonOf(withOverrides([], none), "log-archive").includes("AllowConfigServiceEncrypt")).toBe(false);
    const types = (name: string) => Object.keys(stackOf(made, name).json.resource);
    expect(types("member-one")).toContain("aws_config_configuration_recorder");
    expect(types("member-two")).not.toContain("aws_config_configuration_recorder");
  });
});

describe("the regions of an override", () => {
  const narrowed = withOverrides([{ units: [sandbox], regions: ["eu-west-1"] }]);
  const plain = withOverrides([]);

  test("keep resources only in these regions, except the rules that forward events of global services", () => {
    const pathsIn = (one: typeof plain, name: string) =>
      Object.values<Record<string, { region?: string; "//": { metadata: { path: string } } }>>(
        stackOf(one, name).json.resource,
      )
        .flatMap((resources) => Object.values(resources))
        .filter(({ region }) => region === "us-east-1")
        .map((resource) => resource["//"].metadata.path);

    expect(pathsIn(plain, "member-one").some((path) => path.includes("/Config/"))).toBe(true);
    expect(pathsIn(narrowed, "member-one").filter((path) => !path.includes("/UrgentEvents/"))).toEqual([]);
  });

  test.each(["log-archive", "management", "member-two"])("change nothing in %s", (name) => {
    expect(jsonOf(narrowed, name)).toBe(jsonOf(plain, name));
  });

  test("the regions of an override do not change which events accounts forward, because the rules of the bus are the same for all", () => {
    const patterns = (one: typeof plain) =>
      [...jsonOf(one, "member-one").matchAll(/"event_pattern":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text);
    const distinct = (one: typeof plain) => [...new Set(patterns(one))].toSorted();

    expect(distinct(plain).length).toBeGreaterThan(0);
    expect(distinct(narrowed)).toEqual(distinct(plain));
  });
});

test("overrides without an effect change no root", () => {
  const same = withOverrides([{ regions: ["eu-west-1", "us-east-1"], logSources: { sessions: { enabled: false } } }]);
  const plain = withOverrides([]);

  for (const name of plain.stacks.keys()) expect(jsonOf(same, name)).toBe(jsonOf(plain, name));
});

test("the deploying role of an organizational unit is used in the roots of its accounts", () => {
  const made = withOverrides([{ units: [sandbox], access: { roleName: "Sandbox" } }]);

  expect(jsonOf(made, "member-three")).toContain(`${account(5)}:role/Sandbox`);
  expect(jsonOf(made, "member-two")).not.toContain("role/Sandbox");
});
