export * from './entityPath';
export * from './operationsApiRef';
