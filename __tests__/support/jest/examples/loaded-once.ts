/** Another value for each time that this module is evaluated. */
export const loadedAt = process.hrtime.bigint();
