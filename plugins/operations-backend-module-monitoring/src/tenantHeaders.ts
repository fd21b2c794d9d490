import { ToolSettings } from './MonitoringTool';

/** What Loki and Tempo want to be sent: the credential of the gateway before them, and whose data is meant where there are several tenants. */
export function tenantHeaders({
  token,
  tenant,
}: ToolSettings): Record<string, string> {
  return {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(tenant && { 'x-scope-orgid': tenant }),
  };
}
