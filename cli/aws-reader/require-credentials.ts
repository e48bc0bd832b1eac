import { toError } from "../../shared/thrown";
import type { AuditConfig } from "../../config/audit-config";
import { UserError } from "../../shared/user-error";
import { callerIdentity } from "./caller-identity";

/**
 * Fails if there are no credentials. Without this check, every account would be reported as unreadable.
 *
 * @throws UserError when AWS refuses the caller
 */
export async function requireCredentials({ homeRegion: region }: AuditConfig): Promise<void> {
  try {
    await callerIdentity(region);
  } catch (error) {
    throw new UserError(
      `no AWS credentials for the management account: sign in, or set AWS_PROFILE to a profile (${toError(error).message})`,
      { cause: error },
    );
  }
}
