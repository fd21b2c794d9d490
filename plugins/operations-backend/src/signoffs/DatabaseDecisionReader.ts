import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import {
  DecisionReader,
  StandingDecisions,
} from '../evaluation/StandingDecisions';
import { WaiverStore } from '../waivers/WaiverStore';
import { SignoffStore } from './SignoffStore';

/** Brings sign-offs and waivers together for evaluation. @internal */
export class DatabaseDecisionReader implements DecisionReader {
  static create(options: {
    signoffs: SignoffStore;
    waivers: WaiverStore;
  }): DatabaseDecisionReader {
    return new DatabaseDecisionReader(options.signoffs, options.waivers);
  }

  private constructor(
    private readonly signoffs: SignoffStore,
    private readonly waivers: WaiverStore,
  ) {}

  async standing(
    db: Knex,
    entities: readonly { entityRef: string; uid: string }[],
    at: Millis,
  ): Promise<Map<string, StandingDecisions>> {
    const uids = entities.map(({ uid }) => uid);
    const decisions = await this.signoffs.ofEntities(db, uids, at);
    const waivers = await this.waivers.ofEntities(db, uids, at);
    const standing = new Map<string, StandingDecisions>();
    for (const { entityRef, uid } of entities) {
      const made = decisions.get(uid);
      const asked = waivers.get(uid);
      if (made || asked) {
        standing.set(entityRef, {
          decisions: made ?? [],
          waivers: asked ?? [],
        });
      }
    }
    return standing;
  }
}
