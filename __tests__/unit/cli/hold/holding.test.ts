import { type LogClass, logClasses } from "../../../../config/schema/log-classes";
import { logTableSource } from "../../../../config/derived/table-locations";
import { logTables } from "../../../../tables/catalog";
import { checkBuckets, checkLocks, heldFolders } from "../../../../cli/hold/held-locations";
import { type HoldCase, type HoldScope, checkDays, isInTime } from "../../../../cli/hold/hold-case";
import type { CaseRegister, HeldArchive, ObjectVersion } from "../../../../cli/hold/hold-cases";
import { liftCase, placeCase } from "../../../../cli/hold/holding";
import { account, arn } from "../../../../sample-data/values";
import { type Changes, everyControlTowerSetting, parse } from "../../config/configuration";

const [first, second] = [account(3), account(4)];
const config = parse({
  "accounts.members": [
    { name: "one", id: first },
    { name: "two", id: second },
  ],
  "archive.serviceLogs.lock": true,
  "archive.configArchive.lockedCopy.enabled": true,
  "logSources.webAclLogs.enabled": true,
});
const trailBucket = `acme-trail-archive-${account(2)}`;
const folder = (id: string) => `cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${id}/CloudTrail/eu-west-1/2026/11/02`;

/** A register in memory. A test can run code between two calls, to simulate another user at that moment. */
class Register implements CaseRegister {
  readonly cases = new Map<string, HoldCase>();
  meanwhile = async (_call: string): Promise<void> => {};

  async list() {
    await this.meanwhile("list");
    return [...this.cases.values()];
  }

  async create(one: HoldCase) {
    this.cases.set(one.name, one);
  }

  async replace(one: HoldCase) {
    this.cases.set(one.name, one);
  }

  async remove(name: string) {
    this.cases.delete(name);
  }
}

/** An archive in memory, with two versions on each page. It fails after some requests, or runs code before each page. */
class Archive implements HeldArchive {
  readonly versions: (ObjectVersion & { readonly bucket: string })[] = [];
  readonly held = new Set<string>();
  failAfter = Infinity;
  beforePage = async (): Promise<void> => {};

  add(key: string, written: string, versionId = "1", bucket = trailBucket) {
    this.versions.push({ bucket, key, versionId, written: new Date(written) });
  }

  async *pages(bucket: string, prefix: string) {
    const found = this.versions.filter((one) => one.bucket === bucket && one.key.startsWith(prefix));
    for (let start = 0; start < found.length; start += 2) {
      await this.beforePage();
      yield found.slice(start, start + 2);
    }
  }

  async setHold(bucket: string, { key, versionId }: ObjectVersion, isHeld: boolean) {
    if (this.failAfter-- <= 0) throw new Error("connection lost");
    const name = `${bucket}/${key}@${versionId}`;
    if (isHeld) this.held.add(name);
    else this.held.delete(name);
  }
}

function world() {
  const register = new Register();
  const archive = new Archive();
  const done: number[] = [];
  const tools = {
    config,
    register,
    archive,
    now: () => new Date("2026-11-23T12:00:00Z"),
    progress: (n: number) => done.push(n),
  };
  for (const id of [first, second]) {
    for (const hour of ["00", "12", "23"]) archive.add(`${folder(id)}/${hour}.json.gz`, `2026-11-02T${hour}:00:00Z`);
  }
  return {
    register,
    archive,
    tools,
    done,
    keys: () => [...archive.held].map((name) => name.slice(trailBucket.length + 1)),
  };
}

const scope: HoldScope = { sources: ["trail"], accounts: [first], from: "2026-11-02", to: "2026-11-02" };
const configBucket = `acme-config-archive-copy-${account(2)}`;
const configScope: HoldScope = { sources: ["awsConfig"], accounts: [], from: "2026-11-02", to: "2026-11-02" };
const withoutCopy = parse({ "accounts.members": config.accounts.members });

/** A case of a class that only another version knows. */
const unknownCase = (name: string): HoldCase => ({
  ...scope,
  name,
  state: "placed",
  since: "2026-11-23T12:00:00.000Z",
  sources: ["newLogs" as LogClass],
});

