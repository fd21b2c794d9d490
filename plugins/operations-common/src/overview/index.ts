export { buildOverview } from './buildOverview';
export type { OverviewOptions } from './buildOverview';
export { combineMembers, pooledKinds, rollUpMember } from './rollUp';
export type { CombineMembersInput, RolledMember, RollUpPart } from './rollUp';
export { metricTargets } from './metricTargets';
export type { MetricTarget } from './metricTargets';
export { subjectAt, timelineOf } from './subjectAt';
export type { Timeline, TimelineEntry } from './subjectAt';
