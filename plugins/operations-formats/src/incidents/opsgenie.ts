import { toIso } from '@backstage-operations/plugin-operations-common';
import { isLosslessNumber, parse } from 'lossless-json';
import { z } from 'zod';
import { observation } from '../shared/records';
import { shaped } from '../shared/shape';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, FormatFile, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { incidentEvent } from './incidentRecord';
import { severityOf } from './severity';

/** A number as the digits that were sent. */
const digits = z
  .custom<unknown>(isLosslessNumber, { message: 'must be a number' })
  .transform(String);

const subject = z.looseObject({
  message: z.string(),
  createdAt: z.union([digits, z.string()]).optional(),
  updatedAt: z.union([digits, z.string()]).optional(),
  priority: z.union([z.string(), digits]).optional(),
});

const body = z.looseObject({
  action: z.string(),
  alert: subject.extend({ alertId: z.string() }).optional(),
  incident: subject.extend({ incidentId: z.string() }).optional(),
});

const types = {
  Create: 'triggered',
  Acknowledge: 'acknowledged',
  Close: 'resolved',
  Resolve: 'resolved',
} as const;

const statuses: Record<string, string> = {
  Create: 'open',
  Acknowledge: 'acknowledged',
  UnAcknowledge: 'open',
  Close: 'closed',
  Resolve: 'resolved',
  Delete: 'cancelled',
};

/**
 * The instant of a Unix time in seconds, milli-, micro- or nanoseconds, told apart by how many digits it has.
 *
 * @remarks Nanoseconds exceed what a number holds exactly, so the digits are cut, not divided.
 */
function instantOfDigits(text: string | undefined): string | undefined {
  if (text && /^\d{4}-\d\d-\d\dT/.test(text))
    return instantOf('opsgenie', text);
  if (!text || !/^\d{9,20}$/.test(text)) return undefined;
  if (text.length <= 10) return toIso(Number(text) * 1000);
  return toIso(Number(text.slice(0, 13)));
}

/** The file with numbers kept as their digits; undefined when it is no JSON. */
function lossless(file: FormatFile): unknown {
  try {
    return file.json === undefined ? undefined : parse(file.text ?? '');
  } catch {
    return undefined;
  }
}

function isWebhook(document: unknown): boolean {
  return (
    isRecord(document) &&
    typeof document.action === 'string' &&
    ((isRecord(document.alert) && typeof document.alert.alertId === 'string') ||
      (isRecord(document.incident) &&
        typeof document.incident.incidentId === 'string'))
  );
}

/**
 * Webhook events of Opsgenie about alerts and incidents.
 *
 * @remarks
 * Each event tells one action, so they are records of their own that are read together. `createdAt` is in milliseconds, `updatedAt` in
 * nanoseconds: the event's time.
 * @public
 */
export const opsgenie: Format = {
  id: 'opsgenie',
  title: 'Opsgenie alert actions',
  tool: 'opsgenie',
  versions: 'outgoing webhook',
  mediaTypes: ['application/json'],
  detect: file => isWebhook(file.json),
  parse(file, context) {
    const document = file.requireObject('opsgenie');
    if (!isWebhook(document)) {
      throw new FormatError(
        `opsgenie: expected an alert action, found ${describe(document)}`,
      );
    }
    const read = shaped('opsgenie', body, lossless(file));
    const { action, incident } = read;
    const alert = read.alert ?? incident;
    const id = read.alert?.alertId ?? incident?.incidentId;
    if (!alert || !id) {
      throw new FormatError('opsgenie: the action names no alert');
    }
    if (!Object.hasOwn(statuses, action)) {
      const warning = `${action} changes nothing that is counted`;
      return { items: [], warnings: [warning] };
    }
    const created = instantOfDigits(alert.createdAt);
    const updated = instantOfDigits(alert.updatedAt);
    const at =
      updated ??
      (action === 'Create' ? created : undefined) ??
      observation(context);
    const priority = /^\d$/.test(alert.priority ?? '')
      ? `P${alert.priority}`
      : alert.priority;
    const type = Object.hasOwn(types, action)
      ? types[action as keyof typeof types]
      : 'updated';
    const item = incidentEvent(
      context,
      'opsgenie',
      { id: `${action}/${at}`, incident: id, type, at },
      {
        title: alert.message,
        status: statuses[action],
        severity: severityOf(priority),
        ...(created ? { segments: [{ startedAt: created }] } : {}),
      },
    );
    return {
      items: [item],
      warnings: updated
        ? []
        : [
            'the event carries no time of its own, the time of the import counts',
          ],
    };
  },
};
