/** Synthesized output that is not there, or not this project's. */
export class SynthesizedError extends Error {}
