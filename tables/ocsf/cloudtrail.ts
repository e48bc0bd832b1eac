import { type EventsOnce, eventsDeliveredOnce } from "../cloudtrail-events";
import {
  type Attributes,
  constant,
  integer,
  literal,
  long,
  object,
  objects,
  observables,
  text,
  texts,
  timestamp,
  truth,
  unmappedFields,
} from "./attribute";
import { eventClasses, ocsfVersion } from "./event-classes";
import { accountChanges, callVerbs, logons, signIns } from "./iam-calls";
import { type OcsfView, dayOf, informational, millisecondsOf, ocsfView, timeOf } from "./ocsf-view";

const { accountChange, authentication, apiActivity } = eventClasses;

const listed = (names: readonly string[]): string => `(${names.map(literal).join(", ")})`;

/** Services whose calls change principals or accounts, or are sign-ins. */
const iam = "eventsource IN ('iam.amazonaws.com', 'signin.amazonaws.com', 'account.amazonaws.com')";
const signsIn = `eventname IN ${listed(signIns)} AND eventsource IN ('signin.amazonaws.com', 'sts.amazonaws.com')`;

const classUid = [
  `CASE WHEN ${signsIn} THEN ${authentication.uid}`,
  `WHEN ${iam} AND eventname IN ${listed(Object.values(accountChanges).flat())} THEN ${accountChange.uid}`,
  `ELSE ${apiActivity.uid} END`,
].join(" ");

const changeCases = Object.entries(accountChanges).map(
  ([id, names]) => `WHEN ocsf_class = ${accountChange.uid} AND eventname IN ${listed(names)} THEN ${id}`,
);
const callCases = Object.entries(callVerbs).map(
  ([id, verbs]) => `WHEN regexp_like(eventname, '^(${verbs.join("|")})([^a-z]|$)') THEN ${id}`,
);

const activityId = [
  "CASE WHEN eventname IS NULL THEN 0",
  `WHEN ocsf_class = ${authentication.uid} THEN IF(eventname IN ${listed(logons)}, 1, 99)`,
  ...changeCases,
  ...callCases,
  "WHEN lower(readonly) = 'true' THEN 2",
  "ELSE 99 END",
].join(" ");

const request = (key: string) => `try(json_extract_scalar(requestparameters, '$.${key}'))`;
const response = (key: string) => `try(json_extract_scalar(responseelements, '$.${key}'))`;
const additional = (key: string) => `try(json_extract_scalar(additionaleventdata, '$.${key}'))`;

const session = "useridentity.sessioncontext";
const isFailure = `(errorcode IS NOT NULL OR errormessage IS NOT NULL OR coalesce(${response("ConsoleLogin")}, '') = 'Failure')`;
const began = timeOf(`${session}.attributes.creationdate`);
const isAddress = String.raw`regexp_like(sourceipaddress, '^[0-9.]+$|^[0-9a-fA-F.]*:[0-9a-fA-F:.]*$')`;
const address = `IF(${isAddress}, sourceipaddress)`;
const domain = `IF(NOT ${isAddress}, sourceipaddress)`;
const isOf = (...classes: readonly { readonly uid: number }[]) =>
  `ocsf_class IN (${classes.map(({ uid }) => uid).join(", ")})`;

const actorName = `coalesce(useridentity.username, ${additional("UserName")})`;
const changedName = [
  ...["userName", "roleName", "groupName"].map(request),
  ...["user.userName", "role.roleName", "group.groupName"].map(response),
].join(", ");
const userName = `IF(${isOf(authentication)}, coalesce(${request("roleSessionName")}, ${actorName}), coalesce(${changedName}))`;
const userUid = `IF(${isOf(authentication)}, coalesce(${request("roleArn")}, useridentity.arn), coalesce(${["user.arn", "role.arn", "group.arn"].map(response).join(", ")}))`;
const userUidAlt = `IF(${isOf(authentication)}, useridentity.principalid, coalesce(${["user.userId", "role.roleId", "group.groupId"].map(response).join(", ")}))`;

