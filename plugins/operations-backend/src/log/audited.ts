import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';

/**
 * Mirrors a change by a person to the auditor service, with its outcome.
 *
 * @param eventId - kebab case, like `signoff-decide`
 * @internal
 */
export async function audited<T>(
  auditor: AuditorService,
  event: { eventId: string; request: Request; meta: JsonObject },
  work: () => Promise<T>,
): Promise<T> {
  const { success, fail } = await auditor.createEvent({
    ...event,
    severityLevel: 'high',
  });
  try {
    const answer = await work();
    await success();
    return answer;
  } catch (error) {
    await fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
