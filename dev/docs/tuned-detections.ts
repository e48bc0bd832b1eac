/** Tuned detections of the pager track that match the same events as a compliance detection, by its id. */
export const tunedDetections: Readonly<Record<string, readonly string[]>> = {
  "unauthorized-api-calls": ["refused-calls-burst"],
  "console-sign-in-without-mfa": ["unprotected-sign-in"],
  "root-use": ["unprotected-sign-in", "root-credentials-changed"],
  "iam-policy-changes": ["administrator-user-made", "administrator-rights-granted"],
  "trail-changes": ["trail-blinded", "trail-tampering-refused"],
  "console-sign-in-failures": ["sign-in-failure-burst"],
  "key-disabled-or-deleted": ["keys-made-useless"],
  "bucket-policy-changes": ["bucket-made-public", "bucket-ways-out", "archive-guard-removed"],
  "config-changes": ["config-recorder-stopped"],
  "security-group-changes": ["security-group-open-to-world"],
  "network-acl-changes": ["network-perimeter-loosened"],
  "network-gateway-changes": ["network-edge-changes"],
  "route-table-changes": ["network-edge-changes"],
  "vpc-changes": ["networks-joined"],
  "organization-changes": ["account-leaving", "organization-reach-widened"],
};
