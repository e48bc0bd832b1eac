import type { AuditConfig } from "../../config/audit-config";
import type { Account } from "../../config/derived/accounts";
import type { References } from "../../terraform-types/synthesized/references";
import type { Attributes } from "../../terraform-types/columns/attributes";
import { type Resource, type Stack, addressOf, regionOf } from "../../terraform-types/synthesized/stack";
import { type ManagedType, type TypeWithArn, arnOfType } from "../../terraform-types/terraform-types";
import type { AccountReader } from "../aws-reader/account-reader";

/** A resource of a root, with its region. */
export interface PlannedResource {
  readonly attributes: Attributes;
  readonly region: string;
}

/** A root and its account: the resources that Terraform would create and import, and a reader of the account. */
export class PlannedRoot {
  constructor(
    public readonly account: Account,
    public readonly stack: Stack,
    public readonly config: AuditConfig,
    public readonly aws: AccountReader,

    /** Reader with the credentials of the backend. */
    public readonly state: AccountReader,
    private readonly references: References,
    private readonly deployed: ReadonlySet<string>,
  ) {}

  /** Resources that the next apply creates: resources that are not in the state and are not imported. */
  created(type: ManagedType): PlannedResource[] {
    const { imported } = this.stack;
    return this.#of(type, (address) => !this.deployed.has(address) && !imported.has(address));
  }

  /** Resources that the next apply imports. */
  adopted(type: ManagedType): PlannedResource[] {
    return this.#of(type, (address) => !this.deployed.has(address) && this.stack.imported.has(address));
  }

  /** All resources of a type. */
  all(type: ManagedType): PlannedResource[] {
    return this.#of(type, () => true);
  }

  /** The value of an attribute with resolved references. Undefined if only Terraform can resolve a reference. */
  text(value: unknown): string | undefined {
    if (typeof value !== "string") return undefined;
    const text = this.references.text(this.stack, value);
    return /<[^>]*>/.test(text) ? undefined : text;
  }

  /** ARN of an object of the account in a region. */
  arnOf(type: TypeWithArn, region: string, attributes: Attributes): string {
    return arnOfType(type, { partition: this.config.partition, region, account: this.account.id }, attributes);
  }

  /** Every region in which the root has a resource. */
  get regions(): string[] {
    const { resources, region } = this.stack;
    return [...new Set([region, ...resources.map((resource) => regionOf(this.stack, resource))])];
  }

  #of(type: ManagedType, isWanted: (address: string) => boolean): PlannedResource[] {
    return this.stack.resources
      .filter((resource) => resource.type === type && isWanted(addressOf(resource)))
      .map((resource: Resource) => ({ attributes: resource.attributes, region: regionOf(this.stack, resource) }));
  }
}
