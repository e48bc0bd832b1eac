import { account } from "../../../../sample-data/values";
import { type Changes, expectProblem as expectAt, members, problemsOf } from "../configuration";

const path = "logSources.applicationLogs";
const on = (change: Changes): Changes => ({
  [`${path}.enabled`]: true,
  ...Object.fromEntries(Object.entries(change).map(([name, value]) => [`${path}.${name}`, value])),
});
const expectProblem = (changes: Changes, at: string, words: string) => expectAt(changes, `${path}.${at}`, words);
const payments = { name: "/aws/lambda/payments" };

describe("the name of a log group", () => {
  test.each(["/aws/lambda/payments", "a", "A.b-c_d/e#1", "x".repeat(512)])(
    "the name of a log group may be %s",
    (name) => {
      expect(problemsOf(on({ logGroups: [{ name }] }))).toEqual([]);
    },
  );

  test.each(["", "a b", "a*", "x".repeat(513), 1, null])("fails when it is %j", (name) => {
    expect(problemsOf(on({ logGroups: [{ name }] }))).toHaveLength(1);
  });

  test("fails when it begins like the names that AWS reserves", () => {
    expectProblem(on({ logGroups: [{ name: "aws/payments" }] }), "logGroups[0].name", "aws/, which AWS reserves");
  });

  test.each(["/aws/kinesisfirehose/acme-app-logs", "/aws/ssm/acme-sessions", "acme-organization-trail"])(
    "fails when it is %s, a log group of this project",
    (name) => {
      const words = "this project already creates a log group with this name; use another name";
      expectProblem(on({ logGroups: [{ name }] }), "logGroups[0].name", words);
      expectProblem(on({ subscription: { existing: [{ name }] } }), "subscription.existing[0].name", words);
    },
  );
});

describe("a log group", () => {
  test("a log group may be in several accounts and regions, once in each", () => {
    const logGroups = [
      { ...payments, accounts: [account(1)] },
      { ...payments, accounts: [account(2)] },
    ];
    expect(problemsOf(on({ logGroups }))).toEqual([]);
  });

  test("fails when it is listed twice for one account and region", () => {
    const words = "duplicate of logSources.applicationLogs.logGroups[0] in the same account and region; remove one";
    expectProblem(on({ logGroups: [payments, payments] }), "logGroups[1].name", words);
    expectProblem(on({ logGroups: [payments, { ...payments, accounts: [account(1)] }] }), "logGroups[1].name", words);
  });

  test("fails with an unknown account, an unknown region or an empty list", () => {
    expectProblem(
      on({ logGroups: [{ ...payments, accounts: [account(9)] }] }),
      "logGroups[0].accounts[0]",
      `account ${account(9)} is not in accounts; add it to accounts.members`,
    );
    expectProblem(
      on({ logGroups: [{ ...payments, regions: ["us-east-1"] }] }),
      "logGroups[0].regions[0]",
      "is not a region in use",
    );
    expectProblem(
      on({ logGroups: [{ ...payments, accounts: [] }] }),
      "logGroups[0].accounts",
      "to select every account, remove the setting",
    );
    expectProblem(
      on({ logGroups: [{ ...payments, regions: [] }] }),
      "logGroups[0].regions",
      "to select every region in use, remove the setting",
    );
  });
});

