import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { operationsEntityResourceRef } from './resourceRef';

const lower = (values: readonly string[]) =>
  values.map(value => value.toLocaleLowerCase('en-US'));

/** Allows what concerns entities of some kinds. @internal */
export const hasEntityKind = createPermissionRule({
  name: 'HAS_ENTITY_KIND',
  description: 'Entities of one of the kinds',
  resourceRef: operationsEntityResourceRef,
  paramsSchema: z.object({
    kinds: z.array(z.string()).describe('Kinds, in any case'),
  }),
  apply: (entity, { kinds }) => lower(kinds).includes(entity.kind),
  toQuery:
    ({ kinds }) =>
    builder =>
      builder.whereIn('e.kind', lower(kinds)),
});
