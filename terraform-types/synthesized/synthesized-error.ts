import { UserError } from "../../shared/user-error";

/** Synthesized output that does not exist, or that this project did not write. */
export class SynthesizedError extends UserError {}
