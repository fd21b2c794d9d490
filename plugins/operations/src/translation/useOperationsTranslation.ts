import {
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { operationsTranslationRef } from './operationsTranslationRef';
import { Translate } from './Translate';

const plainRef: TranslationRef = operationsTranslationRef;

/** The plugin's texts in the reader's language. @internal */
export function useOperationsTranslation(): { t: Translate } {
  return useTranslationRef(plainRef);
}
