import type { Digest, ListedLog, PreviousDigest } from "./digest";
import { type DigestKey, parseDigestKey } from "./digest-key";
import type { ChainName, Finding, KindId } from "./kinds";
import type { ObjectStore } from "./object-store";
import type { KeyRing } from "./public-keys";
import { type ReadDigest, readDigest } from "./read-digest";
import { verifyLog } from "./verify-log";
import { mapInParallel } from "../../shared/in-parallel";

/** Functions and settings to verify a chain. */
export interface ChainTools {
  readonly store: ObjectStore;
  readonly keys: KeyRing;

  /** Maximum number of log files to read at the same time. */
  readonly logsAtOnce: number;

  /** Called with the numbers of digests, log files and bytes that were read. */
  readonly count: (read: { readonly digests?: number; readonly logs?: number; readonly bytes?: number }) => void;
  readonly report: (finding: Finding) => void;
}

/** Consecutive digests of an account, region and trail. */
export interface Chain extends ChainName {
  readonly bucket: string;

  /** Digests of the selected time, in order. */
  readonly digests: readonly DigestKey[];

  /** First digest after the selected time. It names its previous digest, so it shows whether the last digests were deleted. */
  readonly after: DigestKey | undefined;

  /** Whether the chain has an older digest. */
  readonly hasOlder: () => Promise<boolean>;

  /** The time that the digests must cover, in milliseconds. */
  readonly from: number;
  readonly to: number;

  /** Called for every log file that an authentic digest lists. */
  readonly listed: (log: ListedLog) => void;
}

/** A digest that was read, and the end of its hour in milliseconds. */
type Known = ReadDigest & { readonly end: number };

const hour = 3_600_000;

/** Verifies the digests of a chain in order, their references to the previous digest, and the log files that they list. */
export async function verifyChain(chain: Chain, tools: ChainTools): Promise<void> {
  const { report, read } = helpers(chain, tools);
  let before: Known | undefined;
  const { digests, after, to } = chain;
  for (const name of digests) {
    const found = await read(name);
    if (found === undefined) continue;
    if (found.digest !== undefined) {
      await verifyLink(found.digest, before, chain, tools);
      await verifyLogs(found.digest, name, chain, tools);
    }
    before = { ...found, end: name.end };
  }
  const isOpen = before === undefined || before.end < to;
  if (after === undefined) {
    if (before !== undefined && isOpen) report("chain-ends", "no digest follows", { from: before.end, to });
    return;
  }
  const next = await readDigest(tools.store, tools.keys, chain.bucket, after);
  for (const log of next?.digest?.logs ?? []) chain.listed(log);
  if (!isOpen || next === undefined) return;
  if (next.digest !== undefined) await verifyLink(next.digest, before, chain, tools);
  else if (next.defect !== undefined)
    report(next.defect.kind, next.defect.problem, { key: after.key, from: before?.end ?? chain.from, to: after.end });
}

/** Verifies backfill digests. Each names the previous one, in the order in which CloudTrail wrote them. */
export async function verifyBackfill(chain: Chain, tools: ChainTools): Promise<void> {
  const { report, read } = helpers(chain, tools);
  for (const name of chain.digests) {
    const found = await read(name);
    if (found?.digest === undefined) continue;
    const { previous } = found.digest;
    report("late-digest", "CloudTrail wrote a backfill digest", { key: name.key, from: name.end - hour, to: name.end });
    if (previous !== undefined) await verifyPrevious(found.digest, previous, chain, tools);
    await verifyLogs(found.digest, name, chain, tools);
  }
}

interface About {
  readonly key?: string;
  readonly bucket?: string;
  readonly from: number;
  readonly to: number;
}

function helpers({ account, region, trail, bucket: own }: Chain, tools: ChainTools) {
  const report = (kind: KindId, problem: string, { key, bucket = own, from, to }: About) =>
    tools.report({
      kind,
      account,
      region,
      trail,
      ...(key !== undefined && { object: `s3://${bucket}/${key}` }),
      from: textOf(from),
      to: textOf(to),
      problem,
    });
  const read = async (name: DigestKey): Promise<ReadDigest | undefined> => {
    const about = { key: name.key, from: name.end - hour, to: name.end };
    const found = await readDigest(tools.store, tools.keys, own, name);
    tools.count({ digests: 1, bytes: found?.bytes ?? 0 });
    if (found === undefined) report("missing-digest", "it was deleted during the verification", about);
    else if (found.defect !== undefined) report(found.defect.kind, found.defect.problem, about);
    return found;
  };
  return { report, read };
}

