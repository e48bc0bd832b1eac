import type { ComparedKind } from "../../aws-semantics/iam-comparison/document";
import type { ArnForm } from "./arn-form";
import type { Attributes } from "./attributes";

/**
 * What this project knows of a type of Terraform resource. Every column is required, because a command that finds no answer
 * would allow too little, delete too much or review nothing. A column without content says so, such as `none`.
 */
export interface TerraformType {
  /** Attributes that identify an object in its account and region. */
  readonly identity: readonly [string, ...string[]];

  /** ARN of an object. `none`: AWS has no ARN for it. `chosen by AWS`: the ARN contains an id that AWS chooses. */
  readonly arn: ArnForm | "none" | "chosen by AWS";

  /** Service whose service-linked role AWS creates with the caller's permissions when an object is created. */
  readonly linkedRole: string | "none";
  readonly uniqueName: UniqueName | "none";

  /** Actions with which versions 5 and 6 of the AWS provider read an object. None reads logs or changes anything. */
  readonly reads: readonly string[];

  /**
   * Actions that read the content of an object. A policy limits them to the objects of the roots, because other objects of the type
   * may contain secrets.
   */
  readonly contentReads: readonly string[] | "none";
  readonly writes: Writes;
  readonly callerAtKey: CallerAtKey | "no key";
  readonly takeDown: TakeDown;
  readonly review: Review;

  /** How `verify` covers an object: guarantees that name the type, or nothing, with the reason. */
  readonly verify: "guarantees" | { readonly nothing: string };

  /** Where an object writes logs. */
  readonly logs: LogDelivery | "none";
}

/** The actions that create, change and delete an object. */
export interface Writes {
  /** Actions that a policy can limit to the ARNs in `on`. */
  readonly actions: readonly string[];
  readonly on: readonly ArnForm[] | "its ARN";

  /** Actions that a policy cannot limit to a resource, or whose resource has a name that AWS chooses. */
  readonly anywhere: readonly string[];
}

/** A name that only one object of an account and region can have. It excludes names within another object of the root. */
export type UniqueName = {
  /** What AWS does if an object has the name. */
  readonly onTaken: "fails" | "overwrites";
} & (
  | {
      /** `check` looks the name up. */
      readonly check: "lookup";

      /** Name of the type in messages. */
      readonly noun: string;
    }
  | {
      /** Id of the check of its own that finds the object. `none`: no check finds it. */
      readonly check: NameCheck | "none";
    }
);

/** Checks that find an object with the name of a planned object, other than by a lookup of one name. */
export type NameCheck =
  | "account-subscription-exists"
  | "aggregator-exists"
  | "alarm-exists"
  | "bucket-exists"
  | "config-role-exists"
  | "config-rule-exists"
  | "delegated-administrator-exists"
  | "delivery-channel-exists"
  | "event-rule-exists"
  | "flow-log-exists"
  | "key-alias-exists"
  | "log-group-exists"
  | "recorder-exists"
  | "session-document-exists"
  | "trail-exists";

/** What AWS requires of the caller at the KMS key of an object, because the service uses the key as the caller. */
export interface CallerAtKey {
  /** Arguments with the key, as paths. An argument can also name the object that has the key, such as the bus of a rule. */
  readonly arguments: readonly [string, ...string[]];

  /** `none`: AWS requires nothing beyond `writes`. `undecided`: it is not known. */
  readonly calls: KeyCalls | "none" | "undecided";
}

/** Actions of KMS that the caller needs at the key. `undecided`: it is not known. */
export interface KeyCalls {
  readonly create: readonly string[] | "undecided";
  readonly update: readonly string[] | "undecided";
  readonly read: readonly string[] | "undecided";

  /** Where this is documented or recorded. */
  readonly source: string;

  /** Whether `policy deploy` prints the actions of `create`. */
  readonly isPrinted: boolean;
}

/**
 * What a take-down does with an object:
 *
 * - `destroys`;
 * - `holds logs`: keeps it while `prevent_destroy` protects it;
 * - `protects logs`: keeps it with the bucket that its attribute `bucket` names;
 * - `encrypts logs`: keeps it in the log-archive account, while `prevent_destroy` protects it;
 * - `names a kept key`: keeps it with the key.
 */
export type TakeDown = "destroys" | "holds logs" | "protects logs" | "encrypts logs" | "names a kept key";

/** What `review` must know. */
export interface Review {
  /**
   * Whether a deleted and a created object with the same identity are one change. False for objects with data, which are lost
   * even if another object gets the same name.
   */
  readonly joinsMoves: boolean;

  /** The object that a resource configures, and the attribute with its name. */
  readonly settingOf: { readonly type: string; readonly attribute: string } | "none";

  /** Whether the object has logs, or is needed to record, read or monitor logs. */
  readonly isGuarded: boolean;

  /** Attributes with policies. */
  readonly policies: readonly PolicyAttribute[];

  /** Whether its attributes also show settings of other resources, such as the policy of a bucket. */
  readonly showsSettings: boolean;
}

/** An attribute with a policy. */
export interface PolicyAttribute {
  readonly attribute: string;
  readonly kind: ComparedKind;

  /** Service of the resource. Undefined for a policy that can apply to any service. */
  readonly service?: string;
}

/** Logs that an object writes. */
export interface LogDelivery {
  /** Kind of resource, in AWS's terms. */
  readonly writer: string;

  /** Folder to which the service writes below the root of a bucket, without a configured prefix. Empty if there is none. */
  readonly folder: "AWSLogs" | "";
  readonly to: (attributes: Attributes) => readonly LogDestination[];
}

/** A bucket or location, and the prefix in it. Undefined if the object writes no logs. */
export type LogDestination = readonly [bucketOrLocation: string | undefined, prefix?: string];
