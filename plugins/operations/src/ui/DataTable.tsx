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
    padding: theme.spacing(0.5, 2, 0.5, 0),
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
    padding: theme.spacing(0.625, 2, 0.625, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: '0.8125rem',
    lineHeight: 1.45,
    verticalAlign: 'top',
    fontVariantNumeric: 'tabular-nums',
    wordBreak: 'normal',
    overflowWrap: 'break-word',
  },
  row: {
    background: 'transparent !important',
    '&:last-child > td': { borderBottom: 'none' },
  },
  stacked: {
    [theme.breakpoints.down('xs')]: {
      display: 'block',
      '& tbody, & tr': { display: 'block' },
      '& thead': { display: 'none' },
      '& tr': {
        padding: theme.spacing(0.75, 0),
        borderBottom: `1px solid ${theme.palette.divider}`,
      },
      '& tr:last-child': { borderBottom: 'none' },
      '& td': {
        display: 'grid',
        gridTemplateColumns: '6.5rem minmax(0, 1fr)',
        columnGap: theme.spacing(1),
        padding: theme.spacing(0.25, 0),
        borderBottom: 'none',
        textAlign: 'left',
        overflowWrap: 'anywhere',
      },
      '& td:empty': { display: 'none' },
      '& td::before': {
        content: 'attr(data-title)',
        color: theme.palette.text.secondary,
        fontSize: '0.75rem',
      },
    },
  },
  empty: { color: theme.palette.text.secondary, fontSize: '0.8125rem' },
}));

/**
 * A dense table with a caption for screen readers; longer lists open on request.
 *
 * @remarks On a small screen each row becomes a block of named values. The roles are written out because a browser forgets
 * those of a table that is not laid out as one.
 * @internal
 */
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
        role="group"
        aria-label={caption}
        tabIndex={0}
      >
        <Table size="small" role="table" className={classes.stacked}>
          <caption className={classes.caption}>{caption}</caption>
          <TableHead role="rowgroup">
            <TableRow role="row" className={classes.row}>
              {columns.map(column => (
                <TableCell
                  key={column.id}
                  scope="col"
                  role="columnheader"
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
          <TableBody role="rowgroup">
            {shown.map(row => (
              <TableRow key={rowKey(row)} role="row" className={classes.row}>
                {columns.map(column => (
                  <TableCell
                    key={column.id}
                    role="cell"
                    align={column.align}
                    className={classes.cell}
                    data-title={
                      typeof column.title === 'string'
                        ? column.title
                        : undefined
                    }
                  >
                    <Value>{column.render(row)}</Value>
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

/** Keeps a value in one box, whatever it is made of; nothing stays nothing. */
function Value(props: { children: ReactNode }) {
  const { children } = props;
  const nothing =
    children === undefined || children === null || children === '';
  return nothing ? null : <div>{children}</div>;
}
