import type { References } from "../../terraform-types/synthesized/references";
import type { Attributes } from "../../terraform-types/columns/attributes";
import { ofType } from "../../terraform-types/synthesized/stack";
import { parseLocation, s3Location } from "./s3-location";
import type { LogWriter } from "./log-writers";

/** S3 replications as writers. A replica has the same key as its source object. */
export function replicasOf(references: References, logSources: readonly LogWriter[]): LogWriter[] {
  return references.stacks.flatMap((stack) =>
    ofType(stack, "aws_s3_bucket_replication_configuration").flatMap(({ attributes }) => {
      const source = references.text(stack, attributes.bucket);
      const prefixes = new Set(
        logSources.flatMap(({ location }) => (location.bucket === source ? [location.prefix] : [])),
      );
      return lists(attributes.rule)
        .flatMap(({ destination }) => lists(destination))
        .flatMap((to) => parseLocation(references.text(stack, to.bucket)) ?? [])
        .flatMap(({ bucket }) => [...prefixes].map((prefix) => s3Location(bucket, prefix)))
        .map((location) => ({ location, accountId: stack.accountId, what: "S3 replication", isOfOrganization: false }));
    }),
  );
}

/** Terraform JSON contains a single block as an object or as a list. */
const lists = (block: Attributes): readonly Attributes[] => [block ?? []].flat();
