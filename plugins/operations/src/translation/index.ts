export * from './operationsTranslationRef';
export * from './Translate';
export * from './useOperationsTranslation';
