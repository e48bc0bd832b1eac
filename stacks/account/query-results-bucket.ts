import type { AuditConfig } from "../../config/audit-config";

/** Properties of a bucket of query results in every region. Its objects are not logs, because the queries can be run again. */
export const queryResultsBucket = ({ query }: Pick<AuditConfig, "query">) =>
  ({
    // Athena deletes temporary objects, with the permissions of the person who runs the query
    deletionExemptRoleArns: "anyone",
    preventDestroy: false,
    lifecycle: { expireDays: query.resultExpireDays, noncurrentDays: 1, abortIncompleteUploadDays: 1 },
    grants: [],
  }) as const;
