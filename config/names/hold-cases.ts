import type { AuditConfig } from "../audit-config";

/** Path of the parameters of Systems Manager that list the cases of legal hold, in the log-archive account. */
export const holdCasesPath = ({ prefix }: Pick<AuditConfig, "prefix">): string => `/trailkeeper/${prefix}/legal-holds`;
