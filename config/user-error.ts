/** What the user of a command can mend. Its message says how; a stack trace would only hide it. */
export class UserError extends Error {}
