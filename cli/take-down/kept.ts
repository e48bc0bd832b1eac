import type { TakeDown } from "../../terraform-types/columns/terraform-type";
import { rowOf } from "../../terraform-types/terraform-types";
import { type Resource, type Stack, addressOf, ofType } from "../../terraform-types/synthesized/stack";

/** A resource that a take-down keeps in AWS. */
export interface Kept {
  readonly address: string;
  readonly why: string;

  /** Last possible day of the lock of the newest log. Undefined if there is no lock. */
  readonly lockedUntil?: string;

  /** Last possible day on which the lifecycle deletes the last log. Undefined if no lifecycle deletes logs. */
  readonly expiresOn?: string;
}

/** The reason why a resource with logs is kept. */
export const holdsLogsText = "it has logs";

/**
 * The resources of a root that a take-down keeps: resources with logs, the resources that encrypt and protect them, and imported
 * resources. A kept resource never depends on a destroyed resource.
 *
 * @param today day of the newest log, from which locks and lifecycles are counted
 */
export function keptOf(stack: Stack, today: Date): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  const keep = (resource: Resource, facts: Omit<Kept, "address">) => {
    const address = addressOf(resource);
    if (!kept.has(address)) kept.set(address, { address, ...facts });
  };
  const locks = locksOf(stack);
  for (const resource of stack.resources) {
    const address = addressOf(resource);
    const isProtected = isProtectedByTerraform(resource);
    if (stack.imported.has(address)) keep(resource, { why: "it existed before this project" });
    else if (isProtected && takeDown(resource) === "holds logs")
      keep(resource, { why: holdsLogsText, ...endOf(stack, address, locks.get(address), today) });
    // Logs in an existing bucket (archive.existing) also need the archive key
    else if (isProtected && takeDown(resource) === "encrypts logs" && stack.name === "log-archive")
      keep(resource, { why: "logs cannot be read without it" });
  }
  for (const setting of stack.resources.filter((one) => takeDown(one) === "protects logs")) {
    if (referencesOf(setting.attributes.bucket).some((bucket) => kept.has(bucket)))
      keep(setting, { why: "it protects a bucket with logs" });
  }
  keepDependencies(stack, kept, keep);
  for (const alias of stack.resources.filter((one) => takeDown(one) === "names a kept key")) {
    if (referencesOf(alias.attributes.target_key_id).some((key) => kept.has(key)))
      keep(alias, { why: "it names a key that is kept" });
  }
  return kept;
}

/** What a take-down does with a resource of this type. */
const takeDown = ({ type }: Resource): TakeDown => rowOf(type)?.takeDown ?? "destroys";

/** Whether `prevent_destroy` protects a resource. */
export const isProtectedByTerraform = ({ attributes }: Pick<Resource, "attributes">): boolean =>
  [attributes.lifecycle ?? []].flat().some(({ prevent_destroy: is }) => is === true);

/** Keeps the dependencies of a kept resource: Terraform would otherwise destroy the kept resource with its dependency. */
function keepDependencies(
  stack: Stack,
  kept: ReadonlyMap<string, Kept>,
  keep: (resource: Resource, facts: Omit<Kept, "address">) => void,
): void {
  const byAddress = new Map(stack.resources.map((resource) => [addressOf(resource), resource]));
  const waiting = [...kept.keys()];
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    for (const needed of referencesOf(byAddress.get(address)?.attributes)) {
      const resource = byAddress.get(needed);
      if (resource === undefined || kept.has(needed)) continue;
      keep(resource, { why: `${address} needs it` });
      waiting.push(needed);
    }
  }
}

/** Addresses of resources in a value: from references, and from `depends_on`. */
const referencesOf = (value: unknown): string[] =>
  [...(JSON.stringify(value) ?? "").matchAll(/(?<![.\w])(aws_\w+\.[\w-]+)/g)].flatMap(([, address]) => address ?? []);

/** Days of the default retention of each bucket with Object Lock. */
function locksOf(stack: Stack): Map<string, number> {
  const locks = ofType(stack, "aws_s3_bucket_object_lock_configuration").flatMap(({ attributes }) => {
    const [rule] = [attributes.rule].flat();
    const [retention] = [rule?.default_retention].flat();
    return referencesOf(attributes.bucket).map((bucket) => [bucket, retention?.days ?? 0] as const);
  });
  return new Map(locks);
}

function endOf(stack: Stack, bucket: string, lockDays: number | undefined, today: Date) {
  const rules = ofType(stack, "aws_s3_bucket_lifecycle_configuration")
    .filter(({ attributes }) => referencesOf(attributes.bucket).includes(bucket))
    .flatMap(({ attributes }) => attributes.rule as { expiration?: unknown }[]);
  const expiries = rules.map(({ expiration }) => ([expiration].flat()[0] as { days?: number } | undefined)?.days);
  const isEndless = expiries.length === 0 || expiries.includes(undefined);
  return {
    ...(lockDays !== undefined && { lockedUntil: dayAfter(today, lockDays) }),
    ...(!isEndless && { expiresOn: dayAfter(today, Math.max(...expiries.map((days) => days ?? 0))) }),
  };
}

const dayAfter = (today: Date, days: number): string =>
  new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
