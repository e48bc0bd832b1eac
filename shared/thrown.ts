import { types } from "node:util";
import { fieldOf } from "./keys";

/** What was thrown, as an error. */
export const toError = (thrown: unknown): Error =>
  types.isNativeError(thrown) ? thrown : new Error(String(thrown), { cause: thrown });

/** The code of an error of Node.js, such as `ENOENT`. Undefined for other errors. */
export function errorCode(thrown: unknown): string | undefined {
  const code = fieldOf(thrown, "code");
  return typeof code === "string" ? code : undefined;
}

/** The HTTP status of an answer of AWS that is an error. Undefined for other errors. */
export function httpStatus(thrown: unknown): number | undefined {
  const status = fieldOf(fieldOf(thrown, "$metadata"), "httpStatusCode");
  return typeof status === "number" ? status : undefined;
}
