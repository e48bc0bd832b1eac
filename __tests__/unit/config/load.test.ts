import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { settingExample } from "../../../config/setting-example";
import { ConfigurationError } from "../../../config/configuration-error";
import { loadConfig, parseConfig } from "../../../config/load";
import { account, arn } from "../../../sample-data/values";
import {
  type Changes,
  configuration,
  everySetting,
  members,
  parse,
  pathsOf,
  problemsIn,
  problemsOf,
  settingAt,
  yamlOf,
} from "./configuration";

const thrownBy = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return error;
  }
};

/** Returns the message about a missing required setting, with its example. */
const missing = (example: string) => `required, but missing; for example ${example}`;

describe("a configuration file", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "config-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test("a configuration file is read and validated", () => {
    expect(loadConfig(write("acme.yaml", yamlOf(configuration({ prefix: "emca" })))).prefix).toBe("emca");
  });

  test("a configuration file may begin with a byte order mark and have Windows line ends", () => {
    const text = `\uFEFF${yamlOf(configuration()).replaceAll("\n", "\r\n")}`;

    expect(loadConfig(write("acme.yaml", text))).toEqual(parse());
  });

  test("fails when the file is missing, with the fix", () => {
    const path = join(folder, "missing.yaml");
    const error = thrownBy(() => loadConfig(path));

    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      source: path,
      problems: [
        `file not found; set --config or AUDIT_CONFIG to the path of a file, or copy ${resolve("config/example.yaml")} to audit.yaml`,
      ],
    });
  });

  test("fails when it is a directory", () => {
    mkdirSync(join(folder, "audit.yaml"));
    const error = thrownBy(() => loadConfig(join(folder, "audit.yaml")));

    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      problems: [expect.stringMatching(/^cannot read the file \(EISDIR\); set --config or AUDIT_CONFIG/)],
    });
  });

  test("fails when the file is empty, and lists all required settings", () => {
    const path = write("empty.yaml", "");
    const error = thrownBy(() => loadConfig(path));

    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      source: path,
      problems: [
        `prefix: ${missing("prefix: acme")}`,
        `homeRegion: ${missing("homeRegion: eu-west-1")}`,
        `organizationId: ${missing("organizationId: o-a1b2c3d4e5")}`,
        `accounts: ${missing(`accounts: { management: "${account(1)}", logArchive: "${account(2)}" }`)}`,
        `notifications: ${missing("notifications: { page: { emails: [on-call@example.com] }, notify: { emails: [on-call@example.com] } }")}`,
      ],
    });
  });
});

describe("the example", () => {
  test("the example is valid as it is", () => {
    expect(loadConfig("config/example.yaml").accounts.members.map(({ name }) => name)).toEqual(["payments", "website"]);
  });

  test("quotes every account id, because YAML reads an unquoted id that begins with 0 as another number", () => {
    const ids = readFileSync("config/example.yaml", "utf8").match(/\S*\d{12}\S*/g);

    expect(ids).not.toHaveLength(0);
    for (const id of ids ?? []) if (id !== ids?.[0]) expect(id).toMatch(/^"\d{12}"$/);
  });
});

