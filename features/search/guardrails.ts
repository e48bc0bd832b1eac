import type { AuditConfig } from "../../config/audit-config";
import type { Guardrail } from "../../config/guardrails/guardrail";
import { searchNamesFor, searchedLogResources } from "./names";

/** Guardrails over the domain and the pipelines. */
export function guardrails(config: AuditConfig): Guardrail[] {
  const { domainArn, pipelineArn } = searchNamesFor(config);
  return [
    {
      sid: "Search",
      why: "Without its domain, the search finds nothing. Without its pipeline, the search finds no new logs.",
      actions: [
        "es:DeleteDomain",
        // Calls of the former Elasticsearch API also change a domain
        "es:DeleteElasticsearchDomain",
        "es:UpdateDomainConfig",
        "es:UpdateElasticsearchDomainConfig",
        "osis:DeletePipeline",
        "osis:StopPipeline",
        "osis:UpdatePipeline",
      ],
      resources: [domainArn, pipelineArn, ...searchedLogResources(config).pipelineArns],
    },
  ];
}