describe("a subscription", () => {
  test("fails when it selects no log group", () => {
    const words =
      "no log group would be created or delivered; add entries to logGroups, existing or prefixes, or use another mode";
    expectProblem(on({}), "subscription.mode", words);
    expectProblem(on({ "subscription.mode": "prefixes" }), "subscription.mode", words);
    expect(problemsOf(on({ "subscription.mode": "all" }))).toEqual([]);
    expectProblem(on({ "subscription.mode": "none" }), "subscription.mode", words);
    expect(problemsOf(on({ logGroups: [payments], "subscription.mode": "none" }))).toEqual([]);
    expect(problemsOf(on({ logGroups: [payments] }))).toEqual([]);
    expect(problemsOf(on({ subscription: { existing: [payments] } }))).toEqual([]);
  });

  test.each([
    ["existing", "listed", [payments]],
    ["prefixes", "prefixes", ["/ecs/"]],
    ["excluded", "all", ["/ecs/noise"]],
  ])("fails when %s is set and the mode is not %s", (list, mode, value) => {
    const other = mode === "all" ? "none" : "all";
    const modes = mode === "all" ? "all or prefixes" : mode;
    const words = `has an effect only with mode: ${modes}; change the mode, or remove the list`;
    const made = [{ name: "/app/shop" }];
    expectProblem(on({ logGroups: made, subscription: { mode: other, [list]: value } }), `subscription.${list}`, words);
    expect(problemsOf(on({ subscription: { mode, [list]: value } }))).toEqual([]);
  });

  test("fails when a log group would be delivered twice, because it would need both of its subscription filters", () => {
    const words =
      "the log group would be delivered twice, and the two deliveries would use both subscription filters that a log group can have";
    expectProblem(
      on({ logGroups: [payments], subscription: { existing: [payments] } }),
      "subscription.existing[0].name",
      words,
    );
    const prefixes = (...list: string[]) => ({ subscription: { mode: "prefixes", prefixes: list } });
    expectProblem(on(prefixes("/ecs/", "/ecs/web")), "subscription.prefixes[0]", `also matches /ecs/web, so ${words}`);
    expect(problemsOf(on({ logGroups: [payments], ...prefixes("/aws/") }))).toEqual([]);
    expect(problemsOf(on(prefixes("/ecs/a", "/ecs/b")))).toEqual([]);
  });

  test("fails when the same prefix is listed twice", () => {
    expect(problemsOf(on({ subscription: { mode: "prefixes", prefixes: ["/ecs/", "/ecs/"] } }))).toHaveLength(2);
  });

  test("fails when a log group is excluded twice", () => {
    expectProblem(
      on({ subscription: { mode: "all", excluded: ["/a", "/a"] } }),
      "subscription.excluded[1]",
      "duplicate of logSources.applicationLogs.subscription.excluded[0]; remove one",
    );
  });

  test("a subscription may exclude only names that one of its prefixes matches", () => {
    const without = (...excluded: string[]) =>
      on({ logGroups: [payments], subscription: { mode: "prefixes", prefixes: ["/aws/lambda/"], excluded } });

    expect(problemsOf(without(payments.name))).toEqual([]);
    const words = "has no effect, because it does not begin with one of the prefixes; correct it, or remove it";
    expectProblem(without(payments.name, "/ecs/noise"), "subscription.excluded[1]", words);
  });

  describe("accepts excluded names", () => {
    // Names of 512 characters, and one name that fills the remaining bytes
    const around = "LogGroupName NOT IN []".length;
    const own = [
      "/aws/kinesisfirehose/acme-securityhub-findings",
      "/aws/kinesisfirehose/acme-app-logs",
      "/aws/ssm/acme-sessions",
      "acme-organization-trail",
      "/aws/vendedlogs/states/acme-silence-check",
      "/aws/vendedlogs/states/acme-weekly-summary",
      "/aws/opensearch/acme-audit/audit",
      "/aws/opensearch/acme-audit/application",
      "/aws/opensearch/acme-audit/slow-searches",
      "/aws/opensearch/acme-audit/slow-indexing",
      "/aws/vendedlogs/OpenSearchIngestion/acme-trail",
    ];
    const sizeOf = (names: readonly string[]) => around - 2 + JSON.stringify([...own, ...names]).length;
    const filling = (bytes: number) => {
      const names: string[] = [];
      for (let left = bytes - sizeOf([]); left > 0; left = bytes - sizeOf(names)) {
        const length = Math.min(left - ',""'.length, 500);
        names.push(String(names.length).padStart(length, "x"));
      }
      return names;
    };

    test.each([24_999, 25_000])("up to %d bytes", (bytes) => {
      expect(sizeOf(filling(bytes))).toBe(bytes);
      expect(problemsOf(on({ subscription: { mode: "all", excluded: filling(bytes) } }))).toEqual([]);
    });

    test("accepted excluded names fail with 25,001 bytes", () => {
      const words =
        "the selection criteria with these names have 25001 bytes, and CloudWatch Logs accepts at most 25000; exclude fewer log groups";
      expectProblem(on({ subscription: { mode: "all", excluded: filling(25_001) } }), "subscription.excluded", words);
      const prefixes = { mode: "prefixes", prefixes: ["x", "0"], excluded: filling(25_001) };
      expect(problemsOf(on({ subscription: prefixes }))).toEqual([]);
    });
  });
});

