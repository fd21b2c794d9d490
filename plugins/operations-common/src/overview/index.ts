export { buildOverview } from './buildOverview';
export type { OverviewOptions } from './buildOverview';
export { rollUp } from './rollUp';
export type { RollUpInput, RollUpPart } from './rollUp';
export { scorecardSummary } from './scorecardSummary';
