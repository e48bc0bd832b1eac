"""Requests of an AWS service on behalf of a resource. The policy of the target resource decides."""

from ministack.core import iam_evaluator

from . import foreign_keys
from .organization import principal_org_id


def decide(policy, service, action, resource_arn, region, source_arn, source_account, context=None, **connection):
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (aws:SourceArn)"""
    request = iam_evaluator.EvalContext(
        principal_arn="",
        principal_type=connection.pop("principal_type", "Service"),
        principal_account="",
        action=action,
        resource_arn=resource_arn,
        region=region,
        service_context={
            **(context or {}),
            "aws:principalisawsservice": "true",
            "aws:sourcearn": source_arn,
            "aws:sourceaccount": source_account,
            "aws:sourceorgid": principal_org_id(source_account),
        },
        **connection,
    )
    return iam_evaluator.evaluate_resource_policy(policy, request, service=service)


class Source:
    """A resource on whose behalf an AWS service sends requests. Services use TLS."""

    def __init__(self, service, arn, account_id, region, principal_type="Service"):
        self.service, self.arn, self.account_id, self.region = service, arn, account_id, region
        self._connection = {"secure_transport": True, "principal_type": principal_type}

    def may(self, action, resource_arn, policy, **context):
        """Whether the policy of a resource allows the request."""
        context = {"s3:tlsversion": "1.3", "aws:principalservicename": self.service, **context}
        asked = (action, resource_arn, self.region, self.arn, self.account_id, context)
        return decide(policy, self.service, *asked, **self._connection).decision == "Allow"

    def may_encrypt(self, key_id, *, action="kms:GenerateDataKey", **context):
        """Whether the policy of a key allows the service to encrypt."""
        record = foreign_keys._resolve_key(key_id)
        return record is not None and self.may(action, record["Arn"], record.get("Policy") or "", **context)

    def may_publish(self, topic):
        """Whether the policies of a topic and of its key allow the service to publish.

        https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
        """
        topic_arn, attributes = topic["arn"], topic.get("attributes", {})
        if not self.may("sns:Publish", topic_arn, attributes.get("Policy") or ""):
            return False
        key_id = attributes.get("KmsMasterKeyId")
        context = {
            "kms:encryptioncontext:aws:sns:topicarn": topic_arn,
            "kms:encryptioncontext:aws:sns:sourcearn": self.arn,
            "kms:encryptioncontext:aws:sns:sourceaccount": self.account_id,
        }
        return not key_id or all(
            self.may_encrypt(key_id, action=action, **context) for action in ("kms:GenerateDataKey", "kms:Decrypt")
        )
