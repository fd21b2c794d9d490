import { OscalLists } from './oscalDocuments';
import { ExportScope } from './ExportScope';
import { PackFile, Spool } from './Spool';
import { Spools } from './Spools';
import { tableHeads } from './tables';

type ListName = keyof OscalLists;

const LISTS: readonly ListName[] = [
  'components',
  'observations',
  'risks',
  'findings',
  'items',
];

const CSV = 'text/csv; charset=utf-8';
const LINES = 'application/x-ndjson';

/** The files about entities that grow side by side in one pass. @internal */
export class PopulationFiles {
  static async open(
    spools: Spools,
    view: ExportScope['view'],
  ): Promise<PopulationFiles> {
    const lists = new Map<ListName, Spool>();
    for (const name of LISTS) {
      lists.set(name, await spools.open(`list/${name}`, 'application/json'));
    }
    const table = async (name: keyof typeof tableHeads) => {
      const spool = await spools.open(`csv/${name}.csv`, CSV);
      await spool.write(tableHeads[name](view));
      return spool;
    };
    return new PopulationFiles(
      lists,
      await table('population'),
      await table('signoffs'),
      await table('exceptions'),
      await table('changes'),
      await spools.open('evidence.jsonl', LINES),
      await spools.open('decisions.jsonl', LINES),
      await spools.open('signoffs.intoto.jsonl', LINES),
    );
  }

  private readonly begun = new Set<ListName>();

  private constructor(
    private readonly lists: ReadonlyMap<ListName, Spool>,
    readonly population: Spool,
    readonly signoffs: Spool,
    readonly exceptions: Spool,
    readonly changes: Spool,
    readonly evidence: Spool,
    readonly decisions: Spool,
    readonly statements: Spool,
  ) {}

  /** Adds an element to a list of the OSCAL documents. */
  async element(name: ListName, element: object): Promise<void> {
    const comma = this.begun.has(name) ? ',\n' : '';
    this.begun.add(name);
    await this.lists.get(name)?.write(`${comma}${JSON.stringify(element)}`);
  }

  /** The finished files, and the lists for the OSCAL documents. */
  async finish(): Promise<{ files: PackFile[]; lists: OscalLists }> {
    const files: PackFile[] = [];
    for (const spool of [
      this.population,
      this.signoffs,
      this.exceptions,
      this.changes,
      this.evidence,
      this.decisions,
      this.statements,
    ]) {
      files.push(await spool.finish());
    }
    const lists: Partial<OscalLists> = {};
    for (const [name, spool] of this.lists) lists[name] = await spool.finish();
    return { files, lists: lists as OscalLists };
  }
}
