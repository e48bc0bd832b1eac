import type { Json, JsonObject } from "./json-values";

/** What happens to a resource. */
export type Action = "create" | "update" | "replace" | "delete" | "forget" | "no-op";

/** A planned change of one resource. */
export interface Change {
  /** Terraform root of the resource. */
  readonly root: string;

  /** Address in the root, with modules and instance keys. */
  readonly address: string;
  readonly type: string;
  readonly action: Action;

  /** Attributes before the change. Undefined for a new resource. */
  readonly before: JsonObject | undefined;

  /** Attributes after the change, as far as they are known. Undefined if the resource is deleted or forgotten. */
  readonly after: JsonObject | undefined;

  /** Marks of values that are known only after apply. */
  readonly unknown: Json | undefined;

  /** Marks of values that must not be printed, before and after. */
  readonly sensitive: readonly (Json | undefined)[];

  /** Whether the resource is one that Terraform failed to delete in an earlier replacement. */
  readonly isDeposed?: boolean;

  /** Whether the change was made outside Terraform, and the plan accepts it. */
  readonly isDrift?: boolean;
}

/** The planned changes of one root. */
export interface Plan {
  readonly root: string;

  /** Every managed resource, also those that do not change. */
  readonly changes: readonly Change[];

  /** Addresses in the configuration, without instance keys, of resources that run commands. */
  readonly commands: ReadonlySet<string>;

  /** Addresses of actions of Terraform 1.14 and newer, which do something beside the resources. */
  readonly actions: readonly string[];

  /** Addresses of data sources that run a program while Terraform plans. */
  readonly programs: readonly string[];

  /** Whether the plan contains every change that the configuration needs. */
  readonly isComplete: boolean;

  /** Account of the root. Undefined if no ARN contains it. */
  readonly accountId: string | undefined;

  /** Who may use logs after the change and could not before. Only a comparison of two syntheses sets it. */
  readonly accessGained?: readonly AccessGain[];
}

/** A principal that may use the logs of a location, and could not before. */
export interface AccessGain {
  readonly use: "read" | "write";

  /** Such as `s3://bucket/prefix`. */
  readonly logs: string;
  readonly who: string;
}