const actor = object({
  user: object({
    type: text("useridentity.type"),
    type_id: integer(
      `CASE WHEN useridentity.type IS NULL THEN 0 WHEN useridentity.type IN ('IAMUser', 'IdentityCenterUser', 'FederatedUser') THEN 1 WHEN useridentity.type = 'Root' THEN 2 WHEN useridentity.type = 'AWSService' THEN 3 ELSE 99 END`,
      "useridentity.type",
    ),
    name: text(actorName, "useridentity.username, else additionaleventdata.UserName"),
    uid: text("useridentity.arn"),
    uid_alt: text(
      "coalesce(useridentity.principalid, useridentity.onbehalfof.userid)",
      "useridentity.principalid, else useridentity.onbehalfof.userid",
    ),
    account: object({ uid: text("useridentity.accountid") }),
    credential_uid: text("nullif(useridentity.accesskeyid, '')", "useridentity.accesskeyid"),
  }),
  session: object({
    created_time: long(millisecondsOf(began), `${session}.attributes.creationdate`),
    created_time_dt: timestamp(began, `${session}.attributes.creationdate`),
    is_mfa: truth(`lower(${session}.attributes.mfaauthenticated) = 'true'`, `${session}.attributes.mfaauthenticated`),
    issuer: text(`${session}.sessionissuer.arn`),
  }),
  invoked_by: text("useridentity.invokedby"),
  idp: object({
    name: text(`${session}.webidfederationdata.federatedprovider`),
    uid: text("useridentity.onbehalfof.identitystorearn"),
  }),
});

