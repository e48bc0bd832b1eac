-- What a principal left behind to come back with: users, keys, roles, functions, rules, machines.
-- Narrow it: the days, one account; ask again for each user it made.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
-- ? principal: ARN of the user, role or session, or its name
SELECT event_time, account, region, event_name, target, request, response
FROM cloudtrail_events
WHERE day BETWEEN ? AND ? AND account LIKE ?
  AND contains(ARRAY[principal_arn, session_issuer, principal_name], ?)
  AND error_code IS NULL
  AND regexp_like(event_name, '^(' || concat_ws('|',
    'CreateUser', 'CreateAccessKey', '(Create|Update)LoginProfile', 'CreateVirtualMFADevice', 'UploadSSHPublicKey',
    'CreateRole', 'UpdateAssumeRolePolicy', '(Attach|Put)(User|Role|Group)Policy',
    'CreatePolicyVersion', 'AddUserToGroup',
    'Create(SAML|OpenIDConnect)Provider', 'CreateAccountAssignment',
    'CreateFunction.*', 'UpdateFunctionCode.*', 'AddPermission.*', 'CreateFunctionUrlConfig', 'PublishLayerVersion.*',
    'PutRule', 'PutTargets', 'CreateSchedule', 'CreateStack', 'CreateAssociation', 'CreateStateMachine',
    'RunInstances', 'ImportKeyPair', 'CreateKeyPair', 'ModifyInstanceAttribute', 'CreateLaunchTemplate.*',
    'AuthorizeSecurityGroupIngress', 'CreateVpcPeeringConnection', 'CreateVpnConnection',
    'PutBucketPolicy', 'PutKeyPolicy', 'CreateGrant', 'PutResourcePolicy'
  ) || ')$')
ORDER BY event_time
LIMIT 1000;
