export * from './Evidence';
export * from './canonical';
export * from './digest';
export * from './kinds';
export * from './material';
