import { lazy, Suspense } from 'react';
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

/** Lines over time; the chart library comes when the first chart is drawn. @internal */
export function TimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<Waiting />}>
      <LazyTimeChart {...props} />
    </Suspense>
  );
}

/** Things that happened, one lane per class. @internal */
export function LaneChart(props: LaneChartProps) {
  return (
    <Suspense fallback={<Waiting />}>
      <LazyLaneChart {...props} />
    </Suspense>
  );
}

/** Counts by class. @internal */
export function BarsChart(props: BarsChartProps) {
  return (
    <Suspense fallback={<Waiting />}>
      <LazyBarsChart {...props} />
    </Suspense>
  );
}
