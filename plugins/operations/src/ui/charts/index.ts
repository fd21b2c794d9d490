export * from './BarsChart';
export * from './LaneChart';
export * from './TimeChart';
