import { UserError } from "../../shared/user-error";

/** A plan, an output or a file of suppressions that cannot be read. */
export class ReviewError extends UserError {}