describe("placing a legal hold", () => {
  test("holds every version of its accounts and days, and no other version", async () => {
    const { tools, archive, register, keys, done } = world();
    archive.add(`${folder(first)}/before.json.gz`, "2026-11-01T23:59:59Z");
    archive.add(`${folder(first)}/late.json.gz`, "2026-11-03T23:59:59Z");
    archive.add(`${folder(first)}/after.json.gz`, "2026-11-04T00:00:00Z");
    archive.add(`${folder(first)}/00.json.gz`, "2026-11-02T05:00:00Z", "2");

    expect(await placeCase("a", scope, tools)).toEqual({ versions: 5, kept: 0, empty: [] });
    expect(keys()).toEqual([
      ...["00", "12", "23"].map((hour) => `${folder(first)}/${hour}.json.gz@1`),
      `${folder(first)}/late.json.gz@1`,
      `${folder(first)}/00.json.gz@2`,
    ]);
    expect(register.cases.get("a")).toMatchObject({ ...scope, state: "placed", versions: 5 });
    expect(done.at(-1)).toBe(5);
  });

  test("continues after an interruption", async () => {
    const { tools, archive, register, keys } = world();
    archive.failAfter = 1;

    await expect(placeCase("a", scope, tools)).rejects.toThrow("connection lost");
    expect(register.cases.get("a")?.state).toBe("placing");
    archive.failAfter = Infinity;
    expect(await placeCase("a", undefined, tools)).toMatchObject({ versions: 3 });
    expect(keys()).toHaveLength(3);
    expect(register.cases.get("a")?.state).toBe("placed");
  });

  test("holds a version that was written after the first run when it runs again, and prints when to run again", async () => {
    const { tools, archive, keys } = world();
    const today = { ...scope, to: "2026-11-23" };
    archive.beforePage = async () => {
      archive.beforePage = async () => {};
      // The key sorts before the keys of the current listing
      archive.versions.unshift({
        bucket: trailBucket,
        key: `${folder(first)}/0.json.gz`,
        versionId: "1",
        written: tools.now(),
      });
    };

    expect(await placeCase("a", today, tools)).toEqual({
      versions: 3,
      kept: 0,
      empty: [],
      againAfter: new Date("2026-11-25T00:00:00Z"),
    });
    expect(await placeCase("a", undefined, tools)).toMatchObject({ versions: 4 });
    expect(keys()).toContain(`${folder(first)}/0.json.gz@1`);
  });

  test("fails for an existing case with other options, and for a missing case without options", async () => {
    const { tools } = world();
    await placeCase("a", scope, tools);

    await expect(placeCase("a", { ...scope, accounts: [] }, tools)).rejects.toThrow("case a already exists");
    await expect(placeCase("b", undefined, tools)).rejects.toThrow("case b does not exist");
  });

  test("fails while another case is lifted, and leaves no case behind", async () => {
    const { tools, register } = world();
    await placeCase("a", scope, tools);
    register.cases.set("a", { ...(register.cases.get("a") as HoldCase), state: "lifting" });

    await expect(placeCase("b", scope, tools)).rejects.toThrow(
      "case a is being lifted, which could lift holds of this case",
    );
    expect([...register.cases.keys()]).toEqual(["a"]);
    await expect(placeCase("a", undefined, tools)).rejects.toThrow("run hold lift a until it succeeds");
  });
});