describe("a file that is not YAML", () => {
  test("fails with every syntax error and its line", () => {
    const problems = problemsIn("prefix: [acme\nhomeRegion: {\norganizationId: 'o\n");

    expect(problems).toHaveLength(3);
    for (const line of [2, 3, 4]) {
      expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^invalid YAML \\(line ${line}\\): \\S`)));
    }
  });

  test.each([
    ["an unknown tag", yamlOf(configuration()).replace("acme", "!secret acme")],
    ["a second document", `${yamlOf(configuration())}---\nprefix: emca\n`],
    ["a tab as indentation", "accounts:\n\tmanagement: x\n"],
    ["an unknown directive", `%ACME\n---\n${yamlOf(configuration())}`],
    ["deep nesting", "[".repeat(5000)],
  ])("fails with %s", (_, text) => {
    expect(problemsIn(text)[0]).toMatch(/^invalid YAML \(line \d+\): \S/);
  });

  test("reports each repeated key with both lines", () => {
    const text = yamlOf(configuration());
    const end = text.split("\n").length;
    const problems = problemsIn(`${text}tags: {}\nprefix: emca\ntags: {}\n`);

    expect(problems).toEqual([
      `prefix (line ${end + 1}): duplicate key, also on line 1; remove one`,
      `tags (line ${end + 2}): duplicate key, also on line ${end}; remove one`,
    ]);
  });

  test("reports a repeated key together with the other problems of the file", () => {
    const text = yamlOf(configuration({ homeRegion: "x" })).replace("  page:", "  notify: {}\n  page:");

    expect(problemsIn(text)).toEqual([
      expect.stringMatching(/^homeRegion \(line \d+\): /),
      expect.stringMatching(/^notifications\.notify \(line \d+\): duplicate key, also on line \d+; remove one$/),
    ]);
  });

  test("fails with an undefined alias, and prints its name", () => {
    expect(problemsIn(yamlOf(configuration()).replace("acme", "*company"))).toEqual([
      expect.stringContaining("company"),
    ]);
  });

  test("fails with aliases that expand exponentially", () => {
    const level = (name: string, inner: string) => `${name}: &${name} [${Array(10).fill(inner).join(", ")}]`;
    const bomb = [level("a", "x"), level("b", "*a"), level("c", "*b"), level("d", "*c"), level("e", "*d")];

    expect(problemsIn(bomb.join("\n"))).toEqual([expect.stringContaining("alias")]);
  });

  test.each([
    ["a list", "prefix: &a [*a]"],
    ["an object", "prefix: &a { b: *a }"],
    ["a tag", "tags: &a { x: *a }"],
  ])("fails with an alias that contains itself, in %s", (_, line) => {
    const problems = problemsIn(`${yamlOf(configuration({ prefix: undefined }))}${line}\n`);

    expect(problems).not.toHaveLength(0);
    expect(problems.join("\n")).toMatch(
      /^[\w.[\]]+ \(line \d+\): the anchor &a contains this alias of itself; write the value$/m,
    );
  });

  test.each(["[a, b]: 1", "? { a: 1 }\n: 2", "1: 2", "? \n: 3"])(
    "fails with the key %j, which is not a string",
    (line) => {
      expect(problemsIn(`${yamlOf(configuration())}${line}\n`)).not.toHaveLength(0);
    },
  );

  test("a file with a valid alias is accepted", () => {
    const text = yamlOf(configuration())
      .replace(/page:\n\s+emails:/, "page:\n    emails: &people")
      .replace(/notify:\n\s+emails:\n.*/, "notify:\n    emails: *people");

    expect(parseConfig(text, "audit.yaml").notifications.notify.emails).toEqual(["on-call@example.com"]);
  });
});

describe("a file whose top level is not a map", () => {
  test.each([
    ["a list", "- prefix: acme\n"],
    ["a string", "acme\n"],
    ["a number", "42\n"],
    ["a boolean", "true\n"],
  ])("fails with %s", (_, text) => {
    expect(problemsIn(text)).toEqual([
      expect.stringMatching(/^the file: expected settings, as in config\/example\.yaml/),
    ]);
  });

  test.each([
    ["only comments", "# nothing yet\n"],
    ["null", "null\n"],
  ])("fails with %s in the same way as an empty file", (_, text) => {
    expect(problemsIn(text)).toEqual(problemsIn(""));
  });
});

describe("an invalid setting", () => {
  test("an invalid setting is reported with all others in the order of the lines, with its path, line, expected and actual value", () => {
    const text = [
      "prefix: acme",
      "homeRegion: Ireland",
      "accounts:",
      `  management: ${Number(account(1))}`,
      `  logArchive: "${account(2)}"`,
      "  members:",
      "    - name: payments",
      `      id: "${account(2)}"`,
      "archive:",
      "  lock:",
      "    days: 0",
      "  preventDestroy: yes",
      "notifications:",
      "  page: { emails: [on-call] }",
      "  notify: { emails: [security@example.com] }",
    ].join("\n");

    expect(problemsIn(text)).toEqual([
      "organizationId: required, but missing; for example organizationId: o-a1b2c3d4e5",
      'homeRegion (line 2): expected a region name such as eu-west-1; got "Ireland"',
      `accounts.management (line 4): the account id must be a string; write its 12 digits in quotes, "${account(1)}"; got ${account(1)}`,
      `accounts.members[0].id (line 8): duplicate of accounts.logArchive; list each account once; got "${account(2)}"`,
      "archive.lock.days (line 11): expected 1 day or more; got 0",
      'archive.preventDestroy (line 12): expected true or false; got "yes"',
      'notifications.page.emails[0] (line 14): expected an e-mail address; got "on-call"',
    ]);
  });

  test("an invalid setting is reported with the name of the file", () => {
    expect(thrownBy(() => parseConfig("prefix: Acme", "acme.yaml"))).toMatchObject({ source: "acme.yaml" });
  });

  test.each([
    ["text", "prefix", 7, "expected a string; write the value in quotes; got 7"],
    ["a boolean", "archive.preventDestroy", "no", 'expected true or false; got "no"'],
    ["a number", "query.scanLimitGigabytes", "many", 'expected a number; got "many"'],
    [
      "a list",
      "accounts.members",
      "payments",
      `expected a list, such as members: [{ name: payments, id: "${account(3)}" }]; got "payments"`,
    ],
    ["a section", "logSources.flowLogs", true, "expected settings, such as flowLogs: { vpcs: all }; got true"],
    ["a map", "tags", "x", 'expected settings, such as tags: { team: security }; got "x"'],
    ["an enumeration", "partition", "aws-iso", 'expected one of aws, aws-us-gov, aws-cn; got "aws-iso"'],
    ["something", "query", null, "expected settings, such as query: { scanLimitGigabytes: 100 }; got null"],
  ])("reports that it expects %s", (_, path, value, message) => {
    expect(problemsOf({ [path]: value })).toEqual([`${path}: ${message}`]);
  });

  test.each([
    "prefix",
    "homeRegion",
    "organizationId",
    "accounts",
    "notifications",
    "notifications.page",
    "notifications.notify",
    "accounts.management",
    "accounts.logArchive",
    "accounts.members[0].name",
    "accounts.members[0].id",
    "backend.bucket",
    "backend.region",
    "trail.dataEvents[0].resourceType",
    "trail.dataEvents[0].arnPrefixes",
  ])("fails when %s is missing", (path) => {
    const keys = path.split(/[.[\]]+/).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const example = settingExample(keys) ?? "";

    expect(example).not.toBe("");
    expect(problemsOf({ ...everySetting, [path]: undefined })).toEqual([`${path}: ${missing(example)}`]);
  });

  test.each(["accounts.management", "accounts.logArchive", "accounts.members[0].id", "backend.type"])(
    "fails when %s is missing, without printing a value",
    (path) => {
      expect(problemsOf({ ...everySetting, [path]: undefined })).toEqual([
        expect.stringMatching(new RegExp(`^${path.replace(/[.[\]]/g, "\\$&")}: ((?!; got).)+$`)),
      ]);
    },
  );

  test("fails when a setting is missing, with the line of its section", () => {
    const text = yamlOf(configuration({ "accounts.management": undefined }));
    const line = text.split("\n").findIndex((row) => row.startsWith("accounts:")) + 1;

    expect(problemsIn(text)).toEqual([
      expect.stringMatching(new RegExp(`^accounts\\.management \\(line (${line}|${line + 1})\\): `)),
    ]);
  });

  test("an invalid setting is reported with its line, for every setting", () => {
    const complete = configuration(everySetting);
    const leaves = pathsOf(complete).filter((path) => typeof settingAt(complete, path) !== "object");
    const wrong = (path: string) => -987_000_000 - leaves.indexOf(path);
    const unreported = (paths: readonly string[]): string[] => {
      const changes = Object.fromEntries(paths.map((path) => [path, wrong(path)]));
      // JSON is valid YAML, and faster to write
      const text = JSON.stringify(configuration({ ...everySetting, ...changes }), null, 1);
      const lines = text.split("\n");
      const reported = new Set(problemsIn(text).map((problem) => problem.split(": ")[0]));
      const lineOf = (path: string) => lines.findIndex((line) => line.includes(String(wrong(path)))) + 1;
      return paths.filter((path) => !reported.has(`${path} (line ${lineOf(path)})`));
    };
    // Settings of a section with a wrong type, such as a backend, are reported only after the type is corrected
    const alone = unreported(leaves);

    expect(leaves.length).toBeGreaterThan(50);
    expect(alone.length).toBeLessThan(leaves.length / 10);
    expect(alone.flatMap((path) => unreported([path]))).toEqual([]);
  });

  test.each([
    ["of 80 characters in full", 78, `"${"A".repeat(78)}"`],
    ["of 81 characters cut", 79, `"${"A".repeat(76)}...`],
    ["of 100,000 characters cut", 99_998, `"${"A".repeat(76)}...`],
  ])("prints a value %s", (_, length, got) => {
    const problems = problemsOf({ organizationId: "A".repeat(length) });

    expect(problems).toHaveLength(1);
    expect(problems[0]?.split("; got ")[1]).toBe(got);
  });
});

describe("an unknown setting", () => {
  test.each([
    ["acounts", "accounts"],
    ["homeregion", "homeRegion"],
    ["archive.lok", "lock"],
    ["archive.lock.dys", "days"],
    ["archive.lifecycle.expireDay", "expireDays"],
    ["archive.accessLogs.expiredays", "expireDays"],
    ["accounts.management_", "management"],
    ["accounts.members[1].nmae", "name"],
    ["accounts.members[0].organizationalUnit", "unit"],
    ["backend.bukket", "bucket"],
    ["backend.kmsKeyARN", "kmsKeyArn"],
    ["trail.dataEvents[0].acess", "access"],
    ["notifications.page.email", "emails"],
    ["logSources.awsConfig.enable", "enabled"],
  ])("%s fails with the suggestion %s", (path, nearest) => {
    expect(problemsOf({ ...everySetting, [path]: "x" })).toEqual([
      `${path}: unknown setting; did you mean ${nearest}?`,
    ]);
  });

  test("fails with the nearest name, for a typing error in every setting", () => {
    // Names of tags, accounts and parameters of hunts are free
    const complete = configuration(everySetting);
    const settings = pathsOf(complete).filter((path) => !/\btags\.|ByAccount\.|\bparameters\.|\]$/.test(path));

    const changes = Object.fromEntries(settings.map((path) => [`${path}x`, settingAt(complete, path)]));
    expect(problemsOf({ ...everySetting, ...changes }).toSorted()).toEqual(
      settings.map((path) => `${path}x: unknown setting; did you mean ${path.split(".").at(-1)}?`).toSorted(),
    );
  });

  test.each([
    ["retentionPeriod", Object.keys(configuration(everySetting))],
    ["archive.storageClass", [...Object.keys(parse(everySetting).archive), "existing", "existingKmsKeyArn"]],
    ["accounts.members[0].costCenter", ["name", "id", "unit", "tags", "stack", "active"]],
    ["logSources.guardDutyFindings", Object.keys(parse(everySetting).logSources)],
    ["archive.lock.vault", ["mode", "days", "confirmDays", "bypassRoleArns", "holdRoleArns"]],
  ])("%s fails with the list of known settings, because no name is similar", (path, known) => {
    const [problem, ...others] = problemsOf({ ...everySetting, [path]: "x" });

    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${path.replace(/[[\]]/g, "\\$&")}: unknown setting; known settings are `));
    expect(problem?.split("known settings are ")[1]?.split(", ").toSorted()).toEqual(known.toSorted());
  });

  test("fails once for each of several unknown settings", () => {
    const changes = { acounts: 1, traill: 1, "archive.lok": 1, "archive.preventDestory": true };

    expect(problemsOf(changes).toSorted()).toEqual(
      [
        "acounts: unknown setting; did you mean accounts?",
        "traill: unknown setting; did you mean trail?",
        "archive.lok: unknown setting; did you mean lock?",
        "archive.preventDestory: unknown setting; did you mean preventDestroy?",
      ].toSorted(),
    );
  });

  test("fails with its line, and does not print its value", () => {
    const text = `${yamlOf(configuration())}tag:\n  pasword: hunter2\n`;
    const line = text.split("\n").indexOf("tag:") + 1;

    expect(problemsIn(text)).toEqual([
      expect.stringMatching(new RegExp(`^tag \\(line (${line}|${line + 1})\\): .*did you mean tags\\?$`)),
    ]);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "%s fails like any other unknown setting",
    (key) => {
      expect(problemsIn(`${yamlOf(configuration())}${key}: 1\n`)).toEqual([
        expect.stringMatching(new RegExp(`^${key} \\(line \\d+\\): unknown setting; `)),
      ]);
    },
  );

  test("an unknown setting is reported together with other problems", () => {
    expect(
      problemsOf({ traill: 1, "archive.lock.mod": 1, "archive.lock.days": 0, "accounts.logArchive": account(1) }),
    ).toHaveLength(4);
  });
});

describe("an integration key in httpsEndpoints", () => {
  const key = "R0UTING-K3Y";
  const url = `https://events.example.com/integration/${key}/enqueue`;

  test.each<[string, unknown]>([
    ["with plain http", [url.replace("https", "http")]],
    ["without its protocol", [key]],
    ["as a string instead of a list", url],
    ["listed twice", [url, url]],
    ["as the key of an object", { [url]: true }],
    ["inside an object", [{ url }]],
    ["inside a list of lists", [[url]]],
    ["beside an invalid endpoint", [url, 7, null]],
  ])("an integration key in httpsEndpoints is not printed when it is %s", (_, value) => {
    for (const severity of ["page", "notify"]) {
      const problems = problemsOf({ [`notifications.${severity}.httpsEndpoints`]: value });

      expect(problems).not.toHaveLength(0);
      expect(problems.join("\n")).not.toContain(key);
      expect(problems[0]).toMatch(
        new RegExp(
          `^notifications\\.${severity}\\.httpsEndpoints\\S*: .+; got a value that is hidden because it may contain a secret`,
        ),
      );
    }
  });

  test.each<[string, Changes]>([
    ["under a misspelt setting", { "notifications.page.httpsEndpoint": [url] }],
    ["beside the severities", { "notifications.httpsEndpoints": [url] }],
    ["at the top of the file", { httpsEndpoints: [url] }],
    ["in another section of the file", { "archive.httpsEndpoints": [url] }],
    ["beside another problem", { "notifications.page.httpsEndpoints": [url], "notifications.page.emails": ["x"] }],
    ["as a tag", { tags: { httpsEndpoints: [url] } }],
    ["under a misspelt setting, which leaves no subscriber", { "notifications.page": { httpsEndpoint: [url] } }],
    ["in a list of subscribers", { "notifications.page": [{ httpsEndpoints: [url] }] }],
    ["in a list of severities", { notifications: [{ page: { httpsEndpoints: [url] } }] }],
    ["instead of its subscribers", { "notifications.page": url }],
    ["instead of its list of subscribers", { "notifications.page": [url] }],
    ["among the e-mail addresses", { "notifications.page.emails": [url] }],
    ["below the e-mail addresses", { "notifications.page.emails": { httpsEndpoints: [url] } }],
  ])("an integration key in httpsEndpoints is not printed when it is %s", (_, changes) => {
    const problems = problemsOf(changes);

    expect(problems).not.toHaveLength(0);
    expect(problems.join("\n")).not.toContain(key);
  });

  test.each([
    ["is not closed", `httpsEndpoints: ["${url}"`],
    ["has a quote that is not closed", `httpsEndpoints: ["${url}]`],
  ])("an integration key in httpsEndpoints is not printed when its list %s", (_, endpoints) => {
    const text = `notifications:\n  page:\n    ${endpoints}\n  notify: {}\n`;

    expect(problemsIn(text)[0]).toMatch(/^invalid YAML/);
    expect(problemsIn(text).join("\n")).not.toContain(key);
  });

  test("an integration key in httpsEndpoints is not printed when its list is repeated", () => {
    const list = `    httpsEndpoints: ["${url}"]\n`;
    const text = problemsIn(`notifications:\n  page:\n${list}${list}  notify: {}\n`).join("\n");

    expect(text).toContain("notifications.page.httpsEndpoints (line 4): duplicate key");
    expect(text).not.toContain(key);
  });
});

describe("an invalid setting", () => {
  /** Problems that are independent of each other: values that are invalid alone, and combinations. */
  const independent: [string, Changes][] = [
    ["prefix", { prefix: "Acme" }],
    ["organizationId", { organizationId: "acme" }],
    ["accounts.logArchive", { "accounts.logArchive": account(1) }],
    ["accounts.members[0].name", { "accounts.members[0]": { name: "Payments", id: account(3) } }],
    ["accounts.members[2].id", { "accounts.members[1]": member("a", 4), "accounts.members[2]": member("b", 4) }],
    ["accounts.members[4].name", { "accounts.members[3]": member("c", 5), "accounts.members[4]": member("c", 6) }],
    ["access.roleName", { "access.roleName": "a role" }],
    ["backend.region", { backend: { type: "s3", bucket: "state", region: "Ireland" } }],
    ["homeRegion", { homeRegion: "eu-south-1", recordedRegions: ["eu-south-1"] }],
    ["recordedRegions[1]", { recordedRegions: ["eu-south-1", "Ireland"] }],
    ["providerVersion", { providerVersion: "latest" }],
    ["tags.team", { "tags.team": "x".repeat(257) }],
    ["archive.lock.bypassRoleArns", { "archive.lock.mode": "compliance", "archive.lock.bypassRoleArns": [role(2)] }],
    ["archive.lifecycle.expireDays", { "archive.lifecycle.expireDays": 731, "archive.lock.days": 732 }],
    [
      "archive.lifecycle.glacierDays",
      { "archive.lifecycle.infrequentAccessDays": 90, "archive.lifecycle.glacierDays": 119 },
    ],
    ["archive.configArchive.lock", { "archive.configArchive.lock": true }],
    ["archive.accessLogs.lock", { "archive.accessLogs.lock": {} }],
    ["trail.notifyDeliveries", { "trail.notifyDeliveries": "no" }],
    ["archive.preventDestroy", { "archive.preventDestroy": "no" }],
    ["trail.name", { "trail.name": "a--b" }],
    ["trail.logGroupRetentionDays", { "trail.logGroupRetentionDays": 366 }],
    [
      "trail.dataEvents[0].arnPrefixes",
      { "trail.dataEvents[0]": { resourceType: "AWS::S3::Object", arnPrefixes: [] } },
    ],
    ["logSources.awsConfig.enabled", { "logSources.awsConfig.enabled": 1 }],
    ["logSources.awsConfig.recorder", { "logSources.awsConfig.recorder": "off" }],
    ["notifications.page", { "notifications.page.emails": [] }],
    ["notifications.notify.emails[0]", { "notifications.notify.emails": ["security"] }],
    ["query.firstDay", { "query.firstDay": "today" }],
    ["retention", { retention: 1 }],
  ];

  const pathIn = (problem: string) => problem.split(": ")[0] ?? "";
  const pairs = independent.flatMap((first, i) => independent.slice(i + 1).map((second) => [first, second] as const));

  test("an invalid setting is reported with its path", () => {
    for (const [path, changes] of independent) {
      expect([path, problemsOf(merged({}, changes)).map(pathIn)]).toEqual([path, [path]]);
    }
  });

  test("an invalid setting is reported beside any other invalid setting of this list", () => {
    for (const [[firstPath, first], [secondPath, second]] of pairs) {
      const found = problemsOf(merged(first, second)).map(pathIn);
      expect(found).toEqual(expect.arrayContaining([firstPath, secondPath]));
    }
  });

  test("an invalid setting is reported when all settings of this list are invalid at once", () => {
    const all = independent.reduce<Changes>((sum, [, changes]) => merged(sum, changes), {});

    expect(problemsOf(all).map(pathIn)).toEqual(expect.arrayContaining(independent.map(([path]) => path)));
  });

  function merged(first: Changes, second: Changes): Changes {
    // The list must have no holes. It contains the members of both changes.
    const both = { ...first, ...second };
    const last = Math.max(
      -1,
      ...Object.keys(both).map((path) => Number(/^accounts\.members\[(\d)\]/.exec(path)?.[1] ?? -1)),
    );
    return { "accounts.members": members(last + 1), ...both };
  }

  function member(name: string, digit: number) {
    return { name, id: account(digit) };
  }

  function role(digit: number): string {
    return arn("iam", "", account(digit), "role/Auditor");
  }
});

describe("a configuration file with random changes", () => {
  /** Random numbers between 0 and 1, the same in every run. */
  function generator(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  const chooser =
    (random: () => number) =>
    <T>(choices: readonly T[]): T =>
      choices[Math.floor(random() * choices.length)] as T;

  interface Change {
    readonly path: string;
    readonly value: unknown;
    readonly problems: readonly string[];
  }

  // The value undefined removes the setting
  const values = [undefined, null, true, -1.5, "§", [], ["§", null], { "§": { name: [] } }];
  const paths = pathsOf(configuration(everySetting));
  let changed: readonly Change[] = [];

  /** Returns the settings of the same section if they are a valid configuration, or else all settings. */
  const baseOf = (path: string): Changes => {
    const sectionOf = (name: string) => name.split(/[.[]/)[0] ?? "";
    const section = sectionOf(path);
    const own = () => Object.fromEntries(Object.entries(everySetting).filter(([name]) => sectionOf(name) === section));
    bases[section] ??= problemsOf(own()).length === 0 ? own() : everySetting;
    return bases[section];
  };
  const bases: Record<string, Changes> = {};

  beforeAll(() => {
    changed = paths.flatMap((path) =>
      values.map((value) => ({ path, value, problems: problemsOf({ ...baseOf(path), [path]: value }) })),
    );
  });

  const isWithin = (path: string, other: string) =>
    path.startsWith(other) && /^([.[]|$)/.test(path.slice(other.length));
  const areRelated = (a: string, b: string) => isWithin(a, b) || isWithin(b, a);

  /** Returns the changes that no problem names. */
  const unnamed = (changes: readonly Change[], problems: readonly string[]) => {
    const found = problems.map((problem) => /^(.+?): ./s.exec(problem)?.[1] ?? "");
    // A changed selector selects other accounts, for which the values of the override may be invalid
    const placeOf = (path: string) => path.replace(/^(overrides\[\d+\])\.(?:accounts|units|tags)\b.*/, "$1");
    const isSelected = (path: string, other: string) =>
      path.startsWith("accounts.members") && /^overrides\[\d+\]/.test(other);
    return changes.filter(
      ({ path }) => !found.some((other) => areRelated(placeOf(path), other) || isSelected(path, other)),
    );
  };

  test("a configuration file with random changes is valid, or fails with a problem that names the changed setting", () => {
    const refused = changed.filter(({ problems }) => problems.length > 0);

    expect(refused.length).toBeGreaterThan(paths.length * 5);
    expect(refused.filter((change) => unnamed([change], change.problems).length > 0)).toEqual([]);
  });

  test("fails with a problem for each of several changes", () => {
    // A removed or emptied setting counts only if the smallest configuration requires it. Otherwise it may shift the later
    // entries of a list, or be invalid only together with another setting
    const isMissing = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
    const candidates = changed.filter(
      ({ path, value, problems }) =>
        problems.length > 0 &&
        (!isMissing(value) || problemsOf({ [path]: value }).some((problem) => problem.startsWith(`${path}: `))),
    );

    // The settings of a backend depend on its type. The rule of selectors is skipped if any override is invalid
    const decidedBy = (path: string) =>
      path
        .replace(/^backend\.type\b.*/, "backend")
        .replace(/^overrides\[\d+\]\.(?:accounts|units|tags)\b.*/, "overrides");

    const oneOf = chooser(generator(1));
    for (let round = 0; round < 300; round++) {
      const changes: Change[] = [];
      for (let i = 0; i < 4; i++) {
        const candidate = oneOf(candidates);
        if (!changes.some(({ path }) => areRelated(decidedBy(path), decidedBy(candidate.path))))
          changes.push(candidate);
      }
      const all = Object.fromEntries(changes.map(({ path, value }) => [path, value]));
      const problems = problemsOf({ ...everySetting, ...all });

      // Some values are invalid only when other sections are missing
      const isWrong = ({ path, value }: Change) => problemsOf({ ...everySetting, [path]: value }).length > 0;
      expect(unnamed(changes, problems).filter(isWrong)).toEqual([]);
    }
  });

  test("throws only a ConfigurationError, with any characters", () => {
    const text = yamlOf(configuration(everySetting));
    const pieces = [..."\n\t :-[]{}#&*!|>'\"%@`,?§\0\uFEFF", "\n- ", ": ", "---\n", "<<: ", "null", ".nan", "1e999"];

    const random = generator(2);
    const oneOf = chooser(random);
    for (let round = 0; round < 200; round++) {
      let broken = text;
      for (let i = 0; i < 3; i++) {
        const at = Math.floor(random() * broken.length);
        broken = broken.slice(0, at) + oneOf(pieces) + broken.slice(at + Math.floor(random() * 4));
      }
      for (const problem of problemsIn(broken)) expect(problem.trim()).not.toBe("");
    }
  });
});
