import { event } from "../../sample-data/detection-examples/example";

/** Parameters of calls with very many keys, which would break an index with one field for each key. */
const parameters: Readonly<Record<string, Record<string, unknown> | null>> = {
  "thousands of keys": Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`key-${i}`, `value-${i}`])),
  "a text": { changing: "text" },
  "a number where a text was": { changing: 42 },
  "a truth where a text was": { changing: true },
  "a list where a text was": { changing: ["text", 42, null] },
  "an object where a text was": { changing: { inner: "text" } },
  "nothing where a text was": { changing: null },
  "nothing at all": null,
  "an empty object": {},
  "a text of 100,000 characters": { policyDocument: "x".repeat(100_000) },
  "a text of 100,000 characters of three bytes": { policyDocument: "€".repeat(100_000) },
  "long texts in a list in an object": { files: [{ content: ["y".repeat(60_000)] }] },
  "a long key": { ["k".repeat(4_000)]: "z".repeat(60_000) },
  "dots in keys": { "ec2:Tag.Key": "a", "a.b.c": "b", ".leading": "c", "trailing.": "d", "a..b": "e", a: { b: "f" } },
  "an empty key, and one of spaces": { "": "a", "  ": "b" },
  "a number beyond every type": { amount: 1e300, small: 1e-300 },
  "a day that is none": { createdAt: "2026-13-45", at: "yesterday" },
  "lists in lists": { matrix: [[1, [2, [3]]], []] },
  "forty levels": nested(40),
};

function nested(levels: number): Record<string, unknown> {
  return levels === 0 ? { bottom: "reached" } : { deeper: nested(levels - 1) };
}

/** Events that break an index without input checks, by their problem. */
export const hostileEvents: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.fromEntries([
  ...Object.entries(parameters).map(([what, request]) => [
    what,
    { ...event("s3", "PutBucketPolicy"), requestParameters: request, responseElements: request },
  ]),
  ["fields nobody knows", { ...event("s3", "GetObject"), newField: { deep: [{ er: 1 }] }, other: "x".repeat(50_000) }],
  ["an address that is a service", { ...event("kms", "Decrypt"), sourceIPAddress: "AWS Internal" }],
  ["truths as texts", { ...event("s3", "GetObject"), readOnly: "true", managementEvent: "false" }],
  [
    "a long user agent and message",
    { ...event("s3", "GetObject"), userAgent: "a".repeat(50_000), errorMessage: "b ".repeat(50_000) },
  ],
  [
    "a session that began at no time",
    {
      ...event("s3", "GetObject"),
      userIdentity: { type: "AssumedRole", sessionContext: { attributes: { creationDate: "unknown" } } },
    },
  ],
  ["no identity", { ...event("s3", "GetObject"), userIdentity: null, resources: null }],
  [
    "resources of every kind",
    { ...event("s3", "GetObject"), resources: [{ ARN: "a" }, { ARNPrefix: "b", type: null }] },
  ],
]);
