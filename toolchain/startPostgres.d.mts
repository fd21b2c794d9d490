/** A running PostgreSQL that ends with the process that started it. */
export interface Postgres {
  /** `postgres://…` with its user and password. */
  address: string;
  stop(): Promise<void>;
}

export function startPostgres(...flags: string[]): Promise<Postgres>;
