import {
  EvidenceInput,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { InputError } from '@backstage/errors';
import { ToolQuestion } from './MonitoringTool';

const DAY = 86_400_000;

/** A link to a tool, and whether what it shows was there when it was checked. */
export function linkEvidence(
  tool: string,
  { entityRef, value, now }: ToolQuestion,
  found: {
    /** Kind of document, as scorecards ask for it: what is no dashboard must not stand in for one. */
    type: string;
    title: string;
    url: string;
    reachable: boolean;
  },
): EvidenceInput<'document'> {
  return {
    entityRef,
    kind: 'document',
    source: tool,
    externalId: value,
    // By the day: a link that is still there says nothing new.
    observedAt: toIso(Math.floor(now / DAY) * DAY),
    payload: found,
  };
}

/** The configured link with what the annotation says in its place. */
export function linkTo(
  tool: string,
  { settings, value }: ToolQuestion,
): string {
  if (!settings.link) {
    throw new InputError(
      `operations.monitoring.tools.${tool}.link is not configured`,
    );
  }
  return settings.link.replaceAll('{value}', encodeURIComponent(value));
}
