import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { backup } from './messages/backup';
import { decisions } from './messages/decisions';
import { frame } from './messages/frame';
import { incidents } from './messages/incidents';
import { pages } from './messages/pages';
import { patch } from './messages/patch';
import { posture } from './messages/posture';
import { service } from './messages/service';
import { upkeep } from './messages/upkeep';

/** Every text of the plugin, in English; an app adds other languages or words of its own. @public */
export const operationsTranslationRef = createTranslationRef({
  id: 'operations',
  messages: {
    ...frame,
    ...posture,
    ...service,
    ...backup,
    ...patch,
    ...incidents,
    ...upkeep,
    ...decisions,
    ...pages,
  },
});
