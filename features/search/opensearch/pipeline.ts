import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fill } from "./fill";

/** Values that the definition of the pipeline needs. */
export interface PipelineValues {
  readonly region: string;

  /** Account of the archive, the queue and the domain. */
  readonly accountId: string;

  /** Queue that announces new files. */
  readonly queueUrl: string;

  /** Role of the pipeline. */
  readonly roleArn: string;

  /** Destination of documents that the index rejects: a bucket, and a key prefix without a slash at its beginning or end. */
  readonly rejectedBucket: string;
  readonly rejectedPrefix: string;
}

/**
 * The definition of a pipeline: a file of this folder with its values, by default the file for the trail. The placeholder
 * `{domainEndpoint}` stays, because the URL of the domain is known only after the domain is created.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-config-reference.html
 */
export function pipelineDefinition(values: PipelineValues, file = "pipeline.yaml"): string {
  return fill(readFileSync(join(__dirname, file), "utf8"), {
    ...values,
    domainEndpoint: "{domainEndpoint}",
  });
}

/**
 * Name of the one sub-pipeline of a definition, with which the names of its metrics begin.
 *
 * @throws when the definition has none, or several
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/monitoring-pipelines.html
 */
export function subPipelineName(definition: string): string {
  const [name, ...others] = [...definition.matchAll(/^([a-z-]+):$/gm)].map(([, found = ""]) => found);
  if (name === undefined || others.length > 0)
    throw new Error(`expected a pipeline with one sub-pipeline, got ${[name, ...others].filter(Boolean).join(", ")}`);
  return name;
}

/** The metric that counts the documents that the index rejected. It does not count a document that the index already had. */
export const rejectedDocuments = (definition: string): string =>
  `${subPipelineName(definition)}.opensearch.documentErrors.count`;
