import compile from "jsonata";
import type { State, StateMachineDefinition } from "../../modules/monitoring/state-machine-definition";

/** The result of a task, or its error for Step Functions. An error of a service has its name. */
export type TaskResult = Readonly<Record<string, unknown>> | Error;

/** A result, or a function that computes it from the arguments of the task. */
export type TaskAnswer = TaskResult | ((given: Arguments) => TaskResult);

export interface Execution {
  readonly outcome: "succeeded" | "failed";

  /** The reason of the failure. */
  readonly error?: string;
  readonly cause?: string;

  /** The states that were entered, in order. */
  readonly path: readonly string[];

  /** The calls of its tasks, in order. */
  readonly calls: readonly { readonly state: string; readonly resource: string; readonly arguments: Arguments }[];

  /** Continues a failed execution from the failed state, like a redrive in Step Functions. */
  readonly redrive: (answers: Answers) => Promise<Execution>;
}

/** Results of tasks, by the name of the state. The last result is used again for further runs of the state. */
type Answers = Readonly<Record<string, readonly TaskAnswer[]>>;

// oxlint-disable-next-line typescript/no-explicit-any -- the arguments of any API
type Arguments = any;

/** The fields of each type of state that this interpreter supports. Any other field fails the test. */
const known: Readonly<Record<string, readonly string[]>> = {
  Task: ["Resource", "Arguments", "Retry", "Catch", "Assign", "Output", "Next", "End"],
  Pass: ["Assign", "Output", "Next", "End"],
  Wait: ["Seconds", "Next"],
  Choice: ["Choices", "Default"],
  Succeed: ["Output"],
  Fail: ["Error", "Cause"],
};

/** The maximum number of bytes of a task's result, of a state's input, and of a variable. */
const payloadLimitBytes = 262_144;

/** The number of states after which an execution is considered endless. */
const stateLimit = 4_000;

/** The id of an execution. Only data that the execution itself writes contains the id. */
const executionId = "execution-of-this-test";

/** ARN of every state machine. */
export const machineId = "state-machine-of-this-test";

/**
 * Runs a state machine like Step Functions, with the given results of its tasks.
 *
 * @see https://states-language.net/spec.html
 */
export const execute = (
  definition: StateMachineDefinition,
  startTime: string,
  answers: Answers,
  id = executionId,
): Promise<Execution> => follow(definition, definition.StartAt, new Run(startTime, answers, id));

/** Runs from a state to the end. */
async function follow(definition: StateMachineDefinition, from: string, run: Run): Promise<Execution> {
  let name = from;
  const redrive = (answers: Answers) => follow(definition, name, run.again(answers));
  try {
    for (let next: string | undefined = from; next !== undefined;) {
      name = next;
      next = await run.enter(name, stateOf(definition, name));
    }
    return { outcome: "succeeded", path: run.path, calls: run.calls, redrive };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { outcome: "failed", error: error.name, cause: error.message, path: run.path, calls: run.calls, redrive };
  }
}

/** Returns the end of a failed execution. */
class Failure extends Error {
  constructor(
    override readonly name: string,
    cause: string,
  ) {
    super(cause);
  }
}

class Run {
  readonly path: string[] = [];
  readonly calls: { state: string; resource: string; arguments: Arguments }[] = [];
  private variables: Record<string, unknown> = {};
  private readonly states: Record<string, unknown>;
  private readonly answered = new Map<string, number>();

  constructor(
    private readonly startTime: string,
    private readonly answers: Answers,
    private readonly id: string,
  ) {
    this.states = {
      input: {},
      context: { Execution: { StartTime: startTime, Id: id }, StateMachine: { Id: machineId } },
    };
  }

  /** Returns the same execution with its variables, and with other results. */
  again(answers: Answers): Run {
    const run = new Run(this.startTime, answers, this.id);
    run.variables = this.variables;
    return run;
  }

  /** Runs one state. Returns the name of the next state, or undefined at the end. */
  async enter(name: string, state: State): Promise<string | undefined> {
    this.path.push(name);
    if (this.path.length > stateLimit) throw new Error(`the execution does not end, it is at ${name}`);
    if (state.Type === "Choice") return this.choose(state);
    if (state.Type === "Fail") {
      throw new Failure(String(await this.value(state.Error)), String(await this.value(state.Cause)));
    }
    if (state.Type === "Task") {
      const attempt = await this.attempt(name, state);
      if ("next" in attempt) return attempt.next;
      this.states.result = attempt.result;
    }
    const assigned = await this.value(state.Assign ?? {});
    const output = await this.value(state.Output ?? this.states.result ?? {});
    for (const value of [output, ...Object.values(assigned as object)]) small(value, `of ${name}`);
    this.variables = { ...this.variables, ...(assigned as object) };
    delete this.states.result;
    return state.Next as string | undefined;
  }

