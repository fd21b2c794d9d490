import { ScorecardVersion } from './ScorecardStore';

/** Before the location of a scorecard that ships with the product. @internal */
export const BUILT_IN = 'built-in:';

/**
 * Who changed a scorecard last, as far as that is known.
 *
 * @remarks
 * `product`: it ships with the product, so nobody who signs here wrote it. `unnamed`: neither this version nor one before
 * names an editor; such scorecards are kept by whoever runs the portal. `concealed`: earlier versions name their editor and
 * this one does not, so that it could be anybody.
 * @internal
 */
export type RulesEditor =
  | { person: string }
  | 'product'
  | 'unnamed'
  | 'concealed';

/** @param namedBefore - whether any version of the scorecard names its editor */
export function rulesEditor(
  { scorecard, loadedBy }: Pick<ScorecardVersion, 'scorecard' | 'loadedBy'>,
  namedBefore: boolean,
): RulesEditor {
  const { lastEditedBy } = scorecard.metadata;
  if (lastEditedBy !== undefined) return { person: lastEditedBy };
  if (namedBefore) return 'concealed';
  return loadedBy.startsWith(BUILT_IN) ? 'product' : 'unnamed';
}

/** What to know about a scorecard whose editor is not known; none where separation does not ask for it. @internal */
export function editorWarnings({
  scorecard,
  editor,
}: {
  scorecard: ScorecardVersion['scorecard'];
  editor?: RulesEditor;
}): string[] {
  const { criteria, exit } = scorecard.spec;
  const slots = [...criteria, exit].flatMap(({ signoffs = [] }) => signoffs);
  if (!exit.separation.notPolicyEditor || slots.length === 0) return [];
  if (editor === 'concealed') {
    return [
      'metadata.lastEditedBy is missing although earlier versions have it: nobody may sign until it names who changed the scorecard last',
    ];
  }
  return editor === 'unnamed'
    ? [
        'metadata.lastEditedBy does not name who changed the scorecard last, so that notPolicyEditor keeps nobody from signing',
      ]
    : [];
}
