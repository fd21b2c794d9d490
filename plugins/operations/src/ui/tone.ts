import {
  GateState,
  Verdict,
} from '@backstage-operations/plugin-operations-common';
import { alpha, darken, lighten, Theme } from '@material-ui/core/styles';
// The import brings Backstage's additions to the palette's type.
import type {} from '@backstage/theme';

/** How a state reads at a glance; each has one colour, and never stands without a word or a shape. @internal */
export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'unknown' | 'muted';

/** The tone of each verdict. @internal */
export const verdictTone: Record<Verdict, Tone> = {
  pass: 'good',
  fail: 'bad',
  stale: 'warn',
  unknown: 'unknown',
  'not-applicable': 'muted',
  waived: 'info',
};

/** The tone of each gate state. @internal */
export const gateTone: Record<GateState, Tone> = {
  blocked: 'bad',
  'awaiting-signoff': 'info',
  approved: 'good',
  reopened: 'warn',
  'not-applicable': 'muted',
};

/** The tone's colour from the theme; darker on light ground and lighter on dark, so that shapes stay readable. @internal */
export function toneColor(theme: Theme, tone: Tone): string {
  const { status, text } = theme.palette;
  const colors: Record<Tone, string> = {
    good: status.ok,
    bad: status.error,
    warn: status.warning,
    info: status.running,
    unknown: text.secondary,
    muted: text.disabled,
  };
  const color = colors[tone];
  if (theme.palette.type === 'light') {
    return tone === 'good' || tone === 'warn' ? darken(color, 0.3) : color;
  }
  return tone === 'bad' || tone === 'info' ? lighten(color, 0.25) : color;
}

/** The tone as a ground that text can stand on. @internal */
export function toneGround(theme: Theme, tone: Tone): string {
  if (tone === 'unknown' || tone === 'muted') return theme.palette.action.hover;
  return alpha(
    toneColor(theme, tone),
    theme.palette.type === 'light' ? 0.1 : 0.2,
  );
}
