import { createHash } from "node:crypto";

/** Identifies a finding. It does not depend on values, which can be secret. */
export const fingerprint = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
