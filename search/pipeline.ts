import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fill } from "./fill";

/** What the pipeline has to know of its surroundings. */
export interface PipelineValues {
  readonly region: string;

  /** Account of the archive, the queue and the domain. */
  readonly accountId: string;

  /** Queue that names new files. */
  readonly queueUrl: string;

  /** Role the pipeline reads and writes as. */
  readonly roleArn: string;

  /** Where documents go that the index refuses: a bucket, and a key prefix without slashes at its ends. */
  readonly rejectedBucket: string;
  readonly rejectedPrefix: string;
}

/**
 * The definition of the pipeline: `pipeline.yaml`, with its values. The domain's URL is not among them, because it is
 * known only once the domain exists: `{domainEndpoint}` stays.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-config-reference.html
 */
export function pipelineDefinition(values: PipelineValues): string {
  return fill(readFileSync(join(__dirname, "pipeline.yaml"), "utf8"), {
    ...values,
    domainEndpoint: "{domainEndpoint}",
  });
}
