import { Theme } from '@material-ui/core/styles';

/** How axes look in the current theme. @internal */
export function axisProps(theme: Theme) {
  return {
    stroke: theme.palette.divider,
    tick: { fill: theme.palette.text.secondary, fontSize: 11 },
    tickLine: false,
  };
}

/** How tooltips look in the current theme. @internal */
export function tooltipProps(theme: Theme) {
  return {
    isAnimationActive: false,
    cursor: { stroke: theme.palette.divider, fill: theme.palette.action.hover },
    contentStyle: {
      background: theme.palette.background.paper,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      fontSize: 12,
      padding: '4px 8px',
    },
    labelStyle: { color: theme.palette.text.secondary },
    itemStyle: { color: theme.palette.text.primary, padding: 0 },
  };
}
