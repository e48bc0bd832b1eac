import { UserError } from "../../config/user-error";

/** A policy or a request that cannot be evaluated: guessing would be worse. */
export class PolicyError extends UserError {}
