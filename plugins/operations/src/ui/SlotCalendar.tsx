import { makeStyles, useTheme } from '@material-ui/core/styles';
import { MouseEvent, useMemo, useState } from 'react';
import { formatDay, formatInstant } from '../format/time';
import { useOperationsTranslation } from '../translation';
import { SlotGrid, slotGrid, SlotRun } from './slotGrid';
import { Tone, toneColor } from './tone';

type State = SlotRun['state'];
type Cell = SlotGrid['cells'][number];

const states: readonly State[] = [
  'good',
  'partial',
  'failed',
  'never-ran',
  'unknown',
  'pending',
  'excluded',
];

const tones: Record<State, Tone> = {
  good: 'good',
  partial: 'warn',
  failed: 'bad',
  'never-ran': 'bad',
  unknown: 'unknown',
  pending: 'unknown',
  excluded: 'muted',
};

/** Share of the cell's height that is filled; what never ran is an empty frame. */
const fill: Record<State, number> = {
  good: 1,
  partial: 0.5,
  failed: 1,
  'never-ran': 0,
  unknown: 0.5,
  pending: 0.25,
  excluded: 0.25,
};

const useStyles = makeStyles(theme => ({
  svg: { display: 'block', width: '100%' },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    fontSize: '0.75rem',
    color: theme.palette.text.secondary,
    minHeight: '1.4em',
    marginTop: theme.spacing(0.5),
  },
}));

function outline(cell: Cell, height: number): string {
  const inset = fill[cell.state] === 0 ? 0.12 : 0.06;
  const tall = (fill[cell.state] || 1) * (height - 2 * inset);
  const x = cell.column + inset;
  const y = cell.row * height + height - inset - tall;
  const wide = 1 - 2 * inset;
  return `M${x} ${y}h${wide}v${tall}h${-wide}z`;
}

function utc(millis: number): string {
  return formatInstant(new Date(millis).toISOString(), 'utc');
}

/** Expected backup slots by day: filled when good, half when partial, a red frame when nothing ran. @internal */
export function SlotCalendar(props: {
  slots: readonly SlotRun[];
  label: string;
}) {
  const { slots, label } = props;
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useOperationsTranslation();
  const grid = useMemo(() => slotGrid(slots), [slots]);
  const [hovered, setHovered] = useState<Cell>();
  const height = grid.rows > 4 ? 0.45 : 1;
  const total = Math.max(1, grid.rows) * height;
  const point = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(
      ((event.clientX - box.left) / box.width) * grid.days.length,
    );
    const row = Math.floor(
      ((event.clientY - box.top) / box.height) * grid.rows,
    );
    setHovered(
      grid.cells.find(cell => cell.column === column && cell.row === row),
    );
  };
  const present = states
    .map(state => ({
      state,
      count: grid.cells.filter(cell => cell.state === state).length,
    }))
    .filter(({ count }) => count > 0);
  const words = present
    .map(({ state, count }) => `${count} ${t(`slot.${state}`)}`)
    .join(', ');
  return (
    <div>
      <svg
        role="img"
        aria-label={`${label}: ${words}`}
        className={classes.svg}
        viewBox={`0 0 ${grid.days.length} ${total}`}
        preserveAspectRatio="none"
        style={{
          height: Math.min(200, 18 + total * 14),
          maxWidth: grid.days.length * 28,
        }}
        onMouseMove={point}
        onMouseLeave={() => setHovered(undefined)}
      >
        {states.map(state => (
          <path
            key={state}
            d={grid.cells
              .filter(cell => cell.state === state)
              .map(cell => outline(cell, height))
              .join('')}
            fill={fill[state] === 0 ? 'none' : toneColor(theme, tones[state])}
            stroke={fill[state] === 0 ? toneColor(theme, tones[state]) : 'none'}
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <div className={classes.legend}>
        {hovered ? (
          <span>
            {`${utc(hovered.from)} – ${utc(hovered.to)}`}
            {`: ${t(`slot.${hovered.state}`)}`}
            {hovered.reason && ` · ${hovered.reason}`}
          </span>
        ) : (
          <>
            <span>
              {grid.days.length > 0 &&
                `${formatDay(grid.days[0])} – ${formatDay(
                  grid.days[grid.days.length - 1],
                )}`}
            </span>
            <span>{words}</span>
          </>
        )}
      </div>
    </div>
  );
}
