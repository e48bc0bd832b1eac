import type { Json, JsonObject } from "../../shared/json";

/** Planned action for a resource. */
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

  /** Attributes after the change that are known. Undefined if the resource is deleted or forgotten. */
  readonly after: JsonObject | undefined;

  /** Marks of values that are known only after apply. */
  readonly unknown: Json | undefined;

  /** Marks of values that must not be printed, before and after. */
  readonly sensitive: readonly (Json | undefined)[];

  /** Whether the object is deposed: Terraform failed to delete it in an earlier replacement. */
  readonly isDeposed?: boolean;

  /** Whether the change was made outside Terraform, and the plan accepts it. */
  readonly isDrift?: boolean;
}

/** The planned changes of one root. */
export interface Plan {
  readonly root: string;

  /** All managed resources, including resources that do not change. */
  readonly changes: readonly Change[];

  /** Addresses without instance keys of resources with provisioners, which run commands. */
  readonly commands: ReadonlySet<string>;

  /** Addresses of Terraform actions (1.14 and newer). Actions have effects outside the resources of the plan. */
  readonly actions: readonly string[];

  /** Addresses of data sources that run a program while Terraform plans. */
  readonly programs: readonly string[];

  /** Whether the plan contains every change that the configuration needs. */
  readonly isComplete: boolean;

  /** Account of the root. Undefined if no ARN contains it. */
  readonly accountId: string | undefined;
}
