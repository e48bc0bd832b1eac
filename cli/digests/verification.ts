import { type Chain, type ChainTools, verifyBackfill, verifyChain } from "./chain";
import { type DigestKey, parseDigestKey, timeOfLogKey } from "./digest-key";
import { type Finding, type KindId, isNotice } from "./kinds";
import type { ObjectStore } from "./object-store";
import type { KeyRing } from "./public-keys";
import { mapInParallel } from "../../shared/in-parallel";

/** A folder that contains the folders of the accounts, such as `AWSLogs/o-a1b2c3d4e5/`. */
export interface AccountsFolder {
  readonly bucket: string;

  /** Key prefix that ends with a slash, or is empty. */
  readonly prefix: string;
}

/** Input of {@link verifyDigests}. */
export interface VerificationOptions {
  readonly store: ObjectStore;
  readonly keys: KeyRing;
  readonly folders: readonly AccountsFolder[];

  /** Accounts and regions to verify. Empty for all. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];

  /** Accounts and regions that must have digests of this trail. */
  readonly expected: readonly { readonly account: string; readonly region: string; readonly trail: string }[];

  /** Start and end in milliseconds. Undefined for the start of the first, or the end of the last digest. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;

  /** Digests of hours that end before this time are due, in milliseconds. */
  readonly due: number;

  /** Called regularly with the amounts that were read. */
  readonly progress?: (counts: Counts) => void;
}

/** The amounts that were read. */
export interface Counts {
  readonly chains: number;
  readonly digests: number;
  readonly logs: number;

  /** Decompressed bytes. */
  readonly bytes: number;
}

/** The amounts that were read, and the findings. */
export interface Verification extends Counts {
  readonly findings: readonly Finding[];
}

const [hour, day] = [3_600_000, 86_400_000];

/** Maximum numbers of chains to verify, and of log files of each chain to read, at the same time. */
const chainsAtOnce = 8;
const logsAtOnce = 8;

/** An account and region that have digests, log files or both. */
export interface Place {
  readonly bucket: string;

  /** Key prefix of the account, which ends with a slash. */
  readonly folder: string;
  readonly account: string;
  readonly region: string;
}

/** Verifies digests and the log files that they list. It reads each object once, and does not keep the content. */
export async function verifyDigests(options: VerificationOptions): Promise<Verification> {
  const counts = { chains: 0, digests: 0, logs: 0, bytes: 0 };
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const { store, keys, expected } = options;
  const tools: ChainTools = {
    store,
    keys,
    logsAtOnce,
    count: ({ digests = 0, logs = 0, bytes = 0 }) => {
      counts.digests += digests;
      counts.logs += logs;
      counts.bytes += bytes;
      options.progress?.(counts);
    },
    report: (finding) => findings.push(finding),
  };
  await mapInParallel(places(options), chainsAtOnce, async (place) => {
    seen.add(`${place.account} ${place.region}`);
    const chains = await verifyPlace(place, options, tools);
    counts.chains += chains;
  });
  for (const one of expected) {
    if (seen.has(`${one.account} ${one.region}`) || !isChosen(one, options)) continue;
    findings.push({
      ...one,
      kind: "no-digests",
      problem: "the account has no folder of digests in this region",
      ...spanOf(options),
    });
  }
  return { ...counts, findings: findings.toSorted(byPlaceAndTime) };
}

function byPlaceAndTime(one: Finding, other: Finding): number {
  const [a, b] = [one, other].map(({ account, region, from, object }) => [account, region, from, object].join(" "));
  return (a ?? "") < (b ?? "") ? -1 : 1;
}

const isChosen = (
  { account, region }: { readonly account: string; readonly region: string },
  { accounts, regions }: Pick<VerificationOptions, "accounts" | "regions">,
) => isAmong(account, accounts) && isAmong(region, regions);

const isAmong = (one: string, chosen: readonly string[]) => chosen.length === 0 || chosen.includes(one);

