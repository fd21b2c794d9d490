import { Millis } from '@backstage-operations/plugin-operations-common';
import { EntityAccess } from '../access/EntityAccess';
import { readPeriod } from '../evaluation/createResultHandlers';
import { entityRefOf } from '../http/entityRefOf';
import { Handlers } from '../http/Handlers';
import { SloSeriesReader } from './SloSeriesReader';

/** Plots of single SLOs. @internal */
export function createSeriesHandlers(options: {
  access: EntityAccess;
  slos: SloSeriesReader;
  now: () => Millis;
}): Handlers {
  const { access, slos, now } = options;
  return {
    async getSloSeries({ params, query, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      return slos.read(entityRef, params.slo, readPeriod(query, now()));
    },
  };
}
