import { createHash } from "node:crypto";

/** What a finding is about. It does not depend on values, which may be secret. */
export const fingerprint = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
