import {
  EntityProfile,
  RESOURCE_TYPE_OPERATIONS_ENTITY,
} from '@backstage-operations/plugin-operations-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { EntityCondition } from '../EntityCondition';

/** The one resource type of the plugin, with what rules look at and what they become in SQL. @internal */
export const operationsEntityResourceRef = createPermissionResourceRef<
  EntityProfile,
  EntityCondition
>().with({
  pluginId: 'operations',
  resourceType: RESOURCE_TYPE_OPERATIONS_ENTITY,
});
