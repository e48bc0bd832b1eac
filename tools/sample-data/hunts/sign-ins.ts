import type { CloudTrailEvent } from "../events/event";
import { account } from "../values";
import { at, callers, type HuntStories, member, minute, refused, signIn, times, who } from "./story";

const address = "203.0.113.200";
const guess = (name: string, hour: number, index: number, source = address): CloudTrailEvent =>
  signIn(minute(hour, index), callers.signingIn(member, name, source), "Failure");
const guesses = (users: number, hour = 4): CloudTrailEvent[] => times(users, (i) => guess(`user-${i}`, hour, i));
const success = (time: string, source = address): CloudTrailEvent =>
  signIn(time, callers.signingIn(member, "user-9", source));

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

/** Stories that begin at the sign-in page. */
export const signIns: HuntStories = {
  "sign-in-failures-then-success": {
    found: [...guesses(5), success("04:30")],
    nearMisses: {
      "one user too few": [...guesses(4), success("04:30")],
      "one user who mistypes the password": [...times(20, (i) => guess("user-9", 4, i)), success("04:30")],
      "nobody gets in": guesses(30),
      "somebody who gets in elsewhere": [...guesses(5), success("04:30", "198.51.100.7")],
      "a sign-in before the failures": [success("04:00"), ...times(5, (i) => guess(`user-${i}`, 4, i + 10))],
      "a failure in each hour": [...times(5, (i) => guess(`user-${i}`, 4 + i, 0)), success("08:30")],
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
      "before the sign-in": [share(who.insider, "09:20"), signIn("10:00", who.insider)],
      "a call that was refused": [signIn("10:00", who.insider), share(who.insider, "10:20", refused)],
    },
  },
  "sign-in-then-logs-off": {
    found: [signIn("10:00", who.insider), stop(who.insider, "10:20")],
    nearMisses: {
      "before the sign-in": [stop(who.insider, "09:20"), signIn("10:00", who.insider)],
      "a pipeline that removes a recorder": [signIn("10:00", who.person), stop(who.pipeline, "10:20")],
      "a detector that is updated and stays enabled": [
        signIn("10:00", who.insider),
        at("10:20", who.insider, "guardduty", "UpdateDetector", { request: { detectorId: "d", enable: true } }),
      ],
      "a sign-in that failed": [signIn("10:00", who.insider, "Failure"), stop(who.insider, "10:20")],
      "a call that was refused": [signIn("10:00", who.insider), stop(who.insider, "10:20", refused)],
    },
  },
};