describe("lifting a legal hold", () => {
  test("removes its holds, and deletes the case", async () => {
    const { tools, register, keys } = world();
    await placeCase("a", scope, tools);

    expect(await liftCase("a", tools)).toEqual({ versions: 3, kept: 0, empty: [] });
    expect(keys()).toEqual([]);
    expect(register.cases.size).toBe(0);
  });

  test("keeps the holds of another case until the other case is lifted too", async () => {
    const { tools, keys } = world();
    await placeCase("a", { ...scope, accounts: [] }, tools);
    await placeCase("b", scope, tools);

    expect(await liftCase("a", tools)).toEqual({ versions: 3, kept: 3, empty: [] });
    expect(keys().every((key) => key.includes(first))).toBe(true);
    expect(keys()).toHaveLength(3);
    expect(await liftCase("b", tools)).toEqual({ versions: 3, kept: 0, empty: [] });
    expect(keys()).toEqual([]);
  });

  test("removes holds although another case holds other days or sources", async () => {
    const { tools, keys } = world();
    await placeCase("a", scope, tools);
    await placeCase("b", { ...scope, from: "2026-11-04", to: "2026-11-05" }, tools);
    await placeCase("c", { ...scope, sources: ["flowLogs"] }, tools);

    expect(await liftCase("a", tools)).toEqual({ versions: 3, kept: 0, empty: [] });
    expect(keys()).toEqual([]);
  });

  test("continues after an interruption", async () => {
    const { tools, archive, register, keys } = world();
    await placeCase("a", scope, tools);
    archive.failAfter = 1;

    await expect(liftCase("a", tools)).rejects.toThrow("connection lost");
    expect(register.cases.get("a")?.state).toBe("lifting");
    archive.failAfter = Infinity;
    await liftCase("a", tools);
    expect(keys()).toEqual([]);
    expect(register.cases.size).toBe(0);
  });

  test("fails while another case is placed, even if both begin at the same time, and removes no hold", async () => {
    const { tools, register, keys } = world();
    await placeCase("a", scope, tools);
    let calls = 0;
    register.meanwhile = async () => {
      calls += 1;
      // The lifting command reads the register before and after it writes its state. The other case appears in between
      if (calls === 3) register.cases.set("b", { ...scope, name: "b", state: "placing", since: "" });
    };

    await expect(liftCase("a", tools)).rejects.toThrow(
      "case b is in the state placing; run the command hold for this case until it succeeds, then try again",
    );
    expect(register.cases.get("a")?.state).toBe("placed");
    expect(keys()).toHaveLength(3);
  });

  describe("that was interrupted", () => {
    /** Case a, whose lift was interrupted, and case b on the same versions and on the versions of another account. */
    async function interrupted(state: HoldCase["state"]) {
      const all = world();
      await placeCase("a", scope, all.tools);
      await placeCase("b", { ...scope, accounts: [] }, all.tools);
      const { cases } = all.register;
      cases.set("a", { ...(cases.get("a") as HoldCase), state: "lifting", since: "2026-11-23T00:00:00.000Z" });
      cases.set("b", { ...(cases.get("b") as HoldCase), state });
      return all;
    }

    test("continues although another case is being placed, and leaves the versions of this case held", async () => {
      const { tools, register, keys } = await interrupted("placing");

      await expect(placeCase("b", undefined, tools)).rejects.toThrow("or run it again if it was interrupted");
      expect(await liftCase("a", tools)).toEqual({ versions: 0, kept: 3, empty: [] });
      expect(keys()).toHaveLength(6);
      expect(await placeCase("b", undefined, tools)).toMatchObject({ versions: 6 });
      expect([...register.cases.keys()]).toEqual(["b"]);
    });

    test("continues although another lift was interrupted: first the first by name, then the other", async () => {
      const { tools, register, keys } = await interrupted("lifting");

      await expect(liftCase("b", tools)).rejects.toThrow("case a is in the state lifting");
      expect(await liftCase("a", tools)).toEqual({ versions: 0, kept: 3, empty: [] });
      expect(await liftCase("b", tools)).toEqual({ versions: 6, kept: 0, empty: [] });
      expect([keys(), register.cases.size]).toEqual([[], 0]);
    });

    test("leaves no hold on its versions if the other case ends during the lift", async () => {
      const { tools, archive, register, keys } = await interrupted("placing");
      archive.beforePage = async () => {
        if (register.cases.get("a")?.since === tools.now().toISOString()) register.cases.delete("b");
      };

      expect(await liftCase("a", tools)).toEqual({ versions: 3, kept: 0, empty: [] });
      expect(keys().filter((key) => key.includes(first))).toEqual([]);
    });
  });

  test.each<HoldCase["state"]>(["placing", "lifting"])("waits for a case that is %s", async (state) => {
    const { tools, register, keys } = world();
    await placeCase("b", scope, tools);
    await placeCase("a", scope, tools);
    register.cases.set("b", { ...(register.cases.get("b") as HoldCase), state });

    await expect(liftCase("a", tools)).rejects.toThrow(`case b is in the state ${state}`);
    expect(register.cases.get("a")?.state).toBe("placed");
    expect(keys()).toHaveLength(3);
  });

  test("lifting a legal hold that cannot know what another case holds leaves its own case placed, and a new case can be placed", async () => {
    const { tools, register, keys } = world();
    await placeCase("a", scope, tools);
    register.cases.set("b", unknownCase("b"));
    const replace = jest.spyOn(register, "replace");

    await expect(liftCase("a", tools)).rejects.toThrow(
      "a case holds newLogs, which is no class of logs of this version; use the version that placed the case",
    );
    // A restored state is not enough, because the command that restores it can fail
    expect(replace).not.toHaveBeenCalled();
    expect(register.cases.get("a")?.state).toBe("placed");
    expect(keys()).toHaveLength(3);
    await placeCase("c", { ...scope, accounts: [second] }, tools);
    expect(register.cases.get("c")?.state).toBe("placed");
  });

  test.each<[string, (register: Register) => void]>([
    ["has a case that it cannot locate", (register) => register.cases.set("b", unknownCase("b"))],
    [
      "cannot be read",
      () => {
        throw new Error("connection lost");
      },
    ],
  ])("restores its case if the register, after the lift began, %s", async (_, change) => {
    const { tools, register, keys } = world();
    await placeCase("a", scope, tools);
    register.meanwhile = async () => {
      if (register.cases.get("a")?.state === "lifting") change(register);
    };

    await expect(liftCase("a", tools)).rejects.toThrow();
    expect(register.cases.get("a")).toMatchObject({ state: "placed", versions: 3 });
    expect(keys()).toHaveLength(3);
  });

  test("leaves its case placed if a bucket cannot be read", async () => {
    const { tools, archive, register } = world();
    await placeCase("a", { ...scope, accounts: [] }, tools);
    archive.beforePage = async () => {
      throw new Error("AccessDenied");
    };

    await expect(liftCase("a", tools)).rejects.toThrow("AccessDenied");
    expect(register.cases.get("a")?.state).toBe("placed");
  });

  test("succeeds after the lock setting of its source was removed", async () => {
    const { tools, archive, register } = world();
    archive.add("config-logs/AWSLogs/1.json.gz", "2026-11-02T00:00:00Z", "1", configBucket);
    await placeCase("b", configScope, tools);
    expect(archive.held.size).toBe(1);

    expect(await liftCase("b", { ...tools, config: withoutCopy })).toEqual({ versions: 1, kept: 0, empty: [] });
    expect(archive.held.size).toBe(0);
    expect(register.cases.size).toBe(0);
  });

  test("keeps the holds of another case after the lock setting of the other case was removed", async () => {
    const { tools, archive } = world();
    archive.add("config-logs/AWSLogs/1.json.gz", "2026-11-02T00:00:00Z", "1", configBucket);
    await placeCase("a", { ...scope, sources: ["trail", "awsConfig"], accounts: [] }, tools);
    await placeCase("b", configScope, tools);

    expect(await liftCase("a", { ...tools, config: withoutCopy })).toEqual({ versions: 6, kept: 1, empty: [] });
    expect([...archive.held]).toEqual([`${configBucket}/config-logs/AWSLogs/1.json.gz@1`]);
  });

  test("fails for a case whose bucket the configuration no longer names, and keeps the case and its holds", async () => {
    const { tools, register, keys } = world();
    await placeCase("a", scope, tools);
    const other = parse({
      mode: "adopt",
      "existing.trailArn": arn("cloudtrail", "eu-west-1", account(1), "trail/organization"),
      "archive.existing": "acme-logs",
      "notifications.silence.archiveMetrics": false,
    });

    await expect(liftCase("a", { ...tools, config: other })).rejects.toThrow(
      "trail: its logs are in the bucket acme-logs, which its owner manages; use the configuration with which the case was placed",
    );
    expect(register.cases.get("a")?.state).toBe("placed");
    expect(keys()).toHaveLength(3);
  });

  test("fails for a case that does not exist, and lists the existing cases", async () => {
    const { tools } = world();
    await expect(liftCase("x", tools)).rejects.toThrow("no case x; there are no cases");
    await placeCase("a", scope, tools);
    await expect(liftCase("x", tools)).rejects.toThrow("no case x; cases: a");
  });
});

