export * from './operationsTranslationRef';
export * from './useOperationsTranslation';