describe("folders for each log group", () => {
  const groups = (count: number, accountsOf: (i: number) => string[] | undefined = () => undefined) =>
    Array.from({ length: count }, (_, i) => ({ name: `/app/${i}`, accounts: accountsOf(i) }));
  const byGroup = (change: Changes) => on({ partitions: "logGroup", ...change });

  test.each([64, 65])("accept a buffer of %d MiB", (bufferMegabytes) => {
    expect(problemsOf(byGroup({ logGroups: groups(1), bufferMegabytes }))).toEqual([]);
  });

  test("fail with a buffer of 63 MiB, which folders by date accept", () => {
    expectProblem(
      byGroup({ logGroups: groups(1), bufferMegabytes: 63 }),
      "bufferMegabytes",
      "Firehose needs a buffer of 64 MiB or more",
    );
    expect(problemsOf(on({ logGroups: groups(1), bufferMegabytes: 63 }))).toEqual([]);
  });

  test.each([499, 500])("accept %d log groups", (count) => {
    expect(problemsOf(byGroup({ logGroups: groups(count) }))).toEqual([]);
  });

  test("fail with 501 log groups in one account, which folders by date or two accounts accept", () => {
    const words =
      "501 log groups in one account and region, but a Firehose stream can have at most 500 active partitions; use partitions: date";
    expectProblem(byGroup({ logGroups: groups(501) }), "partitions", words);
    expect(problemsOf(on({ logGroups: groups(501) }))).toEqual([]);
    const apart = groups(501, (i) => [account((i % 2) + 1)]);
    expect(problemsOf(byGroup({ logGroups: apart }))).toEqual([]);
  });

  test("fail with 501 log groups in total: of all accounts, of one account, and existing ones", () => {
    const mixed = groups(501, (i) => (i < 250 ? undefined : [account(2)]));
    expectProblem(byGroup({ logGroups: mixed }), "partitions", "501 log groups");
    const split = { logGroups: groups(501).slice(0, 400), subscription: { existing: groups(501).slice(400) } };
    expectProblem(byGroup(split), "partitions", "501 log groups");
  });

  test("folders for each log group are counted for thousands of accounts within the time limit", () => {
    const start = Date.now();
    expect(problemsOf({ ...byGroup({ logGroups: groups(500) }), "accounts.members": members(3_000) })).toEqual([]);
    expect(Date.now() - start).toBeLessThan(20_000);
  });
});

describe("masking", () => {
  const masked = (...list: unknown[]) => on({ logGroups: [payments], maskedDataIdentifiers: list });

  test.each(["EmailAddress", "IpAddress", "AwsSecretKey", "DriversLicense-US", "HealthInsuranceCardNumber-EU"])(
    "masking may mask %s",
    (name) => {
      expect(problemsOf(masked(name))).toEqual([]);
    },
  );

  test.each([
    "",
    "emailAddress",
    "EmailAddresses",
    "DriversLicense",
    "DriversLicense-USA",
    "DriversLicense-us",
    "a-US",
  ])("fails with %j", (name) => {
    expectProblem(
      masked(name),
      "maskedDataIdentifiers[0]",
      "or an identifier with a country such as DriversLicense-US",
    );
  });

  test("fails when one kind of data is listed twice", () => {
    expectProblem(
      masked("Name", "Name"),
      "maskedDataIdentifiers[1]",
      "duplicate of logSources.applicationLogs.maskedDataIdentifiers[0]; remove one",
    );
  });

  test("fails if this project creates no log group of applications", () => {
    const changes = on({ subscription: { mode: "all" }, maskedDataIdentifiers: ["Name"] });
    expectProblem(changes, "maskedDataIdentifiers", "masking applies only to the log groups that this project creates");
  });
});