/** Finds the accounts and regions that have digests or log files. */
export async function* places(options: VerificationOptions): AsyncGenerator<Place> {
  for (const { bucket, prefix } of options.folders) {
    for (const account of await options.store.folders(bucket, prefix)) {
      if (!/^\d{12}$/.test(account) || !isAmong(account, options.accounts)) continue;
      const folder = `${prefix}${account}/`;
      const kinds = ["CloudTrail-Digest", "CloudTrail"].map((kind) =>
        options.store.folders(bucket, `${folder}${kind}/`),
      );
      for (const region of new Set((await Promise.all(kinds)).flat())) {
        const place = { bucket, folder, account, region };
        if (isChosen(place, options)) yield place;
      }
    }
  }
}

/** Verifies all chains of an account and region. Returns the number of chains. */
async function verifyPlace(place: Place, options: VerificationOptions, tools: ChainTools): Promise<number> {
  const { account, region, bucket } = place;
  const byChain = new Map<string, DigestKey[]>();
  for (const name of await digestKeys(place, options)) {
    const chain = `${name.isBackfill} ${name.trail}`;
    byChain.set(chain, [...(byChain.get(chain) ?? []), name]);
  }
  const listed = new Set<string>();
  const blind: [from: number, to: number][] = [];
  const report = (finding: Finding) => {
    tools.report(finding);
    if (hidesLogs.has(finding.kind) && finding.from !== undefined && finding.to !== undefined)
      blind.push([Date.parse(finding.from) - hour, Date.parse(finding.to)]);
  };
  let end = Number.NEGATIVE_INFINITY;
  for (const digests of byChain.values()) {
    const [first, last] = [digests[0], digests.at(-1)];
    if (first === undefined || last === undefined) continue;
    const { trail, isBackfill } = first;
    const from = options.from ?? first.end - hour;
    const to = Math.min(options.to ?? last.end, options.due);
    const within = digests.filter((one) => one.end - hour < (options.to ?? Number.POSITIVE_INFINITY));
    const after = digests[within.length];
    const hasOlder = () => hasOlderDigest(place, first, options.store);
    const chain: Chain = {
      account,
      region,
      trail,
      bucket,
      from,
      to,
      hasOlder,
      digests: within,
      after: isBackfill ? undefined : after,
      listed: (log) => listed.add(log.key),
    };
    await (isBackfill ? verifyBackfill : verifyChain)(chain, { ...tools, report });
    if (!isBackfill) end = Math.max(end, (after ?? last).end);
  }
  await verifyUnlisted(place, options, { listed, blind, end }, report);
  return byChain.size;
}

/** Kinds of findings with which some log files are not in the list of any trusted digest. */
const hidesLogs: ReadonlySet<KindId> = new Set<KindId>([
  "forged-digest",
  "unsigned-digest",
  "unknown-key",
  "truncated-digest",
  "appended-digest",
  "unreadable-digest",
  "wrong-bucket",
  "moved-digest",
  "missing-digest",
  "missing-digests",
  "delivered-to-other-bucket",
  "chain-ends",
  "not-read",
]);

