import { useApi } from '@backstage/frontend-plugin-api';
import GetApp from '@material-ui/icons/GetApp';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Refusal } from '../../ui/Refusal';
import { saveResponse } from '../../ui/saveResponse';
import { useSubmit } from '../../ui/useSubmit';
import { Action } from '../../ui/Action';

const formats = [
  { title: 'CSV', mediaType: 'text/csv', ending: 'csv' },
  { title: 'NDJSON', mediaType: 'application/x-ndjson', ending: 'ndjson' },
] as const;

/** Takes the whole filtered list away as a file. @internal */
export function ExportButtons(props: {
  scorecard: string;
  filter: string[];
  sort: string | undefined;
}) {
  const { scorecard, filter, sort } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { pending, error, submit } = useSubmit(
    async (format: (typeof formats)[number]) => {
      const answer: unknown = await api.listFleetResults(
        { scorecard, filter, sort },
        { headers: { Accept: format.mediaType } },
      );
      await saveResponse(answer, `${scorecard}.${format.ending}`);
    },
  );
  return (
    <div>
      {formats.map(format => (
        <Action
          key={format.title}
          disabled={pending}
          startIcon={<GetApp aria-hidden />}
          onClick={() => submit(format)}
          aria-label={t('fleet.export', { format: format.title })}
        >
          {format.title}
        </Action>
      ))}
      {error && <Refusal error={error} />}
    </div>
  );
}
