import type * as jestGlobals from "@jest/globals";
import Runtime from "jest-runtime";

/** Jest's handlers of test events. Jest adds handlers for each file, and expects a new list with each file. */
const handlers = Symbol.for("EVENT_HANDLERS");

/**
 * Loads test files with Node, so that a process loads each module once for many test files. Jest's own runtime evaluates every
 * module again for each file.
 */
export default class ProcessRuntime extends Runtime {
  /** Loads a test file or a set-up file, again for each call. */
  override requireModule<T = unknown>(from: string): T {
    return loadAgain(from);
  }

  /** Loads Jest's test framework, again for each test file. */
  override requireInternalModule<T = unknown>(from: string): T {
    Reflect.deleteProperty(globalThis, handlers);
    return loadAgain(from);
  }

  override unstable_shouldLoadAsEsm(): boolean {
    return false;
  }

  override setGlobalsForRuntime(globals: Parameters<Runtime["setGlobalsForRuntime"]>[0]): void {
    super.setGlobalsForRuntime(globals);
    const { jest } = super.requireModuleOrMock<typeof jestGlobals>(__filename, "@jest/globals");
    Object.assign(globalThis, { jest: Object.assign(jest, { mock: refuseMock, doMock: refuseMock }) });
  }
}

function refuseMock(module: string): never {
  throw new Error(`${module} cannot be mocked, because earlier test files have loaded it; pass a replacement instead`);
}

function loadAgain<T>(path: string): T {
  delete require.cache[path];
  try {
    return require(path);
  } finally {
    delete require.cache[path];
  }
}
