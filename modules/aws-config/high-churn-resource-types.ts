/**
 * Types that AWS Config records often and people ask for seldom: made and removed by whatever scales, backs up or
 * reports. What decides who gets in (security groups, roles, policies, buckets, keys, instances) is not among them.
 *
 * AWS Config records `AWS::Config::ResourceCompliance`, `AWS::Config::ConformancePackCompliance` and
 * `AWS::Config::ConfigurationRecorder` continuously whatever is asked for, so they cannot be here.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingModeOverride.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
 */
export const highChurnResourceTypes = [
  // One for each task, function and node that comes and goes
  "AWS::EC2::NetworkInterface",
  "AWS::EC2::Volume",
  // Each change of their size
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::ECS::Service",
  // Each deployment
  "AWS::ECS::TaskDefinition",
  // Each backup, and all of them again when AWS adds a field
  "AWS::Backup::RecoveryPoint",
  // Each report of each managed instance
  "AWS::SSM::AssociationCompliance",
  "AWS::SSM::ManagedInstanceInventory",
  "AWS::SSM::PatchCompliance",
] as const;
