import { UserError } from "../../shared/user-error";

/** A policy or a request that the evaluator cannot evaluate exactly. */
export class PolicyError extends UserError {}
