import { toError } from "../../shared/thrown";
import type { AuditRow, Found } from "./audit-row";

/** The role of an account cannot be assumed. */
export const roleNotAssumable: AuditRow = {
  id: "role-not-assumable",
  fix: "create the role or correct its trust policy, or correct access or accounts.outside",
  reads: ["sts:AssumeRole"],
};

/** The message of an error, as a fact of the obstacle that it is. */
export function obstacleOf<Row extends AuditRow>(row: Row, error: unknown): Found<Row> {
  return { row, text: toError(error).message || toError(error).name, isObstacle: true };
}
