import type { Caller } from "./event";

/** Callers in the accounts of one partition. */
export class Callers {
  constructor(private readonly partition: string) {}

  /** ARN of an AWS managed policy. */
  public awsPolicy(name: string): string {
    return `arn:${this.partition}:iam::aws:policy/${name}`;
  }

  /** The root user, signed in to the console. */
  public root(account: string, address: string): Caller {
    return {
      identity: {
        type: "Root",
        principalId: account,
        arn: `arn:${this.partition}:iam::${account}:root`,
        accountId: account,
        accessKeyId: "",
      },
      address,
      agent: browser,
      fromConsole: true,
    };
  }

  /** A user with a long-lived access key. */
  public user(account: string, userName: string, address: string, agent: string = cli): Caller {
    return {
      identity: {
        type: "IAMUser",
        principalId: `AIDA${code(userName)}`,
        arn: `arn:${this.partition}:iam::${account}:user/${userName}`,
        accountId: account,
        accessKeyId: `AKIA${code(userName)}`,
        userName,
      },
      address,
      agent,
    };
  }

  /** A user at the sign-in page, who does not have an access key at this time. */
  public signingIn(account: string, userName: string, address: string): Caller {
    const { identity } = this.user(account, userName, address);
    return { identity: { ...identity, accessKeyId: "" }, address, agent: browser, fromConsole: true };
  }

  /** A session of a role. */
  public role(account: string, roleName: string, sessionName: string, from: Omit<Caller, "identity">): Caller {
    const principalId = `AROA${code(roleName)}`;
    const issuer = roleName.slice(roleName.lastIndexOf("/") + 1);
    return {
      ...from,
      identity: {
        type: "AssumedRole",
        principalId: `${principalId}:${sessionName}`,
        arn: `arn:${this.partition}:sts::${account}:assumed-role/${issuer}/${sessionName}`,
        accountId: account,
        accessKeyId: `ASIA${code(sessionName)}`,
        sessionContext: {
          sessionIssuer: {
            type: "Role",
            principalId,
            arn: `arn:${this.partition}:iam::${account}:role/${roleName}`,
            accountId: account,
            userName: issuer,
          },
          attributes: { creationDate: "2026-01-01T00:00:00Z", mfaAuthenticated: "false" },
        },
      },
    };
  }

  /** A person who signed in through IAM Identity Center. */
  public person(account: string, email: string, address: string): Caller {
    const role = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_0123456789abcdef";
    return this.role(account, role, email, { address, agent: browser, fromConsole: true });
  }

  /** A deployment pipeline. */
  public pipeline(account: string): Caller {
    return this.role(account, "deploy-pipeline", "run-4711", {
      address: "198.51.100.20",
      agent: "HashiCorp Terraform",
    });
  }

  /** AWS Config, which reads resources with its service-linked role. */
  public configRecorder(account: string): Caller {
    const address = "config.amazonaws.com";
    const role = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
    const session = this.role(account, role, "AWSConfig-Describe", { address, agent: address });
    return { ...session, identity: { ...session.identity, invokedBy: address } };
  }

  /** A service that does not act on behalf of a principal. */
  public service(principal: string): Caller {
    return { identity: { type: "AWSService", invokedBy: principal }, address: principal, agent: principal };
  }
}

export const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
export const cli = "aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8 md/arch#x86_64 lang/python#3.13";

/** Sixteen characters that look like an id. The same string always returns the same characters. */
function code(text: string): string {
  const letters = [...text.toUpperCase()].filter((letter) => /[A-Z2-7]/.test(letter)).join("");
  return `${letters}EXAMPLEEXAMPLEEX`.slice(0, 16);
}
