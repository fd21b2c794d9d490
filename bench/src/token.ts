/** The service token of `app-config.bench.yaml`. */
export const token = 'bench-token-0123456789';
