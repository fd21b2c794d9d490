export * from './hashes';
export * from './ranges';
export * from './tree';
export * from './proofs';
export * from './checkpoint';
export * from './note';
export * from './verifyLog';
