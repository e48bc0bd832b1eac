import type { AuditConfig } from "../../config/audit-config";
import { huntsWithLogs } from "../../config/derived/hunt-sources";
import { namesFor } from "../../config/names/names";
import { namedAccounts } from "../../config/derived/accounts";
import { runbooksOf } from "../../config/derived/links";
import { chatRegion } from "../../config/derived/chat-region";
import { huntQueryName } from "../../hunts/saved-query";
import type { TunedHunt } from "../../hunts/tuned-hunt";
import type { HuntDefinitionProps } from "../../modules/hunts/definition-props";
import type { HuntText } from "../../modules/hunts/hunt-message";

/** The messages of the hunts, and the topics that send them. */
export function huntMessages(
  config: AuditConfig,
): Pick<HuntDefinitionProps, "topicArns" | "chatTopicArns" | "hunts" | "sendsWeek" | "accounts"> {
  const names = namesFor(config);
  const runbookUrl = runbooksOf(config);
  return {
    topicArns: { page: names.topicArn("page"), notify: names.topicArn("notify") },
    chatTopicArns: chatRegion(config) === undefined ? undefined : names.chatTopicArns,
    hunts: huntsWithLogs(config).map((hunt) => huntText(hunt, runbookUrl)),
    sendsWeek: config.notifications.weeklySummary.enabled,
    accounts: namedAccounts(config),
  };
}

/** Strings about a hunt in a message. */
function huntText(hunt: TunedHunt, runbookUrl: string): HuntText {
  const values = hunt.parameters.map(({ name, description }) => ({ name, value: hunt.values[name], description }));
  return {
    name: hunt.name,
    severity: hunt.severity,
    description: hunt.description,
    meaning: hunt.row,
    first: hunt.first,
    threshold: values.map(({ name, value, description }) => `${name} = ${value}: ${description}`).join("; "),
    subject: hunt.subject.map(({ name }) => name),
    quietDays: hunt.quietDays,
    queryName: huntQueryName(hunt),
    parameters: values.map(({ name, value }) => `, ${name} = ${value}`).join(""),
    runbook: `${runbookUrl}/${huntQueryName(hunt)}.md`,
  };
}
