import { toIso } from '@backstage-operations/plugin-operations-common';
import { leftOut, ManifestOptions } from './manifest';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string) =>
  text.replace(/[&<>"']/g, character => ESCAPES[character]);

/** What each file of a pack is. */
const EXPLAINED: Record<string, string> = {
  'csv/changes.csv': 'Verdicts and gates that changed in the period',
  'csv/exceptions.csv': 'Exceptions from criteria, with who approved them',
  'csv/population.csv':
    'Every entity that was there at any moment of the period',
  'csv/signoffs.csv': 'Who signed what, and what was taken back',
  'decisions.jsonl': 'Sign-offs and exceptions with what was signed',
  'evidence.jsonl': 'Records that were observed in the period',
  'log/checkpoint.txt': 'The signed state of the log',
  'log/entries.jsonl': 'Entries of the log, as the exact text that is hashed',
  'log/leaves.txt':
    'Hashes of all entries, from which the signed state follows',
  'log/proofs.jsonl': 'That each entry is under the signed state',
  'oscal/assessment-results.json': 'Records and verdicts in OSCAL',
  'oscal/poam.json': 'Open findings in OSCAL',
  'scorecards.jsonl': 'The rules that the verdicts follow from',
  'signoffs.intoto.jsonl': 'Sign-offs as signed statements (in-toto, DSSE)',
  'verify.mjs': 'Verifies this pack: node verify.mjs --key KEY',
};

/** The first page of a pack, for people; it has no script. @internal */
export function packPage(options: ManifestOptions): string {
  const { scope, checkpoint, origin, key, files } = options;
  const { period, cut, view } = scope;
  const facts = [
    ['Log', origin],
    ['Period', `${toIso(period.from)} to ${toIso(period.to)}`],
    ['As of', `${toIso(cut)}, ${checkpoint.size} entries of the log`],
    ['Entities', scope.entities?.join(', ') ?? 'all'],
    ['Scorecards', scope.scorecards?.join(', ') ?? 'all'],
    ['View', view],
    ['Key', key],
    ...leftOut(scope).map(text => ['Left out', text]),
  ];
  const rows = (cells: string[][]) =>
    cells
      .map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`)
      .join('\n');
  const listed = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, bytes }) => [
      `<a href="${escape(path)}">${escape(path)}</a>`,
      escape(EXPLAINED[path] ?? ''),
      `${bytes} bytes`,
    ]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Auditor pack</title>
<style>body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}td{padding:.2rem 1rem .2rem 0;vertical-align:top;overflow-wrap:anywhere}</style>
</head>
<body>
<h1>Auditor pack</h1>
<table>
${rows(facts.map(([name, value]) => [`<b>${name}</b>`, escape(value)]))}
</table>
<h2>Verify</h2>
<p>In this folder, with Node.js 20 or newer and no network: <code>node verify.mjs --key KEY</code>. Take the key from somewhere else
than this pack.</p>
<h2>Files</h2>
<table>
${rows(listed)}
</table>
</body>
</html>
`;
}
