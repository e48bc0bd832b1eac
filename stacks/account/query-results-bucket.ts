import type { AuditConfig } from "../../config/audit-config";

/** What a bucket of query results has in every region. Its objects are answers, which can be queried again, and no logs. */
export const queryResultsBucket = ({ query }: Pick<AuditConfig, "query">) =>
  ({
    // Athena deletes temporary objects, with the permissions of the person who runs the query
    deletionExemptRoleArns: "anyone",
    preventDestroy: false,
    lifecycle: { expireDays: query.resultExpireDays, noncurrentDays: 1, abortIncompleteUploadDays: 1 },
    grants: [],
  }) as const;