describe("the locations of a class of logs", () => {
  const classes = (Object.keys(logClasses) as LogClass[]).filter((name) => logClasses[name].archive !== "accessLogs");

  test("the locations of a class of logs contain the folder of an account in every table of the class", () => {
    const places = heldFolders(config, { sources: classes, accounts: [first] });
    const copied = (path: string) => path.replace("-config-archive-", "-config-archive-copy-");
    const tables = logTables(logTableSource(config)).filter(({ location }) => !location.includes("-access-logs-"));

    expect(tables.length).toBeGreaterThan(8);
    for (const { location, partitionPath } of tables) {
      const path = copied(`${location}/${partitionPath}`).replace("${account}", first).slice("s3://".length);
      const isHeld = places.some(({ bucket, prefix }) => path.startsWith(`${bucket}/${prefix}`));
      expect([path, isHeld]).toEqual([path, true]);
    }
  });

  test.each(classes)(
    "the locations of a class of logs of %s belong to the account, and to no other account",
    (name) => {
      for (const { prefix } of heldFolders(config, { sources: [name], accounts: [first] })) {
        expect(prefix).toContain(first);
        expect(prefix.endsWith("/")).toBe(true);
      }
      expect(heldFolders(config, { sources: [name], accounts: [] }).length).toBe(
        Math.max(1, logClasses[name].prefixes.length),
      );
    },
  );

  test.each<[LogClass, object, string]>([
    ["trail", { "archive.lock": { mode: "none" } }, "archive.lock.mode is none"],
    ["flowLogs", {}, "set archive.serviceLogs.lock to true"],
    ["webAclLogs", {}, "set archive.serviceLogs.lock to true"],
    ["awsConfig", {}, "set archive.configArchive.lockedCopy.enabled to true"],
    ["accessLogs", {}, "copy the logs of the case to another bucket"],
    ["loadBalancerLogs", {}, "copy the logs of the case to another bucket"],
  ])(
    "the locations of a class of logs of %s cannot be held without a lock, and the error explains the fix",
    (name, changes, fix) => {
      expect(() => checkLocks(parse({ ...changes }), { sources: [name] })).toThrow(fix);
    },
  );
});

