import { isRecord } from '../FormatFile';

/** A component of a bill of materials. */
export interface CycloneComponent {
  name: string;
  version?: string;
  purl?: string;
}

/** Every component by its reference, nested ones too, and by its link from other documents. */
export function componentsOf(
  document: Record<string, unknown>,
): Map<string, CycloneComponent> {
  const found = new Map<string, CycloneComponent>();
  const metadata = isRecord(document.metadata) ? document.metadata : {};
  const waiting: unknown[] = [metadata.component, document.components];
  const serial = String(document.serialNumber ?? '').replace(/^urn:uuid:/, '');
  const version = String(document.version ?? '1');
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) {
      for (const entry of next) waiting.push(entry);
    } else if (isRecord(next)) {
      waiting.push(next.components);
      const component = readComponent(next);
      const ref = next['bom-ref'];
      if (component && typeof ref === 'string') {
        found.set(ref, component);
        found.set(
          `urn:cdx:${serial}/${version}#${encodeURIComponent(ref)}`,
          component,
        );
        found.set(`urn:cdx:${serial}/${version}#${ref}`, component);
      }
    }
  }
  return found;
}

function readComponent(
  entry: Record<string, unknown>,
): CycloneComponent | undefined {
  const { name, group, version, purl } = entry;
  if (typeof name !== 'string') return undefined;
  return {
    name: typeof group === 'string' && group ? `${group}/${name}` : name,
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof purl === 'string' ? { purl } : {}),
  };
}