  /** Returns the result of a task, or the state that follows its caught error. */
  private async attempt(name: string, state: State): Promise<{ readonly result: unknown } | { readonly next: string }> {
    try {
      return { result: await this.call(name, state) };
    } catch (error) {
      const catchers = (state.Catch ?? []) as { ErrorEquals: string[]; Next: string; Output?: unknown }[];
      const catcher = catchers.find(({ ErrorEquals }) => error instanceof Failure && isAmong(ErrorEquals, error.name));
      if (catcher === undefined) throw error;
      return { next: catcher.Next };
    }
  }

  private async choose(state: State): Promise<string> {
    for (const { Condition, Next } of state.Choices as { Condition: string; Next: string }[]) {
      const chosen = await this.value(Condition);
      if (typeof chosen !== "boolean") throw new Failure("States.QueryEvaluationError", `${Condition} is ${chosen}`);
      if (chosen) return Next;
    }
    return state.Default as string;
  }

  private async call(name: string, state: State): Promise<unknown> {
    const retriers = (state.Retry ?? []) as { ErrorEquals: string[]; MaxAttempts?: number }[];
    for (let attempt = 0; ; attempt++) {
      const given = await this.value(state.Arguments);
      this.calls.push({ state: name, resource: String(state.Resource), arguments: given });
      const answer = this.nextAnswer(name, given);
      if (!(answer instanceof Error)) return small(structuredClone(answer), `returned by ${name}`);
      const error = answer.name === "Error" ? "States.TaskFailed" : answer.name;
      const { MaxAttempts = 0 } = retriers.find(({ ErrorEquals }) => isAmong(ErrorEquals, error)) ?? {};
      if (attempt >= MaxAttempts) throw new Failure(error, answer.message);
    }
  }

  private nextAnswer(name: string, from: unknown): TaskResult {
    const given = this.answers[name] ?? [];
    const index = this.answered.get(name) ?? 0;
    this.answered.set(name, index + 1);
    const answer = given[Math.min(index, given.length - 1)];
    if (answer === undefined) throw new Error(`the test has no answer for ${name}`);
    return typeof answer === "function" ? answer(from) : answer;
  }

  /** Returns a value with its expressions evaluated, at any depth. */
  private async value(value: unknown): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map((part) => this.value(part)));
    if (typeof value === "object" && value !== null) {
      const parts = Object.entries(value).map(async ([key, part]) => [key, await this.value(part)] as const);
      return Object.fromEntries(await Promise.all(parts));
    }
    const expression = typeof value === "string" ? /^\{%(.*)%\}$/s.exec(value)?.[1] : undefined;
    return expression === undefined ? value : this.evaluate(expression);
  }

  private async evaluate(expression: string): Promise<unknown> {
    const result: unknown = await compiledOf(expression).evaluate(undefined, {
      ...this.variables,
      states: this.states,
    });
    if (result === undefined) throw new Failure("States.QueryEvaluationError", `nothing found by ${expression}`);
    return JSON.parse(JSON.stringify(result));
  }
}

/** Compiled expressions, because the executions of a test evaluate the same expressions. */
const compiled = new Map<string, ReturnType<typeof compile>>();

function compiledOf(expression: string): ReturnType<typeof compile> {
  const earlier = compiled.get(expression);
  if (earlier) return earlier;
  const made = compile(expression);
  // Step Functions provides this function in addition to those of JSONata
  made.registerFunction("parse", (text: string) => JSON.parse(text), "<s:x>");
  compiled.set(expression, made);
  return made;
}

/** Returns whether a retrier or a catcher applies to an error. A failed task also has the general error name. */
const isAmong = (names: readonly string[], error: string): boolean =>
  names.includes(error) || names.includes("States.TaskFailed");

function stateOf(definition: StateMachineDefinition, name: string): State {
  const state = definition.States[name];
  if (state === undefined) throw new Error(`there is no state ${name}`);
  const fields = known[String(state.Type)];
  const strange = Object.keys(state).filter((field) => field !== "Type" && !fields?.includes(field));
  if (fields === undefined || strange.length > 0) throw new Error(`state ${name} is not understood: ${strange}`);
  return state;
}

function small<T>(value: T, where: string): T {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes > payloadLimitBytes) throw new Failure("States.DataLimitExceeded", `${bytes} bytes ${where}`);
  return value;
}
