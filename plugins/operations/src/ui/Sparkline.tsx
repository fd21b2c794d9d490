import { useTheme } from '@material-ui/core/styles';

/** One point of a trend; null where nothing was known. @internal */
export interface TrendPoint {
  at: string;
  value: number | null;
}

const width = 120;
const height = 28;
const edge = 3;

function runs(points: readonly TrendPoint[]): [number, number][][] {
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const step = (width - 2 * edge) / Math.max(1, points.length - 1);
  const parts: [number, number][][] = [[]];
  points.forEach(({ value }, index) => {
    if (value === null) {
      parts.push([]);
      return;
    }
    const share = span === 0 ? 0.5 : (value - low) / span;
    const y = height - edge - share * (height - 2 * edge);
    parts[parts.length - 1].push([edge + index * step, y]);
  });
  return parts.filter(part => part.length > 0);
}

/** A trend as a line with gaps where nothing was known; the label says it in words. @internal */
export function Sparkline(props: {
  points: readonly TrendPoint[];
  label: string;
}) {
  const { points, label } = props;
  const theme = useTheme();
  const parts = runs(points);
  const last = parts[parts.length - 1]?.slice(-1)[0];
  const color = theme.palette.text.secondary;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMaxYMid meet"
      style={{ flex: `0 1 ${width}px`, minWidth: 0, height }}
    >
      {parts.map(part => (
        <polyline
          key={part[0][0]}
          points={part.map(([x, y]) => `${x},${y}`).join(' ')}
          fill="none"
          stroke={color}
          strokeWidth={1.5}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      ))}
      {last && <circle cx={last[0]} cy={last[1]} r={2.5} fill={color} />}
    </svg>
  );
}
