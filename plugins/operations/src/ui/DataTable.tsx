import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { ReactNode, useState } from 'react';
import { useOperationsTranslation } from '../translation';
import { Action } from './Action';

/** One column: its heading and what it shows of a row. @internal */
export interface Column<Row> {
  id: string;
  title: ReactNode;
  render: (row: Row) => ReactNode;
  align?: 'left' | 'right';
  /** Smallest width in CSS units. */
  minWidth?: string;
  /** Present when rows can be put in the order of this column. */
  sort?: { direction?: 'asc' | 'desc'; toggle: () => void };
}

const useStyles = makeStyles(theme => ({
  caption: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  container: {
    position: 'relative',
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
  head: {
    padding: theme.spacing(0.5, 3, 0.5, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: '0.75rem',
    fontWeight: 600,
    lineHeight: 1.4,
    textTransform: 'none',
    letterSpacing: 0,
    color: theme.palette.text.secondary,
    background: 'transparent',
    verticalAlign: 'bottom',
    whiteSpace: 'nowrap',
  },
  cell: {
    padding: theme.spacing(0.625, 3, 0.625, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: '0.8125rem',
    lineHeight: 1.45,
    verticalAlign: 'top',
    fontVariantNumeric: 'tabular-nums',
  },
  row: {
    background: 'transparent !important',
    '&:last-child > td': { borderBottom: 'none' },
  },
  empty: { color: theme.palette.text.secondary, fontSize: '0.8125rem' },
}));

/** A dense table with a caption for screen readers; longer lists open on request. @internal */
export function DataTable<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Said when there are no rows. */
  empty?: ReactNode;
  /** Rows shown at first; all by default. */
  first?: number;
}) {
  const { caption, columns, rows, rowKey, empty, first } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const [all, setAll] = useState(false);
  if (rows.length === 0 && empty !== undefined) {
    return <div className={classes.empty}>{empty}</div>;
  }
  const shown = all || first === undefined ? rows : rows.slice(0, first);
  return (
    <>
      <TableContainer
        className={classes.container}
        role="region"
        aria-label={caption}
        tabIndex={0}
      >
        <Table size="small">
          <caption className={classes.caption}>{caption}</caption>
          <TableHead>
            <TableRow className={classes.row}>
              {columns.map(column => (
                <TableCell
                  key={column.id}
                  scope="col"
                  align={column.align}
                  sortDirection={column.sort?.direction}
                  className={classes.head}
                  style={{ minWidth: column.minWidth }}
                >
                  {column.sort ? (
                    <TableSortLabel
                      active={column.sort.direction !== undefined}
                      direction={column.sort.direction}
                      onClick={column.sort.toggle}
                    >
                      {column.title}
                    </TableSortLabel>
                  ) : (
                    column.title
                  )}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map(row => (
              <TableRow key={rowKey(row)} className={classes.row}>
                {columns.map(column => (
                  <TableCell
                    key={column.id}
                    align={column.align}
                    className={classes.cell}
                  >
                    {column.render(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {shown.length < rows.length && (
        <Action onClick={() => setAll(true)}>
          {t('table.showAll', { total: String(rows.length) })}
        </Action>
      )}
    </>
  );
}
