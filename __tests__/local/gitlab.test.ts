import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { marker } from "../../cli/review/formats/markdown";
import { example, PullRequest, weaker } from "./support/pull-request";
import { withContext } from "../support/with-context";

interface Note {
  readonly id: number;
  readonly author: { readonly id: number };
  body: string;
}

const ownUser = 42;
const notesPath = "/projects/5/merge_requests/7/notes";
const [specification, jobs] = parseAllDocuments(readFileSync("gitlab/review.gitlab-ci.yml", "utf8")).map((document) =>
  document.toJS(),
);
const job = jobs["trailkeeper-review"];

let mergeRequest: PullRequest;
let server: Server;
let notes: Note[];
let tokens: Set<string | undefined>;

beforeEach(async () => {
  mergeRequest = await PullRequest.create();
  [notes, tokens] = [[], new Set()];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      tokens.add(request.headers["private-token"]?.toString());
      const { status = 200, json, next = "" } = answer(`${request.method}`, `${request.url}`, text);
      response.writeHead(status, { "content-type": "application/json", "x-next-page": next }).end(JSON.stringify(json));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(async () => {
  mergeRequest.remove();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly next?: string;
}

/** The part of GitLab's API that the job uses. Each page contains one note, so that the job's own note is on a later page. */
function answer(method: string, path: string, text: string): Answer {
  const { pathname, searchParams } = new URL(path, "http://localhost");
  if (method === "GET" && pathname === "/user") return { json: { id: ownUser } };
  if (method === "GET" && pathname === notesPath) {
    const page = Number(searchParams.get("page"));
    return { json: notes.slice(page - 1, page), next: page < notes.length ? String(page + 1) : "" };
  }
  const { body } = JSON.parse(text);
  if (method === "POST" && pathname === notesPath) {
    notes.push({ id: notes.length + 1, author: { id: ownUser }, body });
    return { status: 201, json: {} };
  }
  const note = notes.find(({ id }) => method === "PUT" && pathname === `${notesPath}/${id}`);
  if (note === undefined) return { status: 404, json: {} };
  note.body = body;
  return { json: {} };
}

interface Inputs {
  readonly base: string;
  readonly token?: string;
  readonly suppressions?: string;
}

/** Runs the job like GitLab: all parts of its script in one shell that ends at the first failure. */
async function run({ base, token = "secret", suppressions = "" }: Inputs) {
  const inputs: Record<string, string> = { version: "9.9.9", suppressions };
  for (const [name, { default: preset }] of Object.entries<{ default?: string }>(specification.spec.inputs)) {
    inputs[name] ??= preset ?? "";
  }
  const variables = Object.entries<string>(job.variables).map(([name, value]) => [
    name,
    value.replace(/\$\[\[ inputs\.(\S+) \]\]/, (_, input: string) => inputs[input] ?? ""),
  ]);
  const child = spawn("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", job.script.join("\n")], {
    cwd: mergeRequest.source,
    env: {
      ...mergeRequest.env,
      ...Object.fromEntries(variables),
      CI_PROJECT_DIR: mergeRequest.source,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      CI_PROJECT_ID: "5",
      CI_MERGE_REQUEST_IID: "7",
      ...(token && { TRAILKEEPER_TOKEN: token }),
    },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  const [status] = await once(child, "close");
  return { status, text };
}

const result = (name: string) => readFileSync(join(mergeRequest.source, "trailkeeper-review", name), "utf8");

test("the script contains no input, only variables, because an input becomes part of the file", () => {
  expect(job.script.join("")).not.toContain("$[[");
  expect(
    Object.values(job.variables)
      .join(" ")
      .match(/\$\[\[ inputs\.\S+ \]\]/g),
  ).toHaveLength(4);
});

test("a weaker lock fails, with its rule in the note and in the reports, and prints the roots to plan", async () => {
  const { status, text } = await run({ base: mergeRequest.commit(example, weaker) });

  expect(status).toBe(1);
  expect(notes.map(({ body }) => body)).toEqual([result("note.md")]);
  expect(result("note.md")).toMatch(new RegExp(`^${marker}\n`));
  expect(text).toMatch(/\| critical \|/);
  expect(JSON.parse(result("code-quality.json"))[0]).toMatchObject({
    severity: "blocker",
    location: { path: "log-archive" },
  });
  expect(JSON.parse(result("review.sarif")).runs[0].results.length).toBeGreaterThan(0);
  expect(JSON.parse(result("roots.json"))).toEqual(["log-archive"]);
  expect(mergeRequest.versions).toEqual(["trailkeeper@9.9.9"]);
  expect([...tokens]).toEqual(["secret"]);
  expect(job.artifacts.reports.codequality).toBe("trailkeeper-review/code-quality.json");
});

test("a program and a registry in the head are not used, so that the head cannot forge its own review", async () => {
  const base = mergeRequest.commit(example, weaker);
  mergeRequest.forge();
  const { status, text } = await run({ base });

  withContext(text, () => expect([status, mergeRequest.isForged]).toEqual([1, false]));
  expect(notes[0]?.body).toMatch(/\| critical \|/);
});

test("a synthesized output in the head is not read", async () => {
  const base = mergeRequest.commit(example, example);
  mkdirSync(join(mergeRequest.source, "cdktf.review/stacks/evil"), { recursive: true });
  mergeRequest.write("source/cdktf.review/stacks/evil/cdk.tf.json", "not JSON");

  expect((await run({ base })).status).toBe(0);
});

test("a configuration that is a symbolic link is refused, because it could point to a file of the runner", async () => {
  const base = mergeRequest.commit(example, example);
  const [path, secret] = [join(mergeRequest.source, "audit.yaml"), join(mergeRequest.folder, "secret.yaml")];
  renameSync(path, secret);
  symlinkSync(secret, path);
  const { status, text } = await run({ base });

  expect(status).toBe(1);
  expect(text).toContain("audit.yaml is a symbolic link");
});

test("the next run updates its own note, and never a note of somebody else", async () => {
  const base = mergeRequest.commit(example, weaker);
  notes.push({ id: 1, author: { id: 7 }, body: `${marker}\nno findings` });
  await run({ base });
  mergeRequest.write("source/audit.yaml", example);
  const { status } = await run({ base });

  expect(status).toBe(0);
  expect(notes.map(({ author }) => author.id)).toEqual([7, ownUser]);
  expect(notes[1]?.body).toContain("no findings");
  expect(result("roots.json").trim()).toBe("[]");
});

test("a first configuration is not compared, and passes", async () => {
  const { status } = await run({ base: mergeRequest.commit(undefined, example) });

  expect(status).toBe(0);
  expect(notes[0]?.body).toContain("The base has no configuration");
  expect(JSON.parse(result("code-quality.json"))).toEqual([]);
});

test("an invalid configuration fails with its problems, and writes no note", async () => {
  const wrong = example.replace("prefix: acme", "prefix: 1");
  const { status, text } = await run({ base: mergeRequest.commit(example, wrong) });

  expect(status).not.toBe(0);
  expect(text).toContain("audit.yaml has 1 problem");
  expect(notes).toEqual([]);
});

test("suppressions are read from the base, so that a merge request cannot suppress its own findings", async () => {
  const base = mergeRequest.commit(example, weaker);
  mergeRequest.write("source/review.yaml", "not: suppressions\n");

  expect((await run({ base, suppressions: "review.yaml" })).status).toBe(1);
  expect(notes[0]?.body).toMatch(/\| critical \|/);
});

test("no note is written without a token, and the result is the same", async () => {
  expect((await run({ base: mergeRequest.commit(example, weaker), token: "" })).status).toBe(1);
  expect(notes).toEqual([]);
  expect(existsSync(join(mergeRequest.source, "trailkeeper-review/note.md"))).toBe(true);
});

test("a request that GitLab refuses fails, and the error contains the request", async () => {
  const base = mergeRequest.commit(example, example);
  server.removeAllListeners("request");
  server.on("request", (_, response) => response.writeHead(403).end("{}"));
  const { status, text } = await run({ base });

  expect(status).toBe(1);
  expect(text).toContain("GET /user: GitLab answers 403");
});
