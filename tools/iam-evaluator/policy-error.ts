import { UserError } from "../../config/user-error";

/** A policy or a request that the evaluator cannot evaluate exactly. */
export class PolicyError extends UserError {}
