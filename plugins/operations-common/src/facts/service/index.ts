export { serviceFacts } from './serviceFacts';
export { sloStatuses } from './sloStatuses';
export { goldenSignals } from './goldenSignals';
