import { monitorRows } from "../../../../../features/search/opensearch/monitor-rows";

test("each monitor has a unique id that is valid as the name of a runbook", () => {
  const ids = monitorRows.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test("only urgent monitors page", () => {
  expect(monitorRows.filter(({ severity }) => severity === "page").map(({ id }) => id)).toEqual(["repeated-findings"]);
});

test("the monitor of refused ports matches only private sources, and does not match responses to clients", () => {
  const filter = JSON.stringify(monitorRows.find(({ id }) => id === "refused-ports")?.filter);

  expect(filter).toContain('"srcaddr":["10.0.0.0/8","172.16.0.0/12","192.168.0.0/16","100.64.0.0/10","fc00::/7"]');
  expect(filter).toContain('"dstport":{"lt":32768}');
});

test("only flow logs and application logs have a monitor of silence, because there may be no findings", () => {
  const silent = monitorRows.filter(({ groups }) => groups === undefined).map(({ stream }) => stream);

  expect(silent).toEqual(["flow-logs", "app-logs"]);
});
