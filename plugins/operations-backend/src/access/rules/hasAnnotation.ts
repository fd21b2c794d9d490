import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { isPostgres } from '../../database/dialect';
import { operationsEntityResourceRef } from './resourceRef';

/** Allows what concerns entities with an annotation. @internal */
export const hasAnnotation = createPermissionRule({
  name: 'HAS_ANNOTATION',
  description:
    'Entities with the annotation, and with that value where one is given',
  resourceRef: operationsEntityResourceRef,
  paramsSchema: z.object({
    annotation: z.string().describe('Name of the annotation'),
    value: z.string().optional().describe('Exact value'),
  }),
  apply: (entity, { annotation, value }) =>
    Object.hasOwn(entity.annotations, annotation) &&
    (value === undefined || entity.annotations[annotation] === value),
  toQuery:
    ({ annotation, value }) =>
    (builder, db) => {
      const each = isPostgres(db)
        ? 'json_each_text(e.annotations::json)'
        : 'json_each(e.annotations)';
      const pairs = `exists (select 1 from ${each} as a where a.key = ?`;
      if (value === undefined) builder.whereRaw(`${pairs})`, [annotation]);
      else builder.whereRaw(`${pairs} and a.value = ?)`, [annotation, value]);
    },
});
