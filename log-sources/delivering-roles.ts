/** Names of the roles with which the accounts deliver logs. They are the same in every account, because the archive's policies contain them. */
export function deliveringRoles(namePrefix: string) {
  return {
    awsConfig: `${namePrefix}-config-recorder`,
    securityHubFindings: `${namePrefix}-securityhub-findings-to-archive`,
    applicationLogs: `${namePrefix}-app-logs-to-archive`,
    accessLogs: `${namePrefix}-access-log-replication`,
  };
}
