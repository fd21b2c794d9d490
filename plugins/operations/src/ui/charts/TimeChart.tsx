import { useTheme } from '@material-ui/core/styles';
import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatDay, formatInstant } from '../../format/time';
import { timeChartHeight } from '../chartHeights';
import { Tone, toneColor } from '../tone';
import { ChartFrame } from './ChartFrame';
import { axisProps, tooltipProps } from './chartStyle';
import { legendProps } from './legendProps';

/** Lines over time, with gaps where nothing was known. @internal */
export interface TimeChartProps {
  /** What the chart shows, in words, for those who can't see it. */
  label: string;
  lines: readonly {
    id: string;
    title: string;
    tone: Tone;
    points: readonly { at: string; value: number | null }[];
  }[];
  /** The lines are counts: the axis starts at zero and has whole numbers only. */
  counts?: boolean;
  /** Places on the axis; chosen by the chart when absent. */
  ticks?: readonly number[];
  /** A line across, like the target. */
  limit?: { value: number; title: string };
  /** Stretches of time that are shaded; what they mean stands beside the chart. */
  bands?: readonly { from: string; to: string; tone: Tone }[];
  format: (value: number) => string;
}

type Row = { at: number } & Record<string, number | null>;

function rows(lines: TimeChartProps['lines']): Row[] {
  const byInstant = new Map<number, Row>();
  for (const line of lines) {
    for (const { at, value } of line.points) {
      const instant = Date.parse(at);
      const row = byInstant.get(instant) ?? { at: instant };
      row[line.id] = value;
      byInstant.set(instant, row);
    }
  }
  return [...byInstant.values()].sort((a, b) => a.at - b.at);
}

function domainOf(
  ticks: readonly number[] | undefined,
  counts: boolean,
): [number | 'auto', number | 'auto'] {
  if (ticks) return [ticks[0], ticks[ticks.length - 1]];
  return counts ? [0, 'auto'] : ['auto', 'auto'];
}

/** Lines over time. @internal */
export function TimeChart(props: TimeChartProps) {
  const { label, lines, limit, format, counts = false, ticks, bands } = props;
  const theme = useTheme();
  const color = toneColor(theme, 'muted');
  return (
    <ChartFrame label={label} height={timeChartHeight}>
      <LineChart
        data={rows(lines)}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke={theme.palette.divider} />
        <XAxis
          {...axisProps(theme)}
          dataKey="at"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          minTickGap={48}
          tickFormatter={at => formatDay(new Date(at).toISOString())}
        />
        <YAxis
          {...axisProps(theme)}
          width={64}
          tickFormatter={format}
          domain={domainOf(ticks, counts)}
          ticks={ticks && [...ticks]}
          allowDecimals={!counts}
        />
        <Tooltip
          {...tooltipProps(theme)}
          labelFormatter={at => formatInstant(new Date(at).toISOString())}
          formatter={(value, name) => [format(Number(value)), name]}
        />
        {bands?.map(({ from, to, tone }) => (
          <ReferenceArea
            key={`${from} ${tone}`}
            x1={Date.parse(from)}
            x2={Date.parse(to)}
            fill={toneColor(theme, tone)}
            fillOpacity={0.18}
            strokeOpacity={0}
          />
        ))}
        {limit && (
          <ReferenceLine
            y={limit.value}
            stroke={color}
            strokeDasharray="4 3"
            ifOverflow="extendDomain"
            label={{
              value: limit.title,
              position: 'insideBottomRight',
              fontSize: 11,
              fill: theme.palette.text.secondary,
            }}
          />
        )}
        {lines.length > 1 && (
          <Legend {...legendProps(theme)} iconType="plainline" />
        )}
        {lines.map(line => (
          <Line
            key={line.id}
            dataKey={line.id}
            name={line.title}
            stroke={toneColor(theme, line.tone)}
            strokeWidth={1.75}
            dot={line.points.filter(point => point.value !== null).length < 3}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ChartFrame>
  );
}
