import {
  Better,
  FactUnit,
  FactValue,
  formatFactValue,
  formatRatio,
  RuleOperator,
} from '@backstage-operations/plugin-operations-common';
import { secondsOf } from './duration';

/** Stands where a figure is not known; a reason always stands beside it. @internal */
export const notKnown = '—';

const comparisons: Record<RuleOperator, string> = {
  '>=': '≥',
  '>': '>',
  '<=': '≤',
  '<': '<',
  '==': '=',
  '!=': '≠',
};

/** The direction that a comparison asks for; equality asks for neither and rounds down. @internal */
export function betterOf(op: RuleOperator): Better {
  return op === '<=' || op === '<' ? 'lower' : 'higher';
}

function decimals(ratio: number): number {
  const [, fraction = ''] = String(Number((ratio * 100).toFixed(6))).split('.');
  return fraction.length;
}

/** A figure as text, or undefined when it is not known; a ratio gets as many decimals as its target needs. @internal */
export function formatValue(
  value: FactValue | null | undefined,
  unit: FactUnit,
  options: { better?: Better; target?: FactValue } = {},
): string | undefined {
  const { better = 'higher', target } = options;
  if (value === null || value === undefined) return undefined;
  if (unit === 'ratio' && typeof value === 'number') {
    const wanted = typeof target === 'number' ? decimals(target) + 1 : 1;
    return formatRatio(value, better, Math.min(4, Math.max(1, wanted)));
  }
  return formatFactValue(value, unit, better);
}

/** A target as a figure in its unit, where it is one; a time may be given as a duration. @internal */
export function targetFigure(
  target: FactValue,
  unit: FactUnit,
): number | undefined {
  if (typeof target === 'number') return target;
  return unit === 'seconds' && typeof target === 'string'
    ? secondsOf(target)
    : undefined;
}

/** A target as text, `≥ 99.9 %`. @internal */
export function formatTarget(
  op: RuleOperator,
  target: FactValue,
  unit: FactUnit,
): string {
  const text = formatValue(targetFigure(target, unit) ?? target, unit, {
    better: betterOf(op),
    target,
  });
  return `${comparisons[op]} ${text}`;
}
