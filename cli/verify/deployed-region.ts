import type { AuditConfig } from "../../config/audit-config";
import type { Account } from "../../config/derived/accounts";
import type { Attributes } from "../../terraform-types/columns/attributes";
import { type ManagedType, type TypeWithArn, arnOfType } from "../../terraform-types/terraform-types";
import { type Stack, addressOf, regionOf } from "../../terraform-types/synthesized/stack";
import type { ClientClass } from "../../shared/aws-client";
import type { AccountReader } from "../aws-reader/account-reader";

/** Resolves the references in a value of a root, with the ids of keys from AWS. */
export type Resolve = (stack: Stack, text: string) => string;

/** A resource of a root in a region. */
export interface DeployedResource {
  readonly address: string;
  readonly type: string;
  readonly attributes: Attributes;
}

/** The resources of a root in one region, and a reader of the account. */
export class DeployedRegion {
  /** Resources of the region. */
  readonly resources: readonly DeployedResource[];

  constructor(
    public readonly account: Account,
    public readonly stack: Stack,
    public readonly region: string,
    public readonly config: AuditConfig,
    public readonly aws: AccountReader,

    /** Reader of the log-archive account. */
    public readonly archive: () => Promise<AccountReader>,
    public readonly now: Date,
    resolve: Resolve,
  ) {
    this.resources = stack.resources
      .filter((resource) => regionOf(stack, resource) === region)
      .map((resource) => ({
        address: addressOf(resource),
        type: resource.type,
        attributes: replaceStrings(resource.attributes, (text) => resolve(stack, text)),
      }));
  }

  /** A client of the account in this region. */
  client<C>(Client: ClientClass<C>): C {
    return this.aws.client(Client, this.region);
  }

  /** Resources of a type. */
  all(type: ManagedType): Attributes[] {
    return this.resources.filter((resource) => resource.type === type).map(({ attributes }) => attributes);
  }

  /** Alias of a key, by the address of the key. */
  aliasOf(address: string): string | undefined {
    const { resources } = this.stack;
    const target = (alias: Attributes) => String(alias.target_key_id).includes(`{${address}.`);
    return resources.find(({ type, attributes }) => type === "aws_kms_alias" && target(attributes))?.attributes.name;
  }

  /** ARN of an object of the account in this region. */
  arnOf(type: TypeWithArn, attributes: Attributes): string {
    const place = { partition: this.config.partition, region: this.region, account: this.account.id };
    return arnOfType(type, place, attributes);
  }
}

/** Regions of a root. The region of its provider is first. */
export function regionsOf(stack: Stack): string[] {
  return [...new Set([stack.region, ...stack.resources.map((resource) => regionOf(stack, resource))])];
}

/** Replaces every string in a value of Terraform JSON. */
function replaceStrings(value: Attributes, replace: (text: string) => string): Attributes {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((one) => replaceStrings(one, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceStrings(one, replace)]));
}
