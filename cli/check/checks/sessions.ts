import { DescribeDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { unlessAbsent } from "../../aws-reader/answers";
import type { Check } from "../check";
import type { PlannedResource, PlannedRoot } from "../planned-root";

async function documents({ aws }: PlannedRoot, wanted: readonly PlannedResource[], exists: boolean) {
  const clashes = wanted.map(async ({ attributes: { name: Name }, region }) => {
    const answer = aws.client(SSMClient, region).send(new DescribeDocumentCommand({ Name }));
    const found = (await unlessAbsent(answer, "InvalidDocument")) !== undefined;
    if (found !== exists) return [];
    return [{ problem: `document ${Name} ${exists ? "exists" : "does not exist"}`, region }];
  });
  return (await Promise.all(clashes)).flat();
}

/** Clashes with the preferences of Session Manager. */
export const sessionChecks: readonly Check[] = [
  {
    id: "session-document-exists",
    when: "The region has preferences of Session Manager, and the root creates them.",
    fix: "set logSources.sessions.existingDocument to adopt, and list the account and region in adoptedDocuments",
    reads: ["ssm:DescribeDocument"],
    find: (root) => documents(root, root.created("aws_ssm_document"), true),
  },
  {
    id: "session-document-missing",
    when: "The root adopts preferences of Session Manager that the region does not have.",
    fix: "remove the account and region from logSources.sessions.adoptedDocuments",
    reads: ["ssm:DescribeDocument"],
    find: (root) => documents(root, root.adopted("aws_ssm_document"), false),
  },
];
