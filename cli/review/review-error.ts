import { UserError } from "../../shared/user-error";

/** An output or a file of suppressions that cannot be read. */
export class ReviewError extends UserError {}
