const { AsyncLocalStorage } = require("node:async_hooks");

/**
 * jest-circus finds the test of an uncaught error with an `AsyncLocalStorage`, a new one for each test file. Before Node 24
 * every promise then runs a hook for each of them, and none is ever released: in the last files of a worker, tests of state
 * machines took most of their time there. Without these hooks, an uncaught error fails the test file, and not a test of it.
 */
Object.assign(AsyncLocalStorage.prototype, { _enable: () => undefined });
