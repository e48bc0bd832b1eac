import { readFileSync } from "node:fs";
import { errorCode, httpStatus, toError } from "../../../shared/thrown";

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

test("an error stays the same error, and any other value becomes the message of one", () => {
  const error = new TypeError("wrong");

  expect(toError(error)).toBe(error);
  expect(toError("stopped").message).toBe("stopped");
});

test("an error of Node.js has a code, and an error of AWS has a status", () => {
  const missing = thrownBy(() => readFileSync("/no/such/file"));
  const denied = Object.assign(new Error("denied"), { $metadata: { httpStatusCode: 403 } });

  expect([errorCode(missing), httpStatus(missing)]).toEqual(["ENOENT", undefined]);
  expect([errorCode(denied), httpStatus(denied)]).toEqual([undefined, 403]);
  expect([errorCode(undefined), httpStatus("x")]).toEqual([undefined, undefined]);
});
