import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { externalAccountLimit } from "../../../config/schema/external-accounts";
import { policyLimitBytes } from "../../../aws-semantics/values/policy-limits";
import { accountsOf } from "../../../config/derived/accounts";
import { LogArchiveStack } from "../../../stacks/log-archive/stack";
import { ExternalAccountStack } from "../../../stacks/external-account";
import { type Changes, members, parse } from "../config/configuration";
import { synthDefined } from "../../support/synth";
import { account, arn } from "../../../sample-data/values";

const acquired = { name: "acquired", id: account(8) };

/** Synthesizes only this stack. The other stacks take long, and these tests do not read them. */
function stack(changes: Changes = {}) {
  const config = parse({ "accounts.outside": [acquired], ...changes });
  const [first] = accountsOf(config).outside;
  if (first === undefined) throw new Error("no account outside the organization");
  return synthDefined((app) => new ExternalAccountStack(app, first, config));
}
const trailOf = (changes: Changes = {}) => stack(changes).one(Cloudtrail);

function logArchive(changes: Changes = {}) {
  const config = parse(changes);
  return synthDefined((app) => new LogArchiveStack(app, accountsOf(config).logArchive, config));
}

describe("the stack of an account outside the organization", () => {
  test("has a trail with the name that the archive's policies contain, deployed with the configured role", () => {
    const { provider } = stack().json;

    expect(trailOf().name).toBe("acme-outside-trail");
    expect(provider.aws[0].allowed_account_ids).toEqual([account(8)]);
    expect(provider.aws[0].assume_role[0].role_arn).toBe(
      arn("iam", "", account(8), "role/OrganizationAccountAccessRole"),
    );
  });

  test("uses the configured key, or else looks up the key by its alias", () => {
    const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/own");

    expect(trailOf().kms_key_id).toMatch(/^\$\{data\.aws_kms_key\./);
    expect(stack().data(DataAwsKmsKey)).toHaveLength(1);
    expect(trailOf({ "archive.kmsKeyArn": kmsKeyArn }).kms_key_id).toBe(kmsKeyArn);
    expect(stack({ "archive.kmsKeyArn": kmsKeyArn }).data(DataAwsKmsKey)).toEqual([]);
  });

  test("excludes the same events as the organization trail", () => {
    expect(JSON.stringify(trailOf({ "trail.excludeKmsEvents": true }).advanced_event_selector)).toContain(
      "kms.amazonaws.com",
    );
    expect(JSON.stringify(trailOf().advanced_event_selector)).not.toContain("kms.amazonaws.com");
  });

  test("records the configured data events, except those of resources in another account", () => {
    const lambda = (id: string) => arn("lambda", "eu-west-1", id, "function:");
    const everywhere = arn("lambda", "eu-west-1", account(8).slice(0, 3), "").replace(/:$/, "");
    const prefixes = (...arnPrefixes: string[]) => {
      const dataEvents = [{ resourceType: "AWS::Lambda::Function", arnPrefixes }];
      return trailOf({ "trail.dataEvents": dataEvents }).advanced_event_selector.flatMap(
        ({ field_selector }: { field_selector: { field: string; starts_with?: string[] }[] }) =>
          field_selector.find(({ field }) => field === "resources.ARN")?.starts_with ?? [],
      );
    };

    expect(prefixes(lambda(account(8)), lambda(account(3)), everywhere)).toEqual([lambda(account(8)), everywhere]);
    expect(prefixes(lambda(account(3)))).toEqual([]);
  });

  test.each([true, false])("protects the trail like the archive: preventDestroy %o", (preventDestroy) => {
    expect(trailOf({ "archive.preventDestroy": preventDestroy }).lifecycle.prevent_destroy).toBe(preventDestroy);
  });
});

describe("the archive with external accounts", () => {
  const outside = (count: number) => members(count).map(({ name, id }) => ({ name, id: id.replace(/^5/, "6") }));

  test("the archive with external accounts is unchanged if there are none: no grant, no table, the same view", () => {
    const text = JSON.stringify(logArchive().json);

    expect(text).not.toMatch(/AllowOutside|ExternalTrails|cloudtrail_outside/);
  });

  test("has one table for all external accounts", () => {
    const tables = logArchive({ "accounts.outside": outside(3) }).all(GlueCatalogTable);

    expect(tables.find(({ name }) => name === "cloudtrail_outside").parameters["projection.account.values"]).toBe(
      outside(3)
        .map(({ id }) => id)
        .join(","),
    );
  });

  /** The longest names and ARNs that a configuration can have, in the maximum number. */
  const roles = (count: number, digit: number) =>
    Array.from({ length: count }, (_, i) => {
      const beginning = `arn:aws-us-gov:iam::${account(digit)}:role/`;
      return beginning + String(i).padStart(200 - beginning.length, "r");
    });

  test("accepts the maximum number of them, with the most and longest other settings", () => {
    const largest = logArchive({
      partition: "aws-us-gov",
      homeRegion: "us-gov-west-1",
      prefix: "a23456789-123456789-1",
      "accounts.outside": outside(externalAccountLimit),
      "access.roleName": "r".repeat(64),
      "archive.readerRoleArns": roles(20, 1),
      "archive.lock.bypassRoleArns": roles(5, 2),
      "archive.configArchive.lockedCopy.enabled": true,
    });
    const sizes = largest.all(S3BucketPolicy).map(({ policy }) => Buffer.byteLength(policy));
    const key = Buffer.byteLength(largest.one(KmsKey).policy);

    // The remaining bytes are for future log sources. An account takes 30 bytes of the bucket policy, and 45 of the key policy.
    expect(Math.max(...sizes)).toBeLessThan(policyLimitBytes["bucket policy"] - 300);
    expect(Math.max(...sizes)).toBeGreaterThan(policyLimitBytes["bucket policy"] - 6_000);
    expect(key).toBeLessThan(policyLimitBytes["key policy"] - 5_000);
  });
});
