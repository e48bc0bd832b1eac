/** Whether the user can fix an error, because it comes from the operating system, such as a full disk. It then has a system call. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "code" in error && "syscall" in error;
}
