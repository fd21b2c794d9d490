export * from './evidenceRef';
export * from './instants';
export * from './overview';
export * from './renderPage';
export * from './scorecardResult';
export * from './protection';
