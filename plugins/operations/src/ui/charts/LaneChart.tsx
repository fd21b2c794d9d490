import { useTheme } from '@material-ui/core/styles';
import {
  CartesianGrid,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatDay, formatInstant } from '../../format/time';
import { laneChartHeight } from '../chartHeights';
import { Tone, toneColor } from '../tone';
import { ChartFrame } from './ChartFrame';
import { axisProps, tooltipProps } from './chartStyle';

/** Things that happened, each in its lane. @internal */
export interface LaneChartProps {
  /** What the chart shows, in words, for those who can't see it. */
  label: string;
  /** Titles of the lanes, top first. */
  lanes: readonly string[];
  from: string;
  to: string;
  points: readonly {
    at: string;
    lane: number;
    tone: Tone;
    title: string;
  }[];
}

type Point = { x: number; y: number; title: string };

function Bubble(props: { active?: boolean; payload?: { payload: Point }[] }) {
  const { active, payload } = props;
  const theme = useTheme();
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div style={tooltipProps(theme).contentStyle}>
      <div>{point.title}</div>
      <div style={tooltipProps(theme).labelStyle}>
        {formatInstant(new Date(point.x).toISOString())}
      </div>
    </div>
  );
}

/** Things that happened over time, one lane per class. @internal */
export function LaneChart(props: LaneChartProps) {
  const { label, lanes, from, to, points } = props;
  const theme = useTheme();
  const tones = [...new Set(points.map(point => point.tone))];
  return (
    <ChartFrame label={label} height={laneChartHeight(lanes.length)}>
      <ScatterChart margin={{ top: 4, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke={theme.palette.divider} />
        <XAxis
          {...axisProps(theme)}
          dataKey="x"
          type="number"
          scale="time"
          domain={[Date.parse(from), Date.parse(to)]}
          minTickGap={48}
          tickFormatter={at => formatDay(new Date(at).toISOString())}
        />
        <YAxis
          {...axisProps(theme)}
          dataKey="y"
          type="number"
          width={88}
          reversed
          domain={[-0.5, lanes.length - 0.5]}
          ticks={lanes.map((_, index) => index)}
          tickFormatter={index => lanes[index] ?? ''}
          interval={0}
        />
        <Tooltip {...tooltipProps(theme)} content={<Bubble />} />
        {tones.map(tone => (
          <Scatter
            key={tone}
            fill={toneColor(theme, tone)}
            isAnimationActive={false}
            data={points
              .filter(point => point.tone === tone)
              .map(({ at, lane, title }) => ({
                x: Date.parse(at),
                y: lane,
                title,
              }))}
          />
        ))}
      </ScatterChart>
    </ChartFrame>
  );
}