const textOf = (time: number): string => new Date(time).toISOString().replace(".000Z", "Z");

/** Compares the reference of a digest to the previous digest with the stored file. */
async function verifyLink(digest: Digest, before: Known | undefined, chain: Chain, tools: ChainTools): Promise<void> {
  const { report } = helpers(chain, tools);
  const { previous } = digest;
  const [start, end] = [Date.parse(digest.start), Date.parse(digest.end)];
  const since = before?.end ?? Math.min(chain.from, start);
  const about = { key: digest.key, from: since, to: start };
  if (previous === undefined) {
    // The first digest covers the hour before CloudTrail started
    if (before !== undefined) report("pause", "CloudTrail stopped, and started again", { ...about, to: end });
    else if (await chain.hasOlder()) report("pause", "CloudTrail started again", { ...about, to: end });
    else report("first-digest", "CloudTrail started", { key: digest.key, from: start, to: end });
    return;
  }
  if (previous.bucket !== chain.bucket) {
    const delivered = { key: previous.key, bucket: previous.bucket, from: since, to: start };
    report("delivered-to-other-bucket", `CloudTrail delivered to ${previous.bucket}`, delivered);
    return;
  }
  if (before === undefined) {
    await verifyPrevious(digest, previous, chain, tools);
    return;
  }
  if (previous.key !== before.key) {
    const count = Math.max(1, Math.round((start - before.end) / hour));
    const missing = { key: previous.key, from: before.end, to: start };
    if (count === 1) report("missing-digest", "the next digest names this digest, which does not exist", missing);
    else report("missing-digests", `${count} digests are missing; this object is the last of them`, missing);
    return;
  }
  verifyContent({ previous, found: before, about: { from: before.end - hour, to: before.end }, chain, tools });
  if (start > before.end) report("uncovered-time", "no digest covers this time", about);
}

interface VerifyContentOptions {
  readonly previous: PreviousDigest;
  readonly found: ReadDigest;
  readonly about: About;
  readonly chain: Chain;
  readonly tools: ChainTools;
}

/** Compares a digest with the hash and signature that the next digest has of it. A digest with a defect is already reported. */
function verifyContent({ previous, found, about, chain, tools }: VerifyContentOptions): void {
  if (found.defect !== undefined) return;
  if (found.hash === previous.hash && found.signature === previous.signature) return;
  const other = found.hash === previous.hash ? "signature" : "hash";
  helpers(chain, tools).report("replaced-digest", `the next digest lists another ${other} for this digest`, {
    ...about,
    key: previous.key,
  });
}

/** Verifies the digest before the selected time: that it exists, and that its content is the same that the next digest names. */
async function verifyPrevious(
  digest: Digest,
  previous: PreviousDigest,
  chain: Chain,
  tools: ChainTools,
): Promise<void> {
  const { report } = helpers(chain, tools);
  const start = Date.parse(digest.start);
  const about = { key: previous.key, bucket: previous.bucket, from: start - hour, to: start };
  const name = parseDigestKey(previous.key);
  const found = name && (await readDigest(tools.store, tools.keys, previous.bucket, name));
  const count = Math.ceil((start - chain.from) / hour);
  if (found === undefined && count > 1 && !name?.isBackfill)
    report("missing-digests", `at least ${count} digests are missing; this object is the last of them`, {
      ...about,
      from: chain.from,
    });
  else if (found === undefined)
    report("missing-digest", "the next digest names this digest, which does not exist", about);
  else if (found.defect !== undefined) report(found.defect.kind, found.defect.problem, about);
  else verifyContent({ previous, found, about, chain, tools });
}

async function verifyLogs(digest: Digest, { end }: DigestKey, chain: Chain, tools: ChainTools): Promise<void> {
  const { report } = helpers(chain, tools);
  await mapInParallel(digest.logs, tools.logsAtOnce, async (log) => {
    chain.listed(log);
    const { bytes, defect } = await verifyLog(tools.store, log, digest.logs);
    tools.count({ logs: 1, bytes });
    if (defect === undefined) return;
    const about = { key: log.key, bucket: log.bucket, from: Date.parse(digest.start), to: end };
    report(defect.kind, defect.problem, about);
  });
}
