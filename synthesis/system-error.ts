/** An error of the operating system, such as a full disk, which the user can mend. Errors in the program have no system call. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "code" in error && "syscall" in error;
}
