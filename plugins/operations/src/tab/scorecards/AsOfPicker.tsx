import { makeStyles } from '@material-ui/core/styles';
import { DateTime } from 'luxon';
import { useOperationsTranslation } from '../../translation';
import { useUrlParam } from '../../ui/useUrlParam';
import { Action } from '../../ui/Action';
import { Field } from '../../ui/Field';

/** Name of the address parameter that holds the instant looked at. @internal */
export const asOfParam = 'at';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', alignItems: 'flex-end', gap: theme.spacing(1) },
  input: { fontSize: '0.8125rem' },
}));

/** Chooses a past instant whose verdicts are shown, under the rules of that instant. @internal */
export function AsOfPicker() {
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const [at, setAt] = useUrlParam(asOfParam);
  const local = at ? DateTime.fromISO(at).toFormat("yyyy-LL-dd'T'HH:mm") : '';
  const choose = (text: string) => {
    const chosen = DateTime.fromISO(text);
    setAt(
      text && chosen.isValid ? chosen.toUTC().toISO() ?? undefined : undefined,
    );
  };
  return (
    <div className={classes.root}>
      <Field
        type="datetime-local"
        size="small"
        label={t('asOf.label')}
        value={local}
        onChange={event => choose(event.target.value)}
        InputLabelProps={{ shrink: true }}
        InputProps={{ className: classes.input }}
        inputProps={{ max: DateTime.now().toFormat("yyyy-LL-dd'T'HH:mm") }}
      />
      {at && <Action onClick={() => setAt(undefined)}>{t('asOf.now')}</Action>}
    </div>
  );
}
