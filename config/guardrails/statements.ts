import type { AuditConfig } from "../audit-config";
import { accountGuardrails } from "./account";
import { archiveGuardrails } from "./archive";
import { collectionGuardrails } from "./collection";
import type { Condition, Guardrail, ResourceControlStatement, ServiceControlStatement } from "./guardrail";
import { resourceControlGuardrails } from "./resource-controls";
import { exemptRoleArns, scopeOf } from "./scope";
import { watchingGuardrails } from "./watching";

/** A guardrail with the roles that it exempts. */
export interface ResolvedGuardrail extends Guardrail {
  readonly exceptRoleArns: readonly string[];
}

/** The guardrails that service control policies apply to members. A guardrail without a resource is omitted. */
export function serviceControlGuardrails(config: AuditConfig): ResolvedGuardrail[] {
  const scope = scopeOf(config);
  const exempt = exemptRoleArns(scope);
  return [
    ...accountGuardrails(scope),
    ...archiveGuardrails(scope),
    ...collectionGuardrails(scope),
    ...watchingGuardrails(scope),
  ]
    .filter(({ resources }) => resources.length > 0)
    .map(({ alsoExceptRoleArns = [], ...guardrail }) =>
      Object.assign({ exceptRoleArns: [...exempt, ...alsoExceptRoleArns] }, guardrail),
    );
}

/** The statements of the service control policies. */
export function serviceControlStatements(config: AuditConfig): ServiceControlStatement[] {
  return serviceControlGuardrails(config).map(statementOf);
}

/** The statements of the resource control policies. */
export function resourceControlStatements(config: AuditConfig, archiveKeyArn: string): ResourceControlStatement[] {
  return resourceControlGuardrails(scopeOf(config), archiveKeyArn).map((guardrail) =>
    Object.assign(statementOf(Object.assign({ exceptRoleArns: [] }, guardrail)), { Principal: "*" as const }),
  );
}

function statementOf({
  sid,
  actions,
  resources,
  condition,
  exceptRoleArns,
}: ResolvedGuardrail): ServiceControlStatement {
  const Condition: Condition = {
    ...condition,
    ...(exceptRoleArns.length > 0 && { ArnNotLike: { "aws:PrincipalArn": exceptRoleArns } }),
  };
  return {
    Sid: sid,
    Effect: "Deny",
    Action: actions,
    Resource: resources,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}
