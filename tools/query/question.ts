import leven = require("leven");
import type { AuditConfig } from "../../config/schema";
import { missingLog } from "../../queries/missing-log";
import type { SavedQuery } from "../../queries/saved-queries";
import { CommandError } from "../local/command";

/** @throws {CommandError} with the nearest name, where one is near enough to be meant */
export function findQuestion(questions: readonly SavedQuery[], name: string): SavedQuery {
  const found = questions.find((question) => question.name === name);
  if (found) return found;
  const [nearest = ""] = questions.map((q) => q.name).toSorted((a, b) => leven(a, name) - leven(b, name));
  const isNear = leven(nearest, name) * 3 <= name.length;
  const hint = isNear ? `did you mean ${nearest}? All` : "list them with";
  throw new CommandError(`there is no question ${name}; ${hint}: npm run trailkeeper -- query`);
}

/** @throws {CommandError} when the configuration has no table for a question */
export function checkTables(question: SavedQuery, { logSources }: AuditConfig): void {
  const missing = missingLog(question, { webAclLogs: logSources.webAclLogs.enabled });
  if (missing === undefined) return;
  throw new CommandError(`${question.name} asks a table that comes with ${missing}: true; set it, or ask another one`);
}
