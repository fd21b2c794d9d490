import { Knex } from 'knex';
import {
  EvaluationListener,
  ResultChange,
} from '../evaluation/EvaluationListener';
import { EventLog } from '../log/EventLog';
import { WaiverStore } from './WaiverStore';

/**
 * Sends exceptions back to be decided again once the thing they excuse got worse.
 *
 * @remarks Evaluation already stops counting them; this makes it last, so that they do not revive by themselves.
 * @internal
 */
export class WaiverWatch implements EvaluationListener {
  static create(options: { waivers: WaiverStore; log: EventLog }): WaiverWatch {
    return new WaiverWatch(options.waivers, options.log);
  }

  private constructor(
    private readonly waivers: WaiverStore,
    private readonly log: EventLog,
  ) {}

  async onResults(
    trx: Knex.Transaction,
    changes: readonly ResultChange[],
  ): Promise<void> {
    for (const { entity, result, at } of changes) {
      for (const { id: criterion, waiver } of result.criteria) {
        // Pending although somebody approved it: evaluation found it worse.
        if (waiver?.state !== 'pending' || !waiver.approvedBand) continue;
        const { id } = waiver;
        await this.waivers.addEvent(trx, {
          waiverId: id,
          type: 'worsened',
          by: 'system',
          at,
          comment: '',
        });
        await this.log.append(trx, [
          {
            type: 'waiver.worsened',
            at,
            actor: 'system',
            entityRef: entity.entityRef,
            data: { id, scorecard: result.scorecard, criterion },
          },
        ]);
      }
    }
  }
}
