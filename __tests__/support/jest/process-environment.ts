import { ModernFakeTimers } from "@jest/fake-timers";
import { ModuleMocker } from "jest-mock";
import { nameProblems } from "./test-name";
import { processState, traceProblems } from "./leave-no-trace";

/** What Jest passes to an environment. */
interface Settings {
  readonly projectConfig: ConstructorParameters<typeof ModernFakeTimers>[0]["config"];
}

/** What Jest reports while it loads and runs a test file. */
interface TestEvent {
  readonly name: string;

  /** The name of the test, if the event is about a new test. */
  readonly testName?: string;
}

/**
 * Runs test files with the globals of the process. Jest's own environments create new globals for each file, so that every module
 * must be evaluated again for each file. Here, each test must leave the process as it was.
 */
export default class ProcessEnvironment {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly #console = globalThis.console;
  readonly #exit = process.exit;
  #before = processState();

  constructor({ projectConfig }: Settings) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup(): Promise<void> {
    // Node translates the lines of a stack to TypeScript. Jest's own translation knows only what Jest transformed
    Reflect.deleteProperty(Error, "prepareStackTrace");
    // Jest sets 100. cdktf reads the stack of each construct, which takes time for each line
    Error.stackTraceLimit = 10;
  }

  handleTestEvent({ name, testName }: TestEvent, { unhandledErrors }: { readonly unhandledErrors: unknown[] }): void {
    if (name === "setup") this.#before = processState();
    if (name === "add_test" && testName !== undefined) unhandledErrors.push(...nameProblems(testName));
    if (name === "test_done") this.#restore();
    if (name === "run_finish") unhandledErrors.push(...traceProblems(this.#before));
  }

  /** Undoes what Jest changed for this file, because it expects new globals for the next file. */
  async teardown(): Promise<void> {
    globalThis.console = this.#console;
    process.exit = this.#exit;
  }

  exportConditions(): string[] {
    return ["node", "node-addons"];
  }

  getVmContext(): null {
    return null;
  }

  /** Restores the functions and the clock that a test replaced. */
  #restore(): void {
    this.fakeTimersModern.useRealTimers();
    this.moduleMocker.restoreAllMocks();
  }
}
