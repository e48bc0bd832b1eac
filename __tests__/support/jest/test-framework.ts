import asyncHooks, { AsyncLocalStorage } from "node:async_hooks";
import { loadAgain } from "./load-again";

/** The storages of the current test framework. */
const storages: AsyncLocalStorage<unknown>[] = [];

class RecordedStorage<T> extends AsyncLocalStorage<T> {
  constructor() {
    super();
    storages.push(this);
  }
}

/** Evaluates Jest's test framework, which expects new globals, and so no state of earlier test files. */
export function loadTestFramework<T>(path: string): T {
  asyncHooks.AsyncLocalStorage = RecordedStorage;
  try {
    return loadAgain(path);
  } finally {
    asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
  }
}

/** Removes the state of the test framework: what it keeps in globals, and its storages, each of which slows down all promises. */
export function unloadTestFramework(): void {
  for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
    if (["EVENT_HANDLERS", "JEST_STATE_SYMBOL"].includes(symbol.description ?? "")) {
      Reflect.deleteProperty(globalThis, symbol);
    }
  }
  for (const storage of storages.splice(0)) storage.disable();
}
