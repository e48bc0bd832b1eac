import { detections } from "../../../../detections/catalog/all";
import { filterPatternLimits } from "../../../../aws-semantics/filter-pattern/limits";
import { alertingTampered } from "../../../../detections/catalog/alerting-tampered";
import { parse, problemsOf } from "../configuration";

const id = "refused-calls-burst";
const path = `detections.overrides.${id}`;
const exclusion = { selector: "$.userIdentity.arn", value: "*/scanner", reason: "It tries everything nightly." };
const own = { id: "own", title: "Title", why: "Why.", severity: "page", pattern: "{ $.a = 1 }" };

const overriding = (override: object, which = id) => problemsOf({ [`detections.overrides.${which}`]: override });
const excluding = (change: object) => overriding({ exclusions: [{ ...exclusion, ...change }] });

/** Changes that disable detections of the catalog, so that there is room for your own. */
const room = Object.fromEntries(
  detections.filter(({ severity }) => severity === "watch").map((row) => [row.id, { off: "To make room here." }]),
);
const withRoom = (rows: readonly object[]) => ({ "detections.own": rows, "detections.overrides": room });
const adding = (change: object) => problemsOf(withRoom([{ ...own, ...change }]));

describe("an override of a detection", () => {
  test.each([
    [{ off: "Nobody uses it." }],
    [{ severity: "page" }],
    [{ threshold: 1 }],
    [{ threshold: 1_000_000, periodSeconds: 86_400 }],
    [{ periodSeconds: 60 }],
    [{ severity: "watch" }],
    [{ exclusions: [exclusion] }],
  ])("an override of a detection may be %j", (override) => {
    expect(overriding(override)).toEqual([]);
  });

  test.each([
    [{ off: "too short" }, "off: expected a reason of 10 characters or more, which other people understand later"],
    [
      { off: `   ${"x".repeat(9)}   ` },
      "off: expected a reason of 10 characters or more, which other people understand later",
    ],
    [{ off: true }, "off: expected a string"],
    [{ severity: "loud" }, "severity: expected one of page, notify, watch"],
    [{ threshold: 0 }, "threshold: expected 1 event or more"],
    [{ threshold: 1.5 }, "threshold: expected a whole number of events"],
    [{ threshold: 1_000_001 }, "threshold: expected 1,000,000 events or fewer"],
    [{ periodSeconds: 59 }, "periodSeconds: expected whole minutes"],
    [{ periodSeconds: 61 }, "periodSeconds: expected whole minutes"],
    [{ periodSeconds: 86_460 }, "periodSeconds: expected 86,400 seconds or fewer"],
    [{ treshold: 5 }, "treshold: unknown setting; did you mean threshold?"],
  ])("fails with %j", (override, problem) => {
    expect(overriding(override).find((found) => found.startsWith(`${path}.${problem}`))).toBeDefined();
  });

  test("fails for an unknown detection, with the nearest id", () => {
    expect(overriding({ severity: "page" }, "refused-call-burst")).toEqual([
      expect.stringMatching(/^detections\.overrides\.refused-call-burst: .*did you mean refused-calls-burst\?/),
    ]);
  });

  test.each([
    [{}, "the override is empty; set off, severity, threshold, periodSeconds or exclusions"],
    [
      { off: "Nobody uses it.", severity: "page" },
      "off disables the detection, so the other settings have no effect; remove off, or remove the other settings",
    ],
    [
      { off: "Nobody uses it.", exclusions: [exclusion] },
      "off disables the detection, so the other settings have no effect",
    ],
    [
      { severity: "watch", threshold: 5 },
      "severity watch has no alarm and therefore no threshold or period; set severity: notify, or remove them",
    ],
    [{ severity: "watch", periodSeconds: 60 }, "severity watch has no alarm and therefore no threshold or period"],
  ])("fails when its settings contradict each other: %j", (override, problem) => {
    expect(overriding(override)).toEqual([expect.stringContaining(`${path}: ${problem}`)]);
  });

  test("fails with a threshold if the severity is watch, in the override or else in the catalog", () => {
    const watched = detections.find(({ severity }) => severity === "watch")?.id;

    expect(overriding({ threshold: 5 }, watched)).toEqual([expect.stringContaining("watch has no alarm")]);
    expect(overriding({ threshold: 5, severity: "notify" }, watched)).toEqual([]);
  });
});

