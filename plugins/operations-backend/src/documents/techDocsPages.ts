import { documentTypes } from '@backstage-operations/plugin-operations-common';
import { CollectRequest } from '@backstage-operations/plugin-operations-node';
import { parse } from 'yaml';

/** Annotation that says where an entity's TechDocs are. @internal */
export const TECHDOCS = 'backstage.io/techdocs-ref';

/** Depth of a navigation that is looked through. */
const MAX_DEPTH = 8;

/** A page of TechDocs that is a document by its file name. @internal */
export interface TechDocsPage {
  type: string;
  /** Path in the portal. */
  url: string;
  title?: string;
}

/** What the navigation of an entity's TechDocs lists. @internal */
export interface TechDocsPages {
  found: TechDocsPage[];
  /** Path of the whole documentation. */
  root: string;
  /** Why nothing could be looked for. */
  problem?: string;
}

/**
 * The documents among an entity's TechDocs: pages whose file is named like a type of document, `operations/dr-plan.md`.
 *
 * @remarks Reads `mkdocs.yml` where the annotation is a directory beside the entity; pages that the navigation does not list are
 * not found.
 * @internal
 */
export async function techDocsPages({
  entity,
  readFile,
}: Pick<CollectRequest, 'entity' | 'readFile'>): Promise<TechDocsPages> {
  const { namespace, kind, name, annotations } = entity;
  const root = `/docs/${[namespace, kind, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/')}`;
  const [, dir] = /^dir:(.*)$/.exec(annotations[TECHDOCS].trim()) ?? [];
  if (dir === undefined) {
    return { found: [], root, problem: 'TechDocs are read from dir: only' };
  }
  try {
    const bytes = await readFile(
      `${dir.replace(/\/+$/, '') || '.'}/mkdocs.yml`,
    );
    const mkdocs: unknown = parse(new TextDecoder().decode(bytes), {
      logLevel: 'error',
    });
    const nav = (mkdocs as { nav?: unknown } | null)?.nav;
    const found = new Map<string, TechDocsPage>();
    walk(nav, undefined, 0, (title, file) => {
      const page = file.replace(/\.md$/i, '');
      const type = page.slice(page.lastIndexOf('/') + 1);
      if (!Object.hasOwn(documentTypes, type) || found.has(type)) return;
      const path = page.split('/').map(encodeURIComponent).join('/');
      found.set(type, {
        type,
        url: `${root}/${path}/`,
        ...(title && { title }),
      });
    });
    return { found: [...found.values()], root };
  } catch {
    return { found: [], root, problem: 'mkdocs.yml could not be read' };
  }
}

function walk(
  node: unknown,
  title: string | undefined,
  depth: number,
  onPage: (title: string | undefined, file: string) => void,
): void {
  if (depth > MAX_DEPTH) return;
  if (typeof node === 'string') {
    if (/^[^:?#]+\.md$/i.test(node) && !node.includes('..'))
      onPage(title, node);
  } else if (Array.isArray(node)) {
    for (const item of node) walk(item, title, depth + 1, onPage);
  } else if (typeof node === 'object' && node !== null) {
    for (const [key, value] of Object.entries(node)) {
      walk(value, key.slice(0, 500), depth + 1, onPage);
    }
  }
}
