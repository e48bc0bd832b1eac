import { account } from "../../../../sample-data/values";
import { type FactTable, stackd } from "../fact-table";

/** An event pattern and an event, and the answer of `TestEventPattern`. */
export interface MatchingFact {
  readonly what: string;
  readonly pattern: unknown;
  readonly detail: object;
  readonly expected: "match" | "no match" | "refused";
}

/** The event of all observations, without its detail. */
export const eventWith = (detail: object) => ({
  version: "0",
  id: "00000000-0000-4000-8000-000000000001",
  "detail-type": "probe",
  source: "probe",
  account: account(1),
  time: "2026-09-13T00:00:00Z",
  region: "us-east-1",
  resources: [],
  detail,
});

/** Returns rows of one pattern: an event for each detail, with the answer. */
const rowsOf = (name: string, pattern: unknown, ...answers: readonly (readonly [object, boolean])[]): MatchingFact[] =>
  answers.map(([detail, matches]) => ({
    what: `${name} of ${JSON.stringify(detail)}`,
    pattern,
    detail,
    expected: matches ? "match" : "no match",
  }));
const field = (...v: readonly unknown[]) => ({ detail: { v } });

/** Returns rows of one matcher: the values that it matches, among all values of the observation. */
const matcherRows = (matcher: unknown, values: readonly unknown[], matched: readonly unknown[]): MatchingFact[] =>
  rowsOf(JSON.stringify(matcher), field(matcher), ...values.map((v) => [{ v }, matched.includes(v)] as const));

const scalars = [1, "1", true, "true", null, "null"];
const values = ["abc", "AbC", "ab?c", "a*b", "a\\b", "xyz", "10.0.0.2", "2001:db8::1", 1, "1", true, null];
const but = (...excepted: readonly unknown[]) => values.filter((value) => !excepted.includes(value));

/** A matcher, and the values that it matches. */
const operators: readonly (readonly [unknown, readonly unknown[]])[] = [
  [{ prefix: "ab" }, ["abc", "ab?c"]],
  [{ suffix: "yz" }, ["xyz"]],
  [{ "anything-but": "abc" }, but("abc")],
  [{ "anything-but": ["abc", "xyz"] }, but("abc", "xyz")],
  [{ "anything-but": 1 }, but(1)],
  [{ "anything-but": { prefix: ["a", "b"] } }, but("abc", "ab?c", "a*b", "a\\b")],
  [{ "anything-but": { suffix: ["a", "b"] } }, but("a*b", "a\\b")],
  [{ wildcard: "a*b?c" }, ["ab?c"]],
  [{ wildcard: "a\\*b" }, ["a*b"]],
  [{ wildcard: "a\\\\b" }, ["a\\b"]],
  [{ "anything-but": { wildcard: ["a*b", "x*y"] } }, but("a*b", "a\\b")],
  [{ numeric: [">", 0, "<=", 2] }, [1]],
];

const existence: readonly (readonly [object, boolean])[] = [
  [{}, false],
  [{ v: null }, true],
  [{ v: {} }, false],
  [{ v: [] }, false],
  [{ v: [null] }, true],
  [{ v: [{ x: 1 }] }, false],
  [{ v: [[], {}] }, false],
];

/** Elements of an array. Conditions on an element must match the same element. */
const elements: readonly (readonly [object[], boolean, boolean])[] = [
  [[{ a: 1, b: 2 }], true, false],
  [[{ a: 1 }, { b: 2 }], false, true],
  [
    [
      { a: 1, b: 0 },
      { a: 0, b: 2 },
    ],
    false,
    false,
  ],
  [[{ a: 1 }, { a: 0, b: 2 }], false, true],
];
const absent = [{ exists: false }];

const logicEvents = [{}, { v: "a" }, { a: 1, c: 3 }, { a: 0, b: 2, c: 3 }];
const either = { $or: [{ a: [1] }, { b: [2] }] };
const logic: readonly (readonly [object, readonly boolean[]])[] = [
  [{ v: [{ exists: false }, "a"] }, [true, true, true, true]],
  [{ ...either, c: [3] }, [false, false, true, true]],
  [{ a: [0], ...either }, [false, false, true, true]],
  [{ ...either, a: [0] }, [false, false, false, true]],
];

const dottedEvents = [{ a: { b: 1 }, v: 1 }, { "a.b": 1, v: 0 }, { a: { b: 2 } }];
const dotted: readonly (readonly [object, readonly boolean[]])[] = [
  [{ detail: { "a.b": [1] } }, [true, true, false]],
  [{ "detail.a": { b: [1] } }, [true, true, false]],
  [{ detail: { "a.b": [1], a: { b: [2] } } }, [false, false, true]],
  [{ detail: { a: { b: [2] }, "a.b": [1] } }, [true, true, false]],
];

const tags = (value: unknown) => Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`tags${i}`, value]));
const tagged = { ...tags([{ prefix: "x" }]), status: ["ready"] };
const withTags = (status: string) => ({ ...tags(["x0", "x1", "x2", "x3", "x4"]), status });

const bounded = (...numeric: readonly unknown[]) => field({ numeric });