describe("the days of a case", () => {
  const now = new Date("2026-11-23T00:00:00Z");

  test("the days of a case contain the whole first day, and the last day with one more day for late logs", () => {
    const days = { from: "2026-11-02", to: "2026-11-03" };
    const within = (time: string) => isInTime(days, new Date(time));

    expect(["2026-11-01T23:59:59.999Z", "2026-11-05T00:00:00Z"].map(within)).toEqual([false, false]);
    expect(["2026-11-02T00:00:00Z", "2026-11-04T23:59:59.999Z"].map(within)).toEqual([true, true]);
  });

  test.each([
    ["2026-11-23", "2026-11-23"],
    ["2024-02-29", "2026-11-22"],
  ])("the days of a case may be %s to %s", (from, to) => {
    expect(() => checkDays({ from, to }, now)).not.toThrow();
  });

  test.each([
    ["2026-11-02", "2026-11-01", "--to 2026-11-01 is before --from 2026-11-02"],
    ["2026-11-02", "2026-11-24", "--to 2026-11-24 is in the future"],
    ["2026-02-29", "2026-11-02", "--from 2026-02-29 is not a day"],
    ["2026-11-02", "2.11.2026", "--to 2.11.2026 is not a day"],
    ["2026-11", "2026-11-02", "--from 2026-11 is not a day"],
  ])("the days of a case cannot be %s to %s", (from, to, message) => {
    expect(() => checkDays({ from, to }, now)).toThrow(message);
  });
});

test("the trail of an adopted bucket is found below its own key prefix", () => {
  const adopted = parse({
    mode: "adopt",
    "existing.trailArn": arn("cloudtrail", "eu-west-1", account(1), "trail/organization"),
    "existing.trailBucket": "acme-logs",
  });

  expect(heldFolders(adopted, { sources: ["trail"], accounts: [] })).toEqual([
    { source: "trail", bucket: "acme-logs", prefix: "" },
  ]);
});

test.each<[string, LogClass, Changes]>([
  ["the trail of Control Tower", "trail", everyControlTowerSetting],
  ["AWS Config of Control Tower", "awsConfig", everyControlTowerSetting],
  [
    "a bucket that its owner manages",
    "trail",
    {
      mode: "adopt",
      "existing.trailArn": arn("cloudtrail", "eu-west-1", account(1), "trail/organization"),
      "archive.existing": "acme-logs",
      "notifications.silence.archiveMetrics": false,
    },
  ],
])("a case is neither placed nor lifted in %s", (_, name, changes) => {
  const foreign = parse(changes);

  expect(() => checkLocks(foreign, { sources: [name] })).toThrow(/its logs are in the bucket .*; hold them there/);
  expect(() => checkBuckets(foreign, { sources: [name] })).toThrow(
    /its logs are in the bucket .*; use the configuration with which the case was placed/,
  );
});
