/** A package as scanners name it. @internal */
export interface PackageName {
  name: string;
  ecosystem?: string | null;
  purl?: string | null;
}

const ecosystems: readonly [ecosystem: string, names: readonly string[]][] = [
  ['npm', ['npm', 'node-pkg', 'nodejs', 'yarn', 'pnpm', 'javascript', 'bun']],
  [
    'pypi',
    [
      'pypi',
      'pip',
      'python',
      'python-pkg',
      'pipenv',
      'poetry',
      'uv',
      'conda-pkg',
    ],
  ],
  [
    'golang',
    [
      'golang',
      'go',
      'gomod',
      'gobinary',
      'go-module',
      'go modules',
      'gomodules',
    ],
  ],
  ['maven', ['maven', 'java', 'jar', 'pom', 'gradle', 'java-archive', 'sbt']],
  ['gem', ['gem', 'rubygems', 'ruby', 'bundler', 'gemspec']],
  ['cargo', ['cargo', 'rust', 'crates.io', 'rust-crate', 'rustbinary']],
  ['composer', ['composer', 'packagist', 'php', 'php-composer']],
  ['nuget', ['nuget', 'dotnet', 'dotnet-core', '.net', 'packages-config']],
  ['deb', ['deb', 'debian', 'ubuntu', 'dpkg']],
  ['apk', ['apk', 'alpine', 'wolfi', 'chainguard', 'alpine linux']],
  [
    'rpm',
    [
      'rpm',
      'redhat',
      'red hat',
      'centos',
      'rocky',
      'rocky linux',
      'alma',
      'almalinux',
      'amazon',
      'oracle',
      'fedora',
      'suse',
      'sles',
      'opensuse',
      'photon',
    ],
  ],
  ['hex', ['hex', 'erlang', 'elixir', 'mix']],
  ['pub', ['pub', 'dart']],
  ['swift', ['swift', 'cocoapods', 'swifturl']],
  [
    'githubactions',
    [
      'githubactions',
      'github-actions',
      'github actions',
      'actions',
      'github-action',
    ],
  ],
];

const ecosystemNames = new Map(
  ecosystems.flatMap(([ecosystem, names]) =>
    names.map((name): [string, string] => [name, ecosystem]),
  ),
);

/** Distributions, whose purl namespace is the vendor and no part of the name. */
const distributions = new Set(['deb', 'apk', 'rpm']);

/**
 * The identity of a package without its version: `npm:@scope/name`, `maven:group:artifact`, `deb:openssl`.
 *
 * @remarks
 * Spellings that a registry treats as equal become one (PyPI: case and `-_.`). Different packages stay different: a source
 * package and its binary packages, or two artifacts of one group, never share a key. A package URL wins over loose fields.
 * @internal
 */
export function packageKey(pkg: PackageName): string {
  const fromPurl = pkg.purl ? readPurl(pkg.purl) : undefined;
  const { ecosystem, name } = fromPurl ?? {
    ecosystem: ecosystemOf(pkg.ecosystem ?? ''),
    name: pkg.name.trim(),
  };
  const normal = normalName(ecosystem, name);
  return ecosystem === '' ? normal : `${ecosystem}:${normal}`;
}

/** Version that a package URL names. @internal */
export function purlVersion(purl: string): string | undefined {
  const path = purl.split(/[?#]/)[0];
  const at = path.lastIndexOf('@');
  // The @ of an npm scope may stand unescaped; it is followed by a slash.
  return at > 0 && !path.slice(at).includes('/')
    ? decode(path.slice(at + 1)) || undefined
    : undefined;
}

function ecosystemOf(name: string): string {
  const lower = name.trim().toLocaleLowerCase('en-US');
  // OSV writes releases behind a colon: `Debian:12`, `Alpine:v3.19`.
  const family = lower.split(':')[0];
  return ecosystemNames.get(lower) ?? ecosystemNames.get(family) ?? family;
}

function readPurl(
  purl: string,
): { ecosystem: string; name: string } | undefined {
  const match = /^pkg:\/{0,2}([^/]+)\/(.+)$/i.exec(purl.split(/[?#]/)[0]);
  if (!match) return undefined;
  const ecosystem = ecosystemOf(match[1]);
  const version = purlVersion(purl);
  const path =
    version === undefined
      ? match[2]
      : match[2].slice(0, match[2].lastIndexOf('@'));
  const parts = path.split('/').filter(Boolean).map(decode);
  if (parts.length === 0) return undefined;
  if (distributions.has(ecosystem)) {
    return { ecosystem, name: parts[parts.length - 1] };
  }
  const separator = ecosystem === 'maven' ? ':' : '/';
  return { ecosystem, name: parts.join(separator) };
}

function normalName(ecosystem: string, name: string): string {
  const lower = name.toLocaleLowerCase('en-US');
  if (ecosystem === 'pypi') return lower.replace(/[-_.]+/g, '-');
  if (ecosystem === 'maven') return name.replace(/\//g, ':');
  return lower;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
