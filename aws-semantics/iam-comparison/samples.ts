import { randomBytes, randomInt } from "node:crypto";

/**
 * A name that no policy contains. It is random: if the samples were known, a policy could deny only the samples and allow everything
 * else.
 */
const name = randomBytes(8).toString("hex");

/** An account id that no policy contains. */
const accountId = Array.from({ length: 12 }, () => randomInt(1, 10)).join("");

/** An account id for a resource whose account is not in the plan. */
const ownerId = Array.from({ length: 12 }, () => randomInt(1, 10)).join("");

const sampleArn = (service: string, rest: string): string => ["arn", "aws", service, "", accountId, rest].join(":");

const address = (first: number): string =>
  [first + randomInt(0, 90), randomInt(1, 255), randomInt(1, 255), randomInt(1, 255)].join(".");

/** Sample values that no policy names. */
export const sample = {
  name,
  accountId,
  ownerId,
  arn: sampleArn("x", name),
  // The addresses are in both halves of the address space, because a policy can name a block that contains one of them
  addresses: [address(1), address(128)],
};

/** A string that a pattern matches. The sample name replaces wildcards. */
export const instanceOf = (pattern: string): string => pattern.replaceAll(/[*?]+/g, name);

/** Replaces each sample with a wildcard, so that people can read the string. */
export const withoutSamples = (text: string): string =>
  text.replaceAll(sample.arn, "*").replaceAll(name, "*").replaceAll(accountId, "*").replaceAll(ownerId, "*");

/** A string that both patterns match. Undefined if there is none. */
export function commonInstance(a: string, b: string): string | undefined {
  if (!mayOverlap(a, b)) return undefined;
  const hopeless = new Set<number>();
  const from = (i: number, j: number): string | undefined => {
    const state = i * (b.length + 1) + j;
    if (hopeless.has(state)) return undefined;
    const found = step(i, j);
    if (found === undefined) hopeless.add(state);
    return found;
  };
  const step = (i: number, j: number): string | undefined => {
    const [one, two] = [a[i], b[j]];
    if (one === undefined && two === undefined) return "";
    if (one === "*") return from(i + 1, j) ?? prependCharacter(two, () => from(i, j + 1));
    if (two === "*") return from(i, j + 1) ?? prependCharacter(one, () => from(i + 1, j));
    if (one === undefined || two === undefined) return undefined;
    if (one !== two && one !== "?" && two !== "?") return undefined;
    return prependCharacter(one === "?" ? two : one, () => from(i + 1, j + 1));
  };
  return from(0, 0);
}

/** Prepends a character that a star of the other pattern matches to the rest. */
function prependCharacter(character: string | undefined, rest: () => string | undefined): string | undefined {
  const text = character === undefined ? undefined : rest();
  if (text === undefined || character === "*") return text;
  return `${character === "?" ? "x" : character}${text}`;
}

/** Whether the text before the first wildcards and after the last wildcards is compatible. */
function mayOverlap(a: string, b: string): boolean {
  const ends = (text: string) => [/^[^*?]*/.exec(text)?.[0] ?? "", /[^*?]*$/.exec(text)?.[0] ?? ""] as const;
  const [[headA, tailA], [headB, tailB]] = [ends(a), ends(b)];
  const length = Math.min(headA.length, headB.length);
  const end = Math.min(tailA.length, tailB.length);
  return headA.slice(0, length) === headB.slice(0, length) && (end === 0 || tailA.slice(-end) === tailB.slice(-end));
}
