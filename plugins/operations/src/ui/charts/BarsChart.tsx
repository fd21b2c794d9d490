import { useTheme } from '@material-ui/core/styles';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { barsChartHeight } from '../chartHeights';
import { Tone, toneColor } from '../tone';
import { ChartFrame } from './ChartFrame';
import { axisProps, tooltipProps } from './chartStyle';
import { legendProps } from './legendProps';

/** Counts by class, side by side. @internal */
export interface BarsChartProps {
  /** What the chart shows, in words, for those who can't see it. */
  label: string;
  /** Titles of the classes in order. */
  classes: readonly string[];
  bars: readonly {
    id: string;
    title: string;
    tone: Tone;
    /** One count per class. */
    counts: readonly number[];
  }[];
}

/** Counts by class as bars. @internal */
export function BarsChart(props: BarsChartProps) {
  const { label, classes, bars } = props;
  const theme = useTheme();
  const data = classes.map((title, index) => ({
    title,
    ...Object.fromEntries(bars.map(bar => [bar.id, bar.counts[index]])),
  }));
  return (
    <ChartFrame label={label} height={barsChartHeight}>
      <BarChart
        data={data}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        barGap={2}
      >
        <CartesianGrid vertical={false} stroke={theme.palette.divider} />
        <XAxis {...axisProps(theme)} dataKey="title" interval={0} />
        <YAxis {...axisProps(theme)} width={32} allowDecimals={false} />
        <Tooltip {...tooltipProps(theme)} />
        <Legend {...legendProps(theme)} iconSize={10} />
        {bars.map(bar => (
          <Bar
            key={bar.id}
            dataKey={bar.id}
            name={bar.title}
            fill={toneColor(theme, bar.tone)}
            maxBarSize={28}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ChartFrame>
  );
}