const attributes: Attributes = {
  metadata: object({
    product: object({
      version: text("eventversion"),
      name: constant("CloudTrail"),
      vendor_name: constant("AWS"),
      feature: object({ name: text("coalesce(eventcategory, 'Management, Data, and Insights')", "eventcategory") }),
    }),
    uid: text("eventid"),
    event_code: text("eventtype"),
    profiles: texts("ARRAY['cloud', 'datetime']", "always `cloud`, `datetime`"),
    version: constant(ocsfVersion),
  }),
  ...informational,
  status: text(`IF(${isFailure}, 'Failure', 'Success')`, "errorcode, errormessage, responseelements.ConsoleLogin"),
  status_id: integer(`IF(${isFailure}, 2, 1)`, "errorcode, errormessage, responseelements.ConsoleLogin"),
  cloud: object({ region: text("awsregion"), provider: constant("AWS") }),
  api: object({
    response: object({ error: text("errorcode"), message: text("errormessage"), data: text("responseelements") }),
    operation: text("coalesce(eventname, 'Unknown')", "eventname"),
    version: text("apiversion"),
    service: object({ name: text("eventsource") }),
    request: object({ uid: text("coalesce(requestid, '')", "requestid"), data: text("requestparameters") }),
  }),
  dst_endpoint: object(
    {
      svc_name: text(
        `coalesce(${additional("LoginTo")}, eventsource, '')`,
        "additionaleventdata.LoginTo, else eventsource; only of Authentication",
      ),
    },
    isOf(authentication),
  ),
  actor,
  user: object(
    {
      name: text(
        userName,
        "the user, role or group in requestparameters, else in responseelements; of Authentication roleSessionName, else the caller",
      ),
      uid: text(userUid, "the ARN in responseelements; of Authentication roleArn, else useridentity.arn"),
      uid_alt: text(userUidAlt, "the id in responseelements; of Authentication useridentity.principalid"),
      account: object({
        uid: text("coalesce(recipientaccountid, account)", "recipientaccountid, else the account of the path"),
      }),
    },
    isOf(accountChange, authentication),
  ),
  is_mfa: truth(
    `IF(${isOf(authentication)}, CASE ${additional("MFAUsed")} WHEN 'Yes' THEN true WHEN 'No' THEN false END)`,
    "additionaleventdata.MFAUsed; only of Authentication",
  ),
  http_request: object({ user_agent: text("useragent") }),
  src_endpoint: object({
    uid: text("vpcendpointid"),
    ip: text(address, "sourceipaddress, if it is an address"),
    domain: text(domain, "sourceipaddress, if it is not an address"),
  }),
  resources: objects(
    "resources",
    {
      uid: text("element.arn"),
      type: text("element.type"),
      owner: object({ account: object({ uid: text("element.accountid") }) }),
    },
    "resources",
  ),
  observables: observables([
    ["src_endpoint.ip", "IP Address", address],
    ["src_endpoint.domain", "Hostname", domain],
    ["actor.user.name", "User Name", actorName],
    ["actor.user.uid", "Resource UID", "useridentity.arn"],
    ["user.name", "User Name", `IF(${isOf(accountChange, authentication)}, ${userName})`],
    ["resources[].uid", "Resource UID", "element_at(resources, 1).arn"],
  ]),
  unmapped: unmappedFields({
    recipientAccountId: "recipientaccountid",
    readOnly: "readonly",
    sharedEventID: "sharedeventid",
    vpcEndpointAccountId: "vpcendpointaccountid",
    additionalEventData: "additionaleventdata",
    serviceEventDetails: "serviceeventdetails",
    edgeDeviceDetails: "edgedevicedetails",
    sessionCredentialFromConsole: "sessioncredentialfromconsole",
    "addendum.reason": "addendum.reason",
    "addendum.updatedFields": "addendum.updatedfields",
    "addendum.originalRequestID": "addendum.originalrequestid",
    "addendum.originalEventID": "addendum.originaleventid",
    "tlsDetails.tlsVersion": "tlsdetails.tlsversion",
    "tlsDetails.cipherSuite": "tlsdetails.ciphersuite",
    "tlsDetails.clientProvidedHostHeader": "tlsdetails.clientprovidedhostheader",
    "userIdentity.sessionContext.sessionIssuer.type": `${session}.sessionissuer.type`,
    "userIdentity.sessionContext.sessionIssuer.principalId": `${session}.sessionissuer.principalid`,
    "userIdentity.sessionContext.sessionIssuer.accountId": `${session}.sessionissuer.accountid`,
    "userIdentity.sessionContext.sessionIssuer.userName": `${session}.sessionissuer.username`,
    "userIdentity.sessionContext.ec2RoleDelivery": `${session}.ec2roledelivery`,
    "userIdentity.sessionContext.webIdFederationData.attributes": `json_format(CAST(${session}.webidfederationdata.attributes AS json))`,
    "userIdentity.onBehalfOf.userId": "useridentity.onbehalfof.userid",
  }),
};

/**
 * The events of the trails. Each event is a sign-in, a change of a principal or an account, or another API call.
 *
 * @param groups tables to read, as for the view `cloudtrail_events`
 * @param once clauses that return each event of a group of tables once
 * @see https://github.com/ocsf/examples/tree/main/mappings/markdown/AWS/v1.1.0/CloudTrail
 */
export function ocsfCloudTrail(
  groups: readonly (readonly string[])[],
  once: EventsOnce = eventsDeliveredOnce,
): OcsfView {
  return ocsfView({
    name: "cloudtrail",
    description:
      "API calls as API Activity, Authentication and Account Change of the Open Cybersecurity Schema Framework",
    notes: [
      "Limit `accountid`, `region` and `day`. The conditions reach the table `cloudtrail`, so that only these partitions are read.",
      "It contains the same events as `cloudtrail_events`, each once.",
    ],
    from: groups.map((tables) => `(\n${["SELECT *", ...once(tables)].join("\n")}\n)`),
    classes: [accountChange, authentication, apiActivity],
    classUid,
    activityId,
    time: timeOf("eventtime"),
    day: dayOf(),
    attributes,
    partitions: {
      region: text("region", "the region of the path"),
      accountid: text("account", "the account of the path"),
      day: text("day", "the day of the path"),
    },
  });
}
