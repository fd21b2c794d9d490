import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { operationsTranslationRef } from './operationsTranslationRef';

/** The plugin's texts in the reader's language. @internal */
export function useOperationsTranslation() {
  return useTranslationRef(operationsTranslationRef);
}

/** The function that gives a text. @internal */
export type Translate = ReturnType<typeof useOperationsTranslation>['t'];
