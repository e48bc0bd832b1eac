/**
 * Test files that run one after another share a process and its modules. Therefore, each test must restore replaced
 * functions and clocks, and each test file must restore the process.
 */
const environment = { ...process.env };
const state = () => ({
  folder: process.cwd(),
  // Names only, because the values may be secret
  changedVariables: Object.keys({ ...environment, ...process.env }).filter(
    (name) => environment[name] !== process.env[name],
  ),
  exitCode: process.exitCode,
  isTerminal: [process.stdout.isTTY, process.stderr.isTTY],
  listeners: Object.fromEntries(process.eventNames().map((name) => [name, process.listenerCount(name)])),
});
const before = state();

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
afterAll(() => expect(state()).toEqual(before));