describe("an override of a compliance detection", () => {
  const compliance = "root-use";

  test.each([[{ severity: "page" }], [{ severity: "notify" }], [{ off: "No auditor asks for it." }]])(
    "an override of a compliance detection may be %j",
    (override) => {
      expect(overriding(override, compliance)).toEqual([]);
    },
  );

  test.each([[{ threshold: 2 }], [{ periodSeconds: 60 }], [{ severity: "watch" }], [{ exclusions: [exclusion] }]])(
    "fails with %j, which audit tools would not accept",
    (override) => {
      expect(overriding(override, compliance)).toEqual([
        expect.stringMatching(
          /^detections\.overrides\.root-use: audit tools compare the pattern of a compliance detection literally/,
        ),
      ]);
    },
  );
});

describe("an exclusion of a detection", () => {
  test.each(["$.a", "$.userIdentity.sessionContext.sessionIssuer.arn", "$.requestParameters.items[0].name"])(
    "an exclusion of a detection may compare %s",
    (selector) => {
      expect(excluding({ selector })).toEqual([]);
    },
  );

  test.each(["userIdentity.arn", "$.a[*].b", "$.*", "$.a = 1) || ($.b", "", "$", "$.a IS NULL || $.b"])(
    "fails with %j",
    (selector) => {
      expect(excluding({ selector })).toEqual([
        expect.stringContaining(`${path}.exclusions[0].selector: expected one field, such as $.userIdentity.arn`),
      ]);
    },
  );

  test.each(["*", "**", "***"])("fails with %s, which matches every event", (value) => {
    expect(excluding({ value })).toEqual([expect.stringContaining("would exclude every event")]);
  });

  test("fails without a reason", () => {
    expect(excluding({ reason: undefined })).toEqual([
      `${path}.exclusions[0].reason: required, but missing; for example reason: The scanner tries every call each night.`,
    ]);
  });

  test("fails when it is listed twice", () => {
    expect(overriding({ exclusions: [exclusion, { ...exclusion, reason: "Another reason." }] })).toEqual([
      expect.stringContaining(`duplicate of detections.overrides.${id}.exclusions[0]`),
    ]);
  });

  const lengthOf = (valueLength: number) => {
    const value = "x".repeat(valueLength);
    const settings = parse({ [`${path}.exclusions`]: [{ ...exclusion, value }] }).detections;
    return settings.overrides[id]?.exclusions[0]?.value.length;
  };

  test("an exclusion of a detection may use all characters that the pattern has left", () => {
    const exclusions = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ ...exclusion, value: `${i}${"x".repeat(99)}` }));

    expect(lengthOf(300)).toBe(300);
    expect(overriding({ exclusions: exclusions(1) })).toEqual([]);
    expect(overriding({ exclusions: exclusions(12) })).toEqual([
      expect.stringMatching(/exclusions: \d+ characters, and a pattern can have at most 1024/),
    ]);
  });
});

