import type { References } from "../../terraform-types/synthesized/references";
import type { Attributes } from "../../terraform-types/columns/attributes";
import { type Stack, ofType } from "../../terraform-types/synthesized/stack";
import type { S3Location } from "./s3-location";

/** Retention of logs. */
export interface Retention {
  /** Object Lock, for example `400 days, governance`. Undefined without a lock: delete permission is then enough to delete a log. */
  readonly lock: string | undefined;

  /** Storage classes, with the days after which a log moves to them. */
  readonly transitions: readonly string[];

  /** Days after which logs are deleted. Undefined if they are not. */
  readonly expireDays: number | undefined;
}

const blocks = (block: Attributes): readonly Attributes[] => [block ?? []].flat();

/** Retention of a location: the lock of its bucket, and the lifecycle rules that apply to its prefix. */
export function retentionOf(references: References, { bucket, prefix }: S3Location): Retention {
  const of = (type: string) =>
    references.stacks.flatMap((stack) =>
      ofType(stack, type).filter(({ attributes }) => isOf(references, stack, attributes, bucket)),
    );
  const rules = of("aws_s3_bucket_lifecycle_configuration")
    .flatMap(({ attributes }) => blocks(attributes.rule))
    .filter(({ status, filter }) => status === "Enabled" && isAbout(filter, prefix));
  const locks = of("aws_s3_bucket_object_lock_configuration")
    .flatMap(({ attributes }) => blocks(attributes.rule))
    .flatMap(({ default_retention: retention }) => blocks(retention));
  const expirations = rules.flatMap(({ expiration }) => blocks(expiration)).flatMap(({ days }) => days ?? []);

  return {
    lock: locks.map(lockText)[0],
    transitions: rules
      .flatMap(({ transition }) => blocks(transition))
      .map(({ days, storage_class: storageClass }) => `${storageClass} after ${days} days`),
    expireDays: expirations.length === 0 ? undefined : Math.min(...expirations),
  };
}

const isOf = (references: References, stack: Stack, attributes: Attributes, bucket: string): boolean =>
  references.text(stack, attributes.bucket) === bucket;

const isAbout = (filter: Attributes, prefix: string): boolean =>
  blocks(filter).every((one) => `${prefix}/`.startsWith(one.prefix ?? ""));

const lockText = ({ days, years, mode }: Attributes): string =>
  `${days === undefined ? `${years} years` : `${days} days`}, ${mode.toLowerCase()}`;
