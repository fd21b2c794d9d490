/** Height of lines over time, in pixels. @internal */
export const timeChartHeight = 200;

/** Height of counts by class, in pixels. @internal */
export const barsChartHeight = 180;

/** Height of a chart with some lanes, in pixels. @internal */
export function laneChartHeight(lanes: number): number {
  return 40 + lanes * 26;
}
