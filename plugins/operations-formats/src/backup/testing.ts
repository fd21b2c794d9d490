import { Format, FormatContext } from '../Format';
import { FormatFile } from '../FormatFile';

/** Instant of every import in the tests. */
export const now = Date.parse('2026-03-10T12:00:00Z');

/** Parses the content as the format would on import. */
export function read(
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
) {
  const file = FormatFile.of(
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  return format.parse(file, {
    entityRef: 'component:default/shop',
    now,
    ...context,
  });
}

/** Outcomes of the runs in the content. */
export function outcomes(
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
) {
  return read(format, content, context).items.map(item =>
    'outcome' in item.payload ? item.payload.outcome : undefined,
  );
}

/** Levels of the restore tests in the content. */
export function levels(
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
) {
  return read(format, content, context).items.map(item =>
    'level' in item.payload ? item.payload.level : undefined,
  );
}