describe("a detection of your own", () => {
  test("has by default a threshold of one event in five minutes, no controls, and the folder of runbooks", () => {
    expect(parse(withRoom([own])).detections.own).toEqual([{ ...own, threshold: 1, periodSeconds: 300, controls: [] }]);
  });

  test.each([
    [{ id: "Own" }, "id: expected lowercase letters"],
    [{ id: "a--b" }, "id: expected lowercase letters"],
    [{ id: "x".repeat(43) }, "id: expected 42 characters or fewer"],
    [{ title: "" }, "title: expected a title"],
    [{ title: "x".repeat(101) }, "title: expected 100 characters or fewer"],
    [{ why: "x".repeat(301) }, "why: expected 300 characters or fewer"],
    [{ severity: undefined }, "severity: expected one of page, notify, watch"],
    [{ runbook: "http://example.com" }, "runbook: expected an https:// address"],
    [{ controls: Array.from({ length: 11 }, () => "CIS 1") }, "controls: expected 10 controls or fewer"],
    [{ pattern: "StopLogging" }, "pattern: expected a JSON filter pattern in braces"],
    [{ pattern: "[a, b]" }, "pattern: expected a JSON filter pattern in braces"],
    [{ pattern: "{ $.a = }" }, "pattern: found"],
    [{ pattern: `{ $.a = "${"x".repeat(1020)}" }` }, "pattern: 1032 characters, and a pattern can have at most 1024"],
    [{ pattern: "{ $.a = %x% && $.b = %x% && $.c = %x% }" }, "pattern: 3 regular expressions"],
  ])("fails with %j", (change, problem) => {
    expect(adding(change)[0]).toContain(`detections.own[0].${problem}`);
  });

  test.each([
    "root-use",
    "unusual-region",
    "digests-missing",
    "silence-check-failed",
    "log-unreadable",
    "overwrite-check-failed",
  ])("fails with the id %s, which already exists", (taken) => {
    expect(adding({ id: taken })).toEqual([
      expect.stringContaining(`duplicate of the built-in detection or check ${taken}; use another id`),
    ]);
  });

  test("fails with the id of another detection of your own", () => {
    expect(problemsOf(withRoom([own, own]))).toEqual([
      expect.stringContaining("detections.own[1].id: duplicate of detections.own[0].id"),
    ]);
  });

  test("has an alarm description that CloudWatch accepts, with title and reason of any length", () => {
    const wordy = {
      ...own,
      id: "x".repeat(42),
      title: "x".repeat(100),
      why: "x".repeat(300),
      controls: Array.from({ length: 10 }, (_, i) => `${i}`.padEnd(25, "x")),
      runbook: `https://example.com/${"x".repeat(280)}`,
    };

    expect(adding(wordy)).toEqual([]);
  });
});

describe("the limit of metric filters of a log group", () => {
  // The rows of the catalog, and the two detections that depend on the configuration
  const left = filterPatternLimits.patterns - detections.length - 2;
  const many = (count: number, pattern = own.pattern) =>
    Array.from({ length: count }, (_, i) => ({ ...own, id: `own-${i}`, pattern }));

  test("allows detections of your own up to the limit", () => {
    expect(problemsOf({ "detections.own": many(left) })).toEqual([]);
  });

  test("fails with one more detection, and suggests to disable the least severe ones, but none for compliance", () => {
    const [problem = "", ...others] = problemsOf({ "detections.own": many(left + 1) });
    const named = /the least severe are (.*?)(?:;|$)/.exec(problem)?.[1]?.split(", ") ?? [];

    expect(others).toEqual([]);
    expect(problem).toContain(
      "detections: the configuration deploys 101 detections, and a log group can have at most 100 metric filters; disable 1 with ",
    );
    expect(named).toHaveLength(3);
    expect(named.map((name) => detections.find((detection) => detection.id === name))).toEqual(
      named.map(() => expect.objectContaining({ severity: "watch", track: "pager" })),
    );
  });

  test("allows one more detection after another is disabled", () => {
    const off = { "attack-tool-used": { off: "Our testers use them daily." } };

    expect(problemsOf({ "detections.own": many(left + 1), "detections.overrides": off })).toEqual([]);
  });

  test("the limit of metric filters of a log group also applies to patterns with regular expressions", () => {
    const withRegex = detections.filter(({ pattern }) => /%.+%/.test(pattern)).length;
    const expressions = (count: number) => many(count, "{ $.a = %x% }");
    const more = filterPatternLimits.patternsWithRegex - withRegex;

    expect(problemsOf(withRoom(expressions(more)))).toEqual([]);
    expect(problemsOf(withRoom(expressions(more + 1)))).toEqual([
      expect.stringContaining(
        "detections: a log group can have at most 5 filter patterns with regular expressions; use fewer",
      ),
    ]);
  });
});

