import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/** Every text of the plugin, in English; an app adds other languages or words of its own. @public */
export const operationsTranslationRef = createTranslationRef({
  id: 'operations',
  messages,
});
