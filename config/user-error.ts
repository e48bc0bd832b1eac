/** An error that the user of a command can fix. Its message describes the fix, and a stack trace would only hide it. */
export class UserError extends Error {}