/** Keys of the digests in the selected time, and of the first digests after it. */
async function digestKeys({ bucket, folder, region }: Place, options: VerificationOptions): Promise<DigestKey[]> {
  const { store, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = options;
  const prefix = `${folder}CloudTrail-Digest/${region}/`;
  const last = Number.isFinite(to) ? `${prefix}${dayFolder(to + hour + day)}0` : undefined;
  const startAfter = Number.isFinite(from) ? `${prefix}${dayFolder(from)}` : undefined;
  const found: DigestKey[] = [];
  for await (const key of store.keys(bucket, prefix, startAfter)) {
    if (last !== undefined && key >= last) break;
    const name = parseDigestKey(key);
    if (name !== undefined && name.end > from) found.push(name);
  }
  return found.toSorted((a, b) => a.end - b.end);
}

/** Folder of a day, such as `2026/11/23`. */
const dayFolder = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll("-", "/");

async function hasOlderDigest(
  { bucket, folder, region }: Place,
  first: DigestKey,
  store: ObjectStore,
): Promise<boolean> {
  for await (const key of store.keys(bucket, `${folder}CloudTrail-Digest/${region}/`)) {
    const name = parseDigestKey(key);
    if (name?.trail === first.trail && !name.isBackfill) return name.end < first.end;
  }
  return false;
}

/** The log files that the digests of an account and region list. */
interface Listed {
  readonly listed: ReadonlySet<string>;

  /** Times without a trusted digest. */
  readonly blind: readonly (readonly [from: number, to: number])[];

  /** End of the last digest. */
  readonly end: number;
}

/**
 * Finds log files that no digest lists. Files of the last hour are skipped, because their digest may not exist yet.
 */
async function verifyUnlisted(
  place: Place,
  options: VerificationOptions,
  { listed, blind, end }: Listed,
  report: (finding: Finding) => void,
): Promise<void> {
  const { bucket, account, region } = place;
  const { expected } = options;
  const isSilent = end === Number.NEGATIVE_INFINITY;
  const trail = expected.find((one) => one.account === account && one.region === region)?.trail ?? "";
  const about = { account, region, trail };
  for await (const { key, time } of logsOf(place, options)) {
    if (listed.has(key)) continue;
    if (isSilent) {
      const problem = "the account has log files but no digests in this region";
      report({ kind: "no-digests", ...about, object: `s3://${bucket}/${key}`, problem, ...spanOf(options) });
      return;
    }
    if (time >= end - hour || blind.some(([begin, until]) => time >= begin && time < until)) continue;
    const [start, stop] = [time, time + hour].map((one) => new Date(one).toISOString().replace(".000Z", "Z"));
    const span = start === undefined || stop === undefined ? {} : { from: start, to: stop };
    report({ kind: "unlisted-log", ...about, object: `s3://${bucket}/${key}`, problem: "no digest lists it", ...span });
  }
  if (isSilent && trail !== "")
    report({
      kind: "no-digests",
      ...about,
      problem: "the account has no digests and no log files in this region",
      ...spanOf(options),
    });
}

/** Files of the selected time in the log folder of an account and region. */
export async function* logsOf(
  { bucket, folder, region }: Place,
  { store, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: VerificationOptions,
): AsyncGenerator<{ readonly key: string; readonly time: number }> {
  const prefix = `${folder}CloudTrail/${region}/`;
  const startAfter = Number.isFinite(from) ? `${prefix}${dayFolder(from)}` : undefined;
  const last = Number.isFinite(to) ? `${prefix}${dayFolder(to - 1)}0` : undefined;
  for await (const key of store.keys(bucket, prefix, startAfter)) {
    if (last !== undefined && key >= last) return;
    const time = writtenAt(key, prefix, from);
    if (time >= from && time < to) yield { key, time };
  }
}

/** The time in the name of a file. The name of a foreign file has no time, so the file counts at any time of its day. */
function writtenAt(key: string, prefix: string, from: number): number {
  const folder = key.slice(prefix.length, prefix.length + 10);
  const time = timeOfLogKey(key);
  if (time !== undefined && dayFolder(time) === folder) return time;
  const begin = Date.parse(`${folder.replaceAll("/", "-")}T00:00:00Z`);
  if (Number.isNaN(begin)) return Math.max(0, from);
  return begin < from && begin + day > from ? from : begin;
}

function spanOf({ from, to }: Pick<VerificationOptions, "from" | "to">): { from?: string; to?: string } {
  const text = (time: number) => new Date(time).toISOString().replace(".000Z", "Z");
  return { ...(from !== undefined && { from: text(from) }), ...(to !== undefined && { to: text(to) }) };
}

/** Findings that are failures: something was changed or lost. */
export const failuresOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding) => !isNotice(finding));
