import { UserError } from "../../shared/user-error";

/** A plan that cannot be read. */
export class PlanError extends UserError {}
