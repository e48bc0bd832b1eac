/** Techniques that the answers to a saved question show, by its name. A question that is about none is left out. */
export const questionTechniques: Readonly<Record<string, readonly string[]>> = {
  "cost-events-by-service": ["T1496.001"],
  "data-bucket-exposure-changes": ["T1530", "T1537"],
  "health-events-by-account-and-region": ["T1685.002", "T1535"],
  "identity-console-sign-ins-without-mfa": ["T1078.004"],
  "identity-denied-calls-by-principal": ["T1580", "T1526", "T1087.004"],
  "identity-policy-changes": ["T1098.001", "T1098.003", "T1136.003"],
  "identity-root-activity": ["T1078.001", "T1078.004"],
  "incident-who-stopped-logging": ["T1685.002"],
};
