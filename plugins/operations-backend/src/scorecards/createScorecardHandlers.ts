import { NotFoundError } from '@backstage/errors';
import {
  FactDefinition,
  operationsScorecardManagePermission,
  ruleSentence,
  Scorecard,
  ScorecardError,
  ScorecardVersion as ScorecardVersionAnswer,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityAccess } from '../access/EntityAccess';
import { Handlers } from '../http/Handlers';
import { ScorecardParser } from './ScorecardLoader';
import { ScorecardService } from './ScorecardService';
import {
  ActiveScorecard,
  ScorecardStore,
  ScorecardVersion,
} from './ScorecardStore';

/** A version that is in force, or was once. */
type ShownVersion = ScorecardVersion & Partial<ActiveScorecard>;

/** What {@link createScorecardHandlers} needs. @internal */
export interface ScorecardHandlerOptions {
  db: Knex;
  access: EntityAccess;
  service: ScorecardService;
  store: ScorecardStore;
  parse: ScorecardParser;
  findFact: (id: string) => FactDefinition | undefined;
  /** Tells what stands in the way of a scorecard's sign-offs, in words. */
  warnings: () => Promise<(version: ShownVersion) => string[]>;
}

function sentencesOf(
  scorecard: Scorecard,
  findFact: ScorecardHandlerOptions['findFact'],
): Record<string, string[]> {
  return Object.fromEntries(
    scorecard.spec.criteria.map(({ id, rules }) => [
      id,
      rules.map(rule => ruleSentence(rule, findFact)),
    ]),
  );
}

/** The rules as written. @internal */
export function createScorecardHandlers(
  options: ScorecardHandlerOptions,
): Handlers {
  const { db, access, service, store, parse, findFact, warnings } = options;

  function answer(
    version: ShownVersion,
    warningsOf: (version: ShownVersion) => string[],
  ): ScorecardVersionAnswer {
    const { scorecard, digest, loadedBy, loadedAt, validFrom } = version;
    const problems = service
      .files()
      .filter(({ location, error }) => error && location === loadedBy)
      .map(() => `${loadedBy} has errors; the last good version is in force`);
    return {
      scorecard,
      policyDigest: digest,
      since: toIso(validFrom ?? loadedAt),
      origin: loadedBy,
      sentences: sentencesOf(scorecard, findFact),
      warnings: [...problems, ...warningsOf(version)],
    };
  }

  return {
    async listScorecards() {
      const warningsOf = await warnings();
      return {
        items: service.active().map(version => answer(version, warningsOf)),
      };
    },

    async getScorecard({ params, query }) {
      const { scorecard } = params;
      const active = service.active().find(({ id }) => id === scorecard);
      const wanted =
        query.digest === undefined || query.digest === active?.digest
          ? active
          : await store.version(db, scorecard, query.digest);
      if (!wanted) {
        throw new NotFoundError(
          query.digest === undefined
            ? `There is no scorecard ${scorecard}`
            : `The scorecard ${scorecard} has no version ${query.digest}`,
        );
      }
      return answer(wanted, await warnings());
    },

    async validateScorecard({ body, credentials }) {
      await access.reach(credentials, operationsScorecardManagePermission);
      try {
        const parsed = parse(body.content, 'content');
        return {
          valid: true,
          problems: [],
          ...(parsed.length === 1 ? { policyDigest: parsed[0].digest } : {}),
        };
      } catch (error) {
        if (!(error instanceof ScorecardError)) throw error;
        const problems = error.problems.map(
          ({ message, field, line, column }) => ({
            message,
            ...(field === '' ? {} : { field }),
            line,
            column,
          }),
        );
        return { valid: false, problems };
      }
    },
  };
}
