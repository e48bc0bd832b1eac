/**
 * Resource types that AWS Config records often and that people query seldom. Autoscaling, backups and reports create and
 * delete them. Types that decide about access (security groups, roles, policies, buckets, keys, instances) are not listed.
 *
 * AWS Config always records `AWS::Config::ResourceCompliance`, `AWS::Config::ConformancePackCompliance` and
 * `AWS::Config::ConfigurationRecorder` continuously, so they cannot be listed.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingModeOverride.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
 */
export const highChurnResourceTypes = [
  // One for each task, function and node that starts
  "AWS::EC2::NetworkInterface",
  "AWS::EC2::Volume",
  // One record for each change of its size
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::ECS::Service",
  // One for each deployment
  "AWS::ECS::TaskDefinition",
  // One for each backup. AWS records all of them again when it adds a field
  "AWS::Backup::RecoveryPoint",
  // One record for each report of each managed instance
  "AWS::SSM::AssociationCompliance",
  "AWS::SSM::ManagedInstanceInventory",
  "AWS::SSM::PatchCompliance",
] as const;
