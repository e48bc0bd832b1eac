/**
 * Resource types that AWS Config records often and that people rarely query. Autoscaling, backups and reports create and delete
 * these resources. Types that control access (security groups, roles, policies, buckets, keys, instances) are not listed.
 *
 * AWS Config always records `AWS::Config::ResourceCompliance`, `AWS::Config::ConformancePackCompliance` and
 * `AWS::Config::ConfigurationRecorder` continuously, so they cannot be listed.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingModeOverride.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
 */
export const highChurnResourceTypes = [
  // One record for each task, function and node that starts
  "AWS::EC2::NetworkInterface",
  "AWS::EC2::Volume",
  // One record for each change of its size
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::ECS::Service",
  // One record for each deployment
  "AWS::ECS::TaskDefinition",
  // One record for each backup. When AWS adds a field, all recovery points are recorded again
  "AWS::Backup::RecoveryPoint",
  // One record for each report of each managed instance
  "AWS::SSM::AssociationCompliance",
  "AWS::SSM::ManagedInstanceInventory",
  "AWS::SSM::PatchCompliance",
] as const;
