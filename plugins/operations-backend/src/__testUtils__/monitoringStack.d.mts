/** A service whose traffic can be changed. */
export interface ExampleService {
  port: number;
  set(traffic: 'healthy' | 'broken' | 'silent'): void;
  stop(): void;
}

/** A running Prometheus and its Alertmanager. */
export interface Monitoring {
  url: string;
  alertmanager: string;
  stop(): Promise<void>;
}

export const pageAlert: string;
export const evaluations: string;
export function openSlo(name: string): string;
export function missingPrograms(): string[];
export function startService(name: string): Promise<ExampleService>;
export function startMonitoring(options: {
  service: number;
  entityRef: string;
  webhooks: { url: string; secret: string }[];
}): Promise<Monitoring>;
