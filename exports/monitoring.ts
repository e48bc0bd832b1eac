/** Alarms and their topics. */
export { AlarmTopic, type AlarmTopicProps } from "../modules/monitoring/alarm-topic";
export { TrailAlarms, type TrailAlarmsProps } from "../modules/monitoring/trail-alarms";
