import {
  isWorseBand,
  Millis,
  ScorecardResult,
  Waiver,
  waiverBand,
} from '@backstage-operations/plugin-operations-common';
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
      for (const { id, criterion } of await this.worsened(trx, result, at)) {
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

  /** All approved ones that no longer fit, also those beside the one that the result shows. */
  private async worsened(
    trx: Knex.Transaction,
    { entityUid, scorecard, criteria }: ScorecardResult,
    at: Millis,
  ): Promise<Waiver[]> {
    const excused = criteria.filter(({ waiver }) => waiver !== undefined);
    if (excused.length === 0) return [];
    const bands = new Map(
      excused.map(({ id, rules }) => [id, waiverBand(rules)]),
    );
    const found = await this.waivers.ofEntities(trx, [entityUid], at);
    return (found.get(entityUid) ?? []).filter(waiver => {
      const band = bands.get(waiver.criterion);
      const { state, approvedBand } = waiver;
      return (
        waiver.scorecard === scorecard &&
        state === 'approved' &&
        approvedBand !== undefined &&
        band !== undefined &&
        isWorseBand(band, approvedBand)
      );
    });
  }
}
