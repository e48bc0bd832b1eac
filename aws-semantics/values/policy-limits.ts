/** Maximum size of each kind of policy, in bytes. White space does not count in the inline policies of a role. */
export const policyLimitBytes = {
  "bucket policy": 20_480,
  "key policy": 32_768,
  "topic policy": 30_720,
  "role policy": 10_240,
  "managed policy": 6_144,
  "event bus policy": 10_240,
  "queue policy": 8_192,
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html
  "domain policy": 102_400,
} as const;
