import type * as jestGlobals from "@jest/globals";
import Runtime from "jest-runtime";
import { loadAgain } from "./load-again";
import { loadTestFramework, unloadTestFramework } from "./test-framework";

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
    return loadTestFramework(from);
  }

  override unstable_shouldLoadAsEsm(): boolean {
    return false;
  }

  override setGlobalsForRuntime(globals: Parameters<Runtime["setGlobalsForRuntime"]>[0]): void {
    super.setGlobalsForRuntime(globals);
    const { jest } = super.requireModuleOrMock<typeof jestGlobals>(__filename, "@jest/globals");
    Object.assign(globalThis, { jest: Object.assign(jest, { mock: refuseMock, doMock: refuseMock }) });
  }

  override teardown(): void {
    super.teardown();
    unloadTestFramework();
  }
}

function refuseMock(module: string): never {
  throw new Error(`${module} cannot be mocked, because earlier test files have loaded it; pass a replacement instead`);
}
