import { annotations, noDatasets } from '../../entity';
import { dataTypes } from '../../evidence/kinds';
import { FactDefinition, FactSubject } from '../Fact';
import { Dataset, datasetsOf } from './Dataset';
import { weeklyPolicy } from './policies';
import { weekly } from './strategy';

/** What the backup facts take to choose data sets. @internal */
export const datasetSelector: FactDefinition['of'] = {
  name: 'data set, class of data, or "weekly"',
  required: false,
  values: [...dataTypes, weekly],
  open: true,
};

/** The data sets that a question is about: all, those of a name or class, or all under the weekly schedule. @internal */
export function selectDatasets(
  subject: FactSubject,
  of: string | undefined,
): Dataset[] {
  const datasets = datasetsOf(subject);
  if (of === undefined) return datasets;
  if (of === weekly) {
    return datasets.map(dataset => ({
      ...dataset,
      policy: weeklyPolicy(dataset.policy),
    }));
  }
  return datasets.filter(
    ({ policy }) => policy.dataset === of || policy.dataType === of,
  );
}

/** Why there is no data set to answer for, with what would name one. @internal */
export function noDataset(
  { entity }: FactSubject,
  of: string | undefined,
): string {
  const name = annotations.datasets;
  const said = entity.annotations[name]?.trim().toLowerCase();
  if (said === noDatasets) {
    return `the annotation ${name} says that the entity keeps no data`;
  }
  const which =
    of === undefined || of === weekly ? 'no data set' : `no data set "${of}"`;
  return `${which} is known; name it in the annotation ${name} or report a backup-policy or backup-run`;
}

/** Whether the entity has data sets, only none of the class asked for. @internal */
export function hasOtherClasses(
  subject: FactSubject,
  of: string | undefined,
): boolean {
  const isClass = dataTypes.some(type => type === of);
  return isClass && datasetsOf(subject).length > 0;
}

/** Names the data sets with their reasons, so that a figure over several says which one it is. @internal */
export function byDataset(
  entries: readonly { dataset: Dataset; reason: string }[],
): string {
  return entries
    .map(({ dataset, reason }) => `${dataset.policy.dataset}: ${reason}`)
    .join('; ');
}
