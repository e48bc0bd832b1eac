import { UserError } from "../../config/user-error";

/** Synthesized output that is not there, or not this project's. */
export class SynthesizedError extends UserError {}
