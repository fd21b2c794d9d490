import { lazy, Suspense } from 'react';
import {
  barsChartHeight,
  laneChartHeight,
  timeChartHeight,
} from './chartHeights';
import type { BarsChartProps, LaneChartProps, TimeChartProps } from './charts';
import { Waiting } from './Waiting';

const LazyTimeChart = lazy(() =>
  import('./charts').then(m => ({ default: m.TimeChart })),
);
const LazyLaneChart = lazy(() =>
  import('./charts').then(m => ({ default: m.LaneChart })),
);
const LazyBarsChart = lazy(() =>
  import('./charts').then(m => ({ default: m.BarsChart })),
);

/** Holds the room of a chart, so that nothing moves when it comes. */
function Place(props: { height: number }) {
  return (
    <div style={{ height: props.height }}>
      <Waiting />
    </div>
  );
}

/** Lines over time; the chart library comes when the first chart is drawn. @internal */
export function TimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<Place height={timeChartHeight} />}>
      <LazyTimeChart {...props} />
    </Suspense>
  );
}

/** Things that happened, one lane per class. @internal */
export function LaneChart(props: LaneChartProps) {
  return (
    <Suspense fallback={<Place height={laneChartHeight(props.lanes.length)} />}>
      <LazyLaneChart {...props} />
    </Suspense>
  );
}

/** Counts by class. @internal */
export function BarsChart(props: BarsChartProps) {
  return (
    <Suspense fallback={<Place height={barsChartHeight} />}>
      <LazyBarsChart {...props} />
    </Suspense>
  );
}
