import { GateState } from '@backstage-operations/plugin-operations-common';

const words: Record<GateState, string> = {
  blocked: 'blocked',
  'awaiting-signoff': 'awaiting sign-off',
  approved: 'approved',
  reopened: 'reopened',
  'not-applicable': 'not applicable',
};

/** Dark enough for white text (WCAG AA). */
const colours: Record<GateState, string> = {
  blocked: '#b3261e',
  'awaiting-signoff': '#8a5300',
  approved: '#1b6e3c',
  reopened: '#b3261e',
  'not-applicable': '#5f6368',
};

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => escapes[character]);
}

/** Width of a text at 11 pixels, good enough for a badge. */
const widthOf = (text: string) => Math.ceil(text.length * 6.4) + 12;

/** Longest title that is shown whole. */
const MAX_TITLE = 40;

/**
 * A small picture of a gate for a README.
 *
 * @param title - of the scorecard; shown as text only
 * @internal
 */
export function gateBadge(title: string, state: GateState): string {
  const label =
    title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}…` : title;
  const value = words[state];
  const [left, right] = [widthOf(label), widthOf(value)];
  const text = (content: string, centre: number) =>
    `<text x="${centre}" y="14" text-anchor="middle">${escape(content)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${
      left + right
    }" height="20" role="img" aria-label="${escape(label)}: ${value}">`,
    `<title>${escape(label)}: ${value}</title>`,
    `<rect width="${left}" height="20" fill="#3c4043"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${colours[state]}"/>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
    text(label, left / 2),
    text(value, left + right / 2),
    `</g></svg>`,
  ].join('');
}
