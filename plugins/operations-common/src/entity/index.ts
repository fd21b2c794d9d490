export * from './EntityProfile';
export * from './annotations';
