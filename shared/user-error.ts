/** An error that the user of a command can fix. The message describes the fix, and is printed without a stack trace. */
export class UserError extends Error {}
