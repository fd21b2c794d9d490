import operationsPlugin from '@backstage-operations/plugin-operations-backend';
import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { benchEntities } from './entities';
import { floorPlugin } from './floorPlugin';
import { shiftClock } from './shiftClock';

shiftClock(Number(process.env.BENCH_CLOCK ?? 0));
const catalog = catalogServiceMock({
  entities: benchEntities(Number(process.env.BENCH_ENTITIES ?? 10_000)),
});
const backend = createBackend();
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog,
  }),
);
backend.add(floorPlugin);
backend.add(operationsPlugin);
backend.start().catch(error => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