/** Patterns that `PutRule` would refuse. */
const refused: Readonly<Record<string, unknown>> = {
  validation_0: [],
  validation_1: null,
  validation_2: { detail: {} },
  validation_3: field(),
  validation_4: field([1]),
  validation_5: field({ prefix: 1 }),
  validation_6: field({ prefix: ["a"] }),
  validation_7: field({ prefix: "a", suffix: "z" }),
  validation_8: field({}),
  validation_9: field({ unknown: "x" }),
  validation_10: field({ exists: 1 }),
  validation_11: field({ "anything-but": [] }),
  validation_12: field({ "anything-but": [1, "a"] }),
  validation_13: field({ "anything-but": true }),
  validation_14: field({ "anything-but": null }),
  validation_16: field({ "anything-but": { prefix: "" } }),
  validation_18: field({ wildcard: "a**b" }),
  validation_19: field({ wildcard: "a\\qb" }),
  validation_20: field({ wildcard: "a\\" }),
  validation_23: { $or: [] },
  validation_24: { $or: [{ source: ["a"] }] },
  validation_25: { $or: [1, 2] },
  validation_26: { $or: [{ source: ["a"] }, {}] },
  validation_27: { $or: [{ prefix: ["a"] }, { source: ["b"] }] },
  numeric_validation_0: bounded(),
  numeric_validation_2: bounded("=", 1, "<", 3),
  numeric_validation_3: bounded(">", 0, ">", 1),
  numeric_validation_4: bounded(">", 3, "<", 1),
  numeric_validation_5: bounded("!=", 1),
  numeric_validation_6: bounded(">", "1"),
  numeric_validation_10: bounded("<", 2, ">", 0),
  numeric_validation_11: bounded(">=", 1, "<=", 1),
  "logic_{}": {},
};

const rows: readonly MatchingFact[] = [
  ...scalars.flatMap((scalar) => matcherRows(scalar, scalars, [scalar])),
  ...operators.flatMap(([matcher, matched]) => matcherRows(matcher, values, matched)),
  ...rowsOf("number_lexeme 1", field(1), [{ v: 0 }, false], [{ v: 9007199254740992 }, false]),
  ...rowsOf("exists_True", field({ exists: true }), ...existence),
  ...rowsOf("exists_False", field({ exists: false }), ...existence.map(([detail, there]) => [detail, !there] as const)),
  ...rowsOf(
    "array",
    field("a"),
    [{ v: [] }, false],
    [{ v: ["a"] }, true],
    [{ v: ["b", "a"] }, true],
    [{ v: [["a"]] }, true],
    [{ v: [["a", "b"]] }, true],
    [{ v: [{ v: "a" }] }, false],
  ),
  ...elements.flatMap(([v, together, without]) =>
    rowsOf("correlated", { detail: { v: { a: [1], b: [2] } } }, [{ v }, together]).concat(
      rowsOf("correlated_absent", { detail: { v: { a: [1], b: absent } } }, [{ v }, without]),
    ),
  ),
  ...rowsOf(
    "edge_absence a",
    { detail: { v: { a: absent } } },
    [
      {
        v: [
          { a: 1, b: 0 },
          { a: 1, b: 2 },
        ],
      },
      false,
    ],
    [{ v: [{ a: 1 }, {}] }, false],
    [{ v: [] }, true],
  ),
  ...rowsOf(
    "edge_absence b of a",
    { detail: { v: { b: absent, a: [1] } } },
    [{ v: [{ a: 1 }, {}] }, true],
    [{ v: [] }, false],
  ),
  ...rowsOf(
    "edge_absence a and b",
    { detail: { v: { a: absent, b: absent } } },
    [{ v: [{ a: 1 }, {}] }, false],
    [{ v: [] }, true],
  ),
  ...logic.flatMap(([detail, answers]) =>
    rowsOf(
      `logic ${JSON.stringify(detail)}`,
      { detail },
      ...answers.map((answer, i) => [logicEvents[i] ?? {}, answer] as const),
    ),
  ),
  ...dotted.flatMap(([pattern, answers]) =>
    rowsOf(
      `dots ${JSON.stringify(pattern)}`,
      pattern,
      ...answers.map((answer, i) => [dottedEvents[i] ?? {}, answer] as const),
    ),
  ),
  ...rowsOf("edge_depth_arrays_independent", { detail: tagged }, [withTags("other"), false], [withTags("ready"), true]),
  ...rowsOf(
    "edge_depth_arrays_independent_correlation_conflict",
    { detail: { ...tagged, resources: { region: [{ prefix: "x" }], state: ["ready"] } } },
    [
      {
        ...withTags("ready"),
        resources: [
          { region: "x0", state: "other" },
          { region: "y", state: "ready" },
        ],
      },
      false,
    ],
  ),
  ...rowsOf("numeric_validation_1", bounded("=", 1), [{ v: 1 }, true]),
  ...rowsOf("numeric_validation_7", bounded(">", 5000000001), [{ v: 1 }, false]),
  ...rowsOf("numeric_validation_8", bounded("=", 0.1234567), [{ v: 1 }, false]),
  ...rowsOf("numeric_validation_9", bounded("=", 1e100), [{ v: 1 }, false]),
  ...Object.entries(refused).map(([what, pattern]) => ({
    what,
    pattern,
    detail: { v: "abc" },
    expected: "refused" as const,
  })),
];

/** Answers of `TestEventPattern` to matchers that this project uses. It uses neither CIDR blocks nor equals-ignore-case. */
export const matchingFacts: FactTable<MatchingFact> = {
  source: stackd("testdata/aws/eventbridge/patterns.json"),
  rows,
};
