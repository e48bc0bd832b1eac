import type { CloudTrailEvent } from "../../../sample-data/events/event";
import { account } from "../../../sample-data/values";
import { at, callers, type HuntStories, member, minute, refused, signIn, times, who } from "./story";

const address = "203.0.113.200";
const guess = (name: string, hour: number, index: number, source = address): CloudTrailEvent =>
  signIn(minute(hour, index), callers.signingIn(member, name, source), "Failure");
const guesses = (users: number, hour = 4): CloudTrailEvent[] => times(users, (i) => guess(`user-${i}`, hour, i));
const success = (time: string, source = address, name = "user-9"): CloudTrailEvent =>
  signIn(time, callers.signingIn(member, name, source));

/** A step of a sign-in to IAM Identity Center. CloudTrail does not always record the name of the user in `userIdentity`. */
const step = (
  time: string,
  name: string,
  eventName: string,
  outcome: "Success" | "Failure",
  isNamed = true,
): CloudTrailEvent => {
  const event = at(time, callers.signingIn(account(1), name, address), "signin", eventName, {
    account: account(1),
    type: "AwsServiceEvent",
    additional: { AuthWorkflowID: "7a4ef12c", CredentialType: "PASSWORD", ...(!isNamed && { UserName: name }) },
  });
  const userIdentity = { type: "Unknown", accountId: account(1), ...(isNamed && { userName: name }) };
  return Object.assign({}, event, { userIdentity, serviceEventDetails: { [eventName]: outcome } });
};
const stepGuesses = (users: number, isNamed = true): CloudTrailEvent[] =>
  times(users, (i) => step(minute(4, i), `user-${i}`, "CredentialVerification", "Failure", isNamed));

const share = (caller: typeof who.insider, time: string, more: object = {}) =>
  at(time, caller, "ec2", "ModifySnapshotAttribute", {
    request: {
      snapshotId: "snap-0a1b2c3d4e5f60718",
      createVolumePermission: { add: { items: [{ userId: account(9) }] } },
      attributeType: "CREATE_VOLUME_PERMISSION",
    },
    ...more,
  });
const removeShare = {
  request: {
    snapshotId: "snap-0a1b2c3d4e5f60718",
    createVolumePermission: { remove: { items: [{ userId: account(9) }] } },
  },
};
const stop = (caller: typeof who.insider, time: string, more: object = {}) =>
  at(time, caller, "config", "StopConfigurationRecorder", {
    request: { configurationRecorderName: "default" },
    ...more,
  });

/** Stories that start with a sign-in. */
export const signIns: HuntStories = {
  "sign-in-failures-then-success": {
    found: [...guesses(5), success("04:30")],
    alsoFound: {
      "the steps of IAM Identity Center": [
        ...stepGuesses(5),
        step("04:29", "user-9", "CredentialVerification", "Success"),
        step("04:30", "user-9", "UserAuthentication", "Success"),
      ],
      "steps with the name of the user beside the identity": [
        ...stepGuesses(5, false),
        step("04:30", "user-9", "UserAuthentication", "Success", false),
      ],
      "a sign-in of a user who failed before": [...guesses(5), success("04:30", address, "user-3")],
    },
    nearMisses: {
      "an office in which all users who mistype sign in later": [
        ...guesses(8),
        ...times(8, (i) => success(minute(4, i + 20), address, `user-${i}`)),
      ],
      "an office in which most users who mistype sign in later": [
        ...stepGuesses(8),
        ...times(5, (i) => step(minute(4, i + 20), `user-${i}`, "UserAuthentication", "Success")),
      ],
      "a verified factor without a sign-in": [
        ...stepGuesses(5),
        step("04:30", "user-9", "CredentialVerification", "Success"),
      ],
      "one user too few": [...guesses(4), success("04:30")],
      "one user who mistypes the password": [...times(20, (i) => guess("user-9", 4, i)), success("04:30")],
      "failures without a sign-in": guesses(30),
      "a sign-in from another address": [...guesses(5), success("04:30", "198.51.100.7")],
      "a sign-in before the failures": [success("04:00"), ...times(5, (i) => guess(`user-${i}`, 4, i + 10))],
      "one failure in each hour": [...times(5, (i) => guess(`user-${i}`, 4 + i, 0)), success("08:30")],
    },
  },
  "sign-in-then-export": {
    found: [signIn("10:00", who.insider), share(who.insider, "10:20")],
    alsoFound: {
      "a sign-in without the issuer of the session": [
        signIn("10:00", { ...who.insider, identity: { ...who.insider.identity, sessionContext: undefined } }),
        share(who.insider, "10:20"),
      ],
      "a user who switches to the role": [
        at("10:00", who.insider, "signin", "SwitchRole", {
          type: "AwsConsoleSignIn",
          response: { SwitchRole: "Success" },
        }),
        share(who.insider, "10:20"),
      ],
    },
    nearMisses: {
      "a permission that is removed": [signIn("10:00", who.insider), share(who.insider, "10:20", removeShare)],
      "a pipeline that shares": [signIn("10:00", who.person), share(who.pipeline, "10:20")],
      "a permission that was added before the sign-in": [share(who.insider, "09:20"), signIn("10:00", who.insider)],
      "a denied call": [signIn("10:00", who.insider), share(who.insider, "10:20", refused)],
    },
  },
  "sign-in-then-logs-off": {
    found: [signIn("10:00", who.insider), stop(who.insider, "10:20")],
    nearMisses: {
      "a call before the sign-in": [stop(who.insider, "09:20"), signIn("10:00", who.insider)],
      "a pipeline that removes a recorder": [signIn("10:00", who.person), stop(who.pipeline, "10:20")],
      "a detector that is updated and stays enabled": [
        signIn("10:00", who.insider),
        at("10:20", who.insider, "guardduty", "UpdateDetector", { request: { detectorId: "d", enable: true } }),
      ],
      "a sign-in that failed": [signIn("10:00", who.insider, "Failure"), stop(who.insider, "10:20")],
      "a denied call": [signIn("10:00", who.insider), stop(who.insider, "10:20", refused)],
    },
  },
};