describe("expected regions", () => {
  const off = { "attack-tool-used": { off: "Our testers use them daily." } };
  const expecting = (regions: string[]) =>
    problemsOf({ "detections.expectedRegions": regions, "detections.overrides": off });

  test("expected regions may contain any region of the partition", () => {
    expect(expecting(["us-east-1", "me-south-1"])).toEqual([]);
  });

  test.each([
    [["eu-west-1", "eu-west-9"], "not a region of partition aws"],
    [["eu-west-1", "cn-north-1"], "not a region of partition aws"],
    [["eu-west-1", "eu-west-1"], "duplicate of detections.expectedRegions[0]"],
    [["eu-west-1", "Ireland"], "expected a region name such as eu-west-1"],
  ])("fail with %j", (regions, problem) => {
    expect(expecting(regions).join("\n")).toContain(problem);
  });
});

describe("the EventBridge rule of an urgent detection", () => {
  const stars = (count: number) => ({ pattern: `{ $.userAgent = %${Array(count).fill("x").join(".")}% }` });
  const refusal = (which: string, place: string, problem: string) => [
    expect.stringContaining(
      `${place}: EventBridge would reject the rule of ${which} as too complex: ${problem}; use fewer values with an asterisk at both ends, or severity: notify, which needs no rule`,
    ),
  ];

  test("the EventBridge rule of an urgent detection may have the maximum complexity of a field", () => {
    expect(adding(stars(3))).toEqual([]);
  });

  test("fails with a higher complexity, and prints the detection, its complexity and the limit", () => {
    const problem = "the complexity of detail.userAgent is 9, but a field can have at most 8";

    expect(adding(stars(4))).toEqual(refusal("own", "detections.own[0].pattern", problem));
  });

  test.each([{ severity: "notify" }, { threshold: 2 }])(
    "does not exist with %j, so that its complexity is not limited",
    (change) => {
      expect(adding({ ...stars(4), ...change })).toEqual([]);
    },
  );

  test("does not exist if urgent events are disabled, so that its complexity is not limited", () => {
    const changes = withRoom([{ ...own, ...stars(4) }]);

    expect(problemsOf({ ...changes, "notifications.urgentEvents.enabled": false })).toEqual([]);
  });

  test("the EventBridge rule of an urgent detection may exclude values up to the maximum complexity of a field, and fails with one value more", () => {
    const values = [..."abcdefg"].map((letter) => Object.assign({}, exclusion, { value: `*${letter}*` }));
    const leavingOut = (count: number) => overriding({ exclusions: values.slice(0, count) }, "trail-tampering-refused");
    const problem = "the complexity of detail.userIdentity.arn is 9, but a field can have at most 8";

    expect(leavingOut(6)).toEqual([]);
    expect(leavingOut(7)).toEqual(
      refusal("trail-tampering-refused", "detections.overrides.trail-tampering-refused", problem),
    );
  });
});

describe("the pattern of detection alerting-tampered", () => {
  const most = filterPatternLimits.characters;

  /** Returns a prefix and two deploying roles with which the pattern has exactly this number of characters. */
  function namesFor(characters: number) {
    for (const prefix of ["acme", "acme2"]) {
      for (let letters = 2; letters <= 128; letters++) {
        const half = Math.floor(letters / 2);
        const deployRoleNames = ["a".repeat(half), "b".repeat(letters - half)] as const;
        const [roleName, managementRoleName] = deployRoleNames;
        if (alertingTampered({ prefix, deployRoleNames }).pattern.length === characters)
          return { prefix, access: { roleName, managementRoleName } };
      }
    }
    throw new Error(`no names make a pattern of ${characters} characters`);
  }

  test.each([most - 1, most])(
    "the pattern of detection alerting-tampered may have %d characters with the names of the deploying roles",
    (characters) => {
      expect(problemsOf(namesFor(characters))).toEqual([]);
    },
  );

  test.each([most + 1, most + 2])("fails with %d characters, and names the roles", (characters) => {
    expect(problemsOf(namesFor(characters))).toEqual([
      expect.stringContaining(
        `access: the pattern of detection alerting-tampered contains these role names: ${characters} characters, and a pattern can have at most 1024; use shorter role names or a shorter prefix; got {`,
      ),
    ]);
  });

  test("does not contain the names of administrators' roles, however long", () => {
    const { access, prefix } = namesFor(most + 1);

    expect(problemsOf({ prefix, access: { ...access, managementRoleName: "OrganizationAccountAccessRole" } })).toEqual(
      [],
    );
  });
});
